//===-- KeptCalls.cpp - tables that keep IOThreads ------------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "HoldModel.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

static const HcContainer *rowOf(const CallEvent &Call, const FileIndex &Index) {
  const auto *CE = dyn_cast_or_null<CallExpr>(Call.getOriginExpr());
  const HcContainer *Row = CE ? Index.containers().rowOf(CE) : nullptr;
  auto InRange = [&](int I) {
    return I == HC_NO_ARG || unsigned(I) < Call.getNumArgs();
  };
  bool Called = Row && Row->callback != HC_NO_ARG;
  return Row && !Called && InRange(Row->key) && InRange(Row->value) ? Row
                                                                    : nullptr;
}

/// The place in the table that a call is about.
static const HcTerm *placeOf(const CallEvent &Call, const HcContainer *Row,
                             ProgramStateRef S, ModelContext &M) {
  const HcTerm *Table = M.T->value(Call.getArgSVal(Row->container), S);
  // Text as a key is compared as text.
  const HcTerm *Key =
      Row->key == HC_NO_ARG
          ? M.T->unknown("element" + std::to_string(++M.NextElement))
          : M.T->name(Call.getArgSVal(Row->key), S);
  return M.T->element(Table, Key);
}

HoldModel::State HoldModel::keepOrDrop(const CallEvent &Call, Ctx &C,
                                       State S) const {
  const HcContainer *Row = rowOf(Call, *M->Index);
  if (!Row || Row->op == HC_CONTAINER_FIND)
    return S;
  const HcTerm *Place = placeOf(Call, Row, S, *M);
  if (Row->op == HC_CONTAINER_KEEP)
    return S->set<Elements>(Place,
                            M->T->value(Call.getArgSVal(Row->value), S));
  const HcTerm *const *Left = S->get<Elements>(Place);
  Effect E = proto(Effect::Drop, Call.getOriginExpr(), C);
  E.Key = Left ? *Left : Place;
  E.KeyText = spell(Call.getArgExpr(Row->container));
  return record(S, intern(E))
      ->set<Elements>(Place, M->T->make(HC_TERM_INT, 0, ""));
}

HoldModel::State HoldModel::foundIn(const CallEvent &Call, Ctx &C, State S,
                                    SVal Found) const {
  const HcContainer *Row = rowOf(Call, *M->Index);
  SymbolRef Sym = Found.getAsSymbol();
  if (!Row || Row->op != HC_CONTAINER_FIND || !Sym)
    return S;
  const HcTerm *Place = placeOf(Call, Row, S, *M);
  const HcTerm *const *Left = S->get<Elements>(Place);
  if (Left)
    if (State Known = S->assume(Found.castAs<DefinedSVal>(),
                                (*Left)->kind != HC_TERM_INT))
      S = Known;
  return S->set<ValueOf>(Sym, Left ? *Left : Place);
}

/// A callback that says that what it was called with is to go.
HoldModel::State HoldModel::swept(const ReturnStmt *RS, Ctx &C,
                                  State S) const {
  const auto *FD = cast<FunctionDecl>(C.getLocationContext()->getDecl());
  const Visit *V = M->Index->containers().visitOf(FD);
  const SVal *Returned = S->get<ReturnValue>(0);
  auto DV = Returned ? Returned->getAs<DefinedSVal>()
                     : decltype(Returned->getAs<DefinedSVal>())();
  if (!V || V->Row->op != HC_CONTAINER_SWEEP || !RS || !DV ||
      S->assume(*DV, false) || unsigned(V->Row->value) >= FD->getNumParams())
    return S;
  const VarRegion *Value =
      C.getStoreManager().getRegionManager().getVarRegion(
          FD->getParamDecl(V->Row->value), C.getLocationContext());
  // A table of IOThreads has no NULL in it.
  SVal Given = C.getSValBuilder().getRegionValueSymbolVal(Value);
  if (State There = S->assume(Given.castAs<DefinedSVal>(), true))
    S = There;
  Effect E = proto(Effect::Drop, RS, C);
  E.Key = M->T->value(Given, S);
  E.KeyText = spell(V->Spelled);
  return record(S, intern(E));
}

} // namespace holdcheck
