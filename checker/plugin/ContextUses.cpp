//===-- ContextUses.cpp - uses of contexts that may have been put ---------===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// A use is recorded where the path put something before it: pairing knows of
// which hold the context was.  In a slot that follows others it is recorded
// without, for the put may stand in one of those.
//===----------------------------------------------------------------------===//
#include "HoldModel.h"
#include "IndexRows.h"

#include "clang/AST/ParentMap.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

bool FileIndex::ignoresContext(const CallExpr *CE) const {
  std::string Name = calleeName(CE);
  return Name.rfind("trace_", 0) == 0 ||
         hc_contract_fact(Contract, Name.c_str(), HC_FACT_FREES);
}

bool FileIndex::isContextUse(const CallExpr *CE, unsigned I) const {
  const HcFact *Destroys =
      hc_contract_fact(Contract, calleeName(CE).c_str(), HC_FACT_DESTROYS);
  return !ignoresContext(CE) &&
         (pointeeRecord(CE->getArg(I)->getType()) == Contract->context_type ||
          (Destroys && Destroys->arg == int(I)));
}

/// The condition that decides whether Child, a part of Parent, runs.
static const Expr *conditionOver(const Stmt *Parent, const Stmt *Child) {
  const Expr *Cond = nullptr;
  if (const auto *If = dyn_cast<IfStmt>(Parent))
    Cond = If->getCond();
  else if (const auto *For = dyn_cast<ForStmt>(Parent))
    Cond = Child == For->getInit() ? nullptr : For->getCond();
  else if (const auto *While = dyn_cast<WhileStmt>(Parent))
    Cond = While->getCond();
  else if (const auto *Do = dyn_cast<DoStmt>(Parent))
    Cond = Do->getCond();
  else if (const auto *CO = dyn_cast<ConditionalOperator>(Parent))
    Cond = CO->getCond();
  else if (const auto *BO = dyn_cast<BinaryOperator>(Parent);
           BO && BO->isLogicalOp())
    Cond = BO->getLHS();
  return Cond == Child ? nullptr : Cond;
}

/// if (s->ctx), of the very value that is used: a context is never NULL.
bool HoldModel::asksFor(const Expr *Cond, const HcTerm *Value,
                        const LocationContext *LC, State S) const {
  Cond = Cond->IgnoreParenImpCasts();
  if (!isa<MemberExpr, DeclRefExpr>(Cond))
    return false;
  auto Place = S->getSVal(Cond, LC).getAs<Loc>();
  return Place && M->T->value(S->getSVal(*Place), S) == Value;
}

/// Whether the path came to Site by a branch of which Slices knew but one way,
/// so that what the code asked there is not told.  Callers: only in functions
/// from which the one of Site was called.
bool HoldModel::isBehindShortcut(const Stmt *Site, const HcTerm *Value,
                                 bool Callers, Ctx &C) const {
  const StackFrameContext *SF = C.getStackFrame();
  for (;;) {
    const auto *FD = dyn_cast<FunctionDecl>(SF->getDecl());
    const ParentMap &Parents = SF->getParentMap();
    const Stmt *Child = Site;
    for (const Stmt *P = Parents.getParent(Child); P && FD && !Callers;
         Child = P, P = Parents.getParent(P)) {
      const Expr *Cond = conditionOver(P, Child);
      if (!Cond || asksFor(Cond, Value, SF, C.getState()))
        continue;
      Slices::Way Way = M->Slice->shortcut(FD, Cond);
      if (Way != Slices::Way::Both && Way != Slices::Way::Loop)
        return true;
    }
    if (SF->inTopFrame())
      return false;
    Callers = false;
    Site = SF->getCallSite();
    SF = SF->getParent()->getStackFrame();
  }
}

/// Whether the put may stand in a slot that runs before the function explored.
bool HoldModel::mayFollowPut(const HcTerm *Value, const Stmt *Site,
                             Ctx &C) const {
  const StackFrameContext *SF = C.getStackFrame();
  while (!SF->inTopFrame())
    SF = SF->getParent()->getStackFrame();
  const auto *Top = dyn_cast<FunctionDecl>(SF->getDecl());
  return Value->kind == HC_TERM_LOAD && Top && M->Index->followsSlots(Top) &&
         !isBehindShortcut(Site, Value, /*Callers=*/false, C);
}

/// V, a context or a thing tied to one, is used: is its IOThread still held?
HoldModel::State HoldModel::noteUse(State S, SVal V, const Expr *Spelled,
                                    const Stmt *Site, Ctx &C) const {
  SymbolRef Sym = V.getAsSymbol(/*IncludeBaseRegions=*/true);
  if (!Sym)
    return S;
  const HcTerm *const *Known = S->get<ContextOf>(Sym);
  const HcTerm *Key = Known ? (*Known)->args[0] : nullptr;
  const HcTerm *Value = Known ? *Known : M->T->symbol(Sym, S);
  // What a function of another file returned or put may be a context.
  bool Told = false;
  for (const Effect *E : S->get<EffectList>())
    Told |= E->K == Effect::Foreign && E->Call->Result == Value;
  if (!Key && Value->kind != HC_TERM_LOAD && !Told)
    return S;
  const Effect *Put = nullptr;
  for (const Effect *E : S->get<EffectList>()) {
    if (E->K == Effect::Foreign && E->Call->Result != Value) {
      Put = E;
      break;
    }
    if (E->K == Effect::GiveUp && E->ToForeign)
      continue;
    if (E->K == Effect::Acquire && (!Key || E->Key == Key))
      return S; // held again, or by another name
    if (E->K == Effect::GiveUp && (!E->Of || !Key || E->Of->Key == Key))
      return S;
    if (E->K == Effect::Release && (Key ? E->Key == Key : !E->Of)) {
      Put = E;
      break;
    }
  }
  if (Put ? isBehindShortcut(Site, Value, /*Callers=*/true, C)
          : Key || !mayFollowPut(Value, Site, C))
    return S;
  bool Elsewhere = !Put || Put->K == Effect::Foreign;
  for (const Effect *H : S->get<HoldList>())
    if (Key ? H->Key == Key : !Elsewhere)
      return S;
  // Another file got the IOThread: what it left, or took, is not known here.
  for (const Effect *E : S->get<EffectList>())
    Elsewhere |=
        Key && ((E->K == Effect::GiveUp && E->ToForeign && E->Of &&
                 E->Of->Key == Key) ||
                (E->K == Effect::Foreign &&
                 llvm::is_contained(E->Call->Args, Key)));
  Effect E = proto(Effect::Use, Site, C);
  E.Pair = Put ? Put->Pair : nullptr;
  E.Key = Key && !Elsewhere ? Key : Value;
  E.KeyText = Put ? Put->KeyText : "";
  E.Near = Put;
  // Null: only the other slots, or files, can tell.
  E.Of = Key && !Elsewhere ? Put : nullptr;
  E.Detail = Spelled ? spell(Spelled) : "";
  return record(S, intern(E));
}

HoldModel::State HoldModel::contextUses(const CallEvent &Call, Ctx &C,
                                        State S) const {
  const auto *CE = dyn_cast<CallExpr>(Call.getOriginExpr());
  if (!CE || M->Index->ignoresContext(CE))
    return S;
  for (unsigned I = 0; I < Call.getNumArgs(); ++I) {
    SVal V = Call.getArgSVal(I);
    SymbolRef Sym = V.getAsSymbol(true);
    if (Sym && (S->get<ContextOf>(Sym) || M->Index->isContextUse(CE, I)))
      S = noteUse(S, V, Call.getArgExpr(I), CE, C);
  }
  return S;
}

} // namespace holdcheck
