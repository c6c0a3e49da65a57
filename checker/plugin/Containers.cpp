//===-- Containers.cpp - tables that keep IOThreads -----------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Containers.h"
#include "IndexRows.h"
#include "Terms.h"

using namespace clang;

namespace holdcheck {

/// The variable or field that a table is in; locals are nobody's owner.
static const ValueDecl *containerOf(const Expr *E, const HcContract *C) {
  E = stripCasts(E, C);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *VD = dyn_cast<VarDecl>(Ref->getDecl());
    return VD && VD->hasGlobalStorage() ? VD->getCanonicalDecl() : nullptr;
  }
  const auto *ME = dyn_cast<MemberExpr>(E);
  return ME ? dyn_cast<FieldDecl>(ME->getMemberDecl()) : nullptr;
}

static const Expr *argument(const CallExpr *CE, int I) {
  return I >= 0 && unsigned(I) < CE->getNumArgs() ? CE->getArg(I) : nullptr;
}

static const HcContainer *rowFor(const HcContract *C, const CallExpr *CE) {
  const FunctionDecl *FD = CE->getDirectCallee();
  const HcContainer *Row =
      FD ? hc_contract_container(C, nameOf(FD).str().c_str()) : nullptr;
  return Row && argument(CE, Row->container) ? Row : nullptr;
}

void Containers::noteCall(const HcContract *Contract, const CallExpr *CE,
                          const FunctionDecl *In, IsKey IsKeyPointer) {
  const HcContainer *Row = rowFor(Contract, CE);
  if (!Row)
    return;
  const ValueDecl *Container =
      containerOf(CE->getArg(Row->container), Contract);
  if (!Container)
    return;
  Uses[CE] = {Row, Container};
  UsedIn[In->getCanonicalDecl()].insert(Container);
  if (Row->op == HC_CONTAINER_KEEP)
    if (const Expr *Value = argument(CE, Row->value))
      if (IsKeyPointer(stripCasts(Value, Contract)->getType()))
        Matter.insert(Container);
  const FunctionDecl *FD = namedFunction(argument(CE, Row->callback));
  if (!FD)
    return;
  FD = FD->getCanonicalDecl();
  Visit &V = Visits[FD];
  if (!V.Calls++)
    V = {Row, Container, CE->getArg(Row->container), 1};
  else if (V.Container != Container || V.Row != Row)
    V.Container = nullptr;
  UsedIn[FD].insert(Container);
}

void Containers::noteCast(const HcContract *Contract, const CastExpr *Cast,
                          IsKey IsKeyPointer) {
  const auto *CE = dyn_cast<CallExpr>(Cast->getSubExpr()->IgnoreParenCasts());
  const HcContainer *Row = CE ? rowFor(Contract, CE) : nullptr;
  if (!Row || Row->op != HC_CONTAINER_FIND || !IsKeyPointer(Cast->getType()))
    return;
  if (const ValueDecl *Container =
          containerOf(CE->getArg(Row->container), Contract))
    Matter.insert(Container);
}

const HcContainer *Containers::rowOf(const CallExpr *CE) const {
  auto It = Uses.find(CE);
  return It != Uses.end() && Matter.count(It->second.Container)
             ? It->second.Row
             : nullptr;
}

const Visit *Containers::visitOf(const FunctionDecl *FD) const {
  FD = FD->getCanonicalDecl();
  auto It = Visits.find(FD);
  if (It == Visits.end() || !It->second.Container ||
      !Matter.count(It->second.Container))
    return nullptr;
  // Named anywhere else, it may be called with anything.
  auto Count = Named.find(FD);
  return Count != Named.end() && Count->second == It->second.Calls
             ? &It->second
             : nullptr;
}

bool Containers::matter(const FunctionDecl *FD) const {
  auto It = UsedIn.find(FD->getCanonicalDecl());
  return It != UsedIn.end() &&
         llvm::any_of(It->second, [&](const ValueDecl *D) {
           return Matter.count(D) != 0;
         });
}

} // namespace holdcheck
