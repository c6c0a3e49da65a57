//===-- PathEnd.cpp - what a path leaves behind ---------------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Compat.h"
#include "HoldModel.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

bool isTruthValue(QualType Ty) {
  const auto *TT = Ty->getAs<TypedefType>();
  return Ty->isBooleanType() ||
         (TT && TT->getDecl()->getName() == "gboolean");
}

/// Success or failure, as QEMU's conventions have it.
HcOutcome HoldModel::outcome(const ReturnStmt *RS, Ctx &C, State S) const {
  const auto *FD = cast<FunctionDecl>(C.getLocationContext()->getDecl());
  bool CanFail = false;
  for (const ParmVarDecl *P : FD->parameters()) {
    if (!isErrorOut(P->getType()))
      continue;
    CanFail = true;
    // The parameter as it came in: ERRP_GUARD() may have turned it elsewhere.
    const VarRegion *VR =
        C.getStoreManager().getRegionManager().getVarRegion(
            P, C.getLocationContext());
    SVal Errp = C.getSValBuilder().getRegionValueSymbolVal(VR);
    const MemRegion *R = Errp.getAsRegion();
    if (!R)
      continue;
    SVal Err = S->getSVal(C.getStoreManager().GetElementZeroRegion(
        cast<SubRegion>(R), P->getType()->getPointeeType()));
    if (auto DV = Err.getAs<DefinedSVal>())
      if (!S->assume(*DV, false))
        return HC_OUTCOME_FAILURE;
    // ... into a local that its cleanup propagates.
    SVal Now = S->getSVal(VR);
    if (const MemRegion *Local = Now.getAsRegion(); Local && Local != R)
      if (const auto *TR = dyn_cast<TypedValueRegion>(Local->StripCasts()))
        if (auto DV = S->getSVal(TR).getAs<DefinedSVal>())
          if (!S->assume(*DV, false))
            return HC_OUTCOME_FAILURE;
  }
  QualType Ty = FD->getReturnType();
  const Expr *E = RS ? RS->getRetValue() : nullptr;
  if (!E || Ty->isVoidType())
    return HC_OUTCOME_SUCCESS;
  const SVal *Returned = S->get<ReturnValue>(0);
  auto DV = Returned ? Returned->getAs<DefinedSVal>()
                     : decltype(Returned->getAs<DefinedSVal>())();
  if (!DV)
    return CanFail ? HC_OUTCOME_SUCCESS : HC_OUTCOME_UNKNOWN;
  if (isTruthValue(Ty) || Ty->isPointerType()) {
    bool True = !!S->assume(*DV, true), False = !!S->assume(*DV, false);
    if (True && False)
      return CanFail ? HC_OUTCOME_SUCCESS : HC_OUTCOME_UNKNOWN;
    return True ? HC_OUTCOME_SUCCESS : HC_OUTCOME_FAILURE;
  }
  if (Ty->isSignedIntegerType()) {
    SValBuilder &SVB = C.getSValBuilder();
    SVal Negative = SVB.evalBinOp(S, BO_LT, *DV, SVB.makeIntVal(0, Ty),
                                  SVB.getConditionType());
    if (auto N = Negative.getAs<DefinedSVal>()) {
      bool Neg = !!S->assume(*N, true), Pos = !!S->assume(*N, false);
      if (Neg && Pos)
        return CanFail ? HC_OUTCOME_SUCCESS : HC_OUTCOME_UNKNOWN;
      return Neg ? HC_OUTCOME_FAILURE : HC_OUTCOME_SUCCESS;
    }
  }
  return HC_OUTCOME_SUCCESS;
}

void HoldModel::checkPreStmt(const ReturnStmt *RS, Ctx &C) const {
  if (!C.inTopFrame() || !RS->getRetValue())
    return;
  C.addTransition(
      C.getState()->set<ReturnValue>(0, C.getSVal(RS->getRetValue())));
}

HcPlace placeOf(HcSummary *Summary, const SourceManager &SM,
                SourceLocation Loc) {
  HcPlace P = {hc_summary_string(Summary, ""), 0, 0};
  PresumedLoc PL = SM.getPresumedLoc(SM.getExpansionLoc(Loc),
                                     /*UseLineDirectives=*/false);
  if (PL.isValid()) {
    P.file = hc_summary_string(Summary, PL.getFilename());
    P.line = PL.getLine();
    P.column = PL.getColumn();
  }
  return P;
}

namespace {
/// Every binding of memory that outlives the function, field by field.
struct Bindings {
  ProgramStateRef S;
  struct Entry {
    const TypedValueRegion *Region;
    SVal Value;
  };
  std::vector<Entry> All;

  Bindings(ProgramStateRef S, StoreManager &SM, Terms &T) : S(S) {
    MemRegionManager &MRM = SM.getRegionManager();
    std::vector<const MemRegion *> Written;
    for (const MemRegion *R : S->get<WrittenRegions>())
      if (Terms::outlives(R))
        Written.push_back(R);
    T.Regions.sort(Written, [](const MemRegion *R) { return R; });
    for (const MemRegion *R : Written)
      if (const TypedValueRegion *TR = typed(R, SM))
        add(TR, MRM, 0);
  }
  /// *out = ...: what the pointer points to.
  static const TypedValueRegion *typed(const MemRegion *R, StoreManager &SM) {
    const auto *SR = dyn_cast<SymbolicRegion>(R);
    if (!SR)
      return dyn_cast<TypedValueRegion>(R);
    QualType Ty = SR->getSymbol()->getType();
    if (!Ty->isPointerType() || Ty->isVoidPointerType())
      return nullptr;
    return SM.GetElementZeroRegion(SR, Ty->getPointeeType());
  }

  void add(const TypedValueRegion *R, MemRegionManager &MRM, unsigned Depth) {
    const auto *RT = R->getValueType()->getAs<RecordType>();
    if (!RT) {
      if (!R->getValueType()->isArrayType())
        All.push_back({R, S->getSVal(R)});
      return;
    }
    // A copied struct: what its fields hold now.
    const RecordDecl *RD = RT->getDecl()->getDefinition();
    if (!RD || Depth > 2)
      return;
    for (const FieldDecl *F : RD->fields())
      add(MRM.getFieldRegion(F, R), MRM, Depth + 1);
  }
};
} // namespace

std::vector<std::pair<const TypedValueRegion *, SVal>>
bindingsThatOutlive(ProgramStateRef S, StoreManager &SM, Terms &T) {
  std::vector<std::pair<const TypedValueRegion *, SVal>> All;
  for (const auto &E : Bindings(S, SM, T).All)
    All.emplace_back(E.Region, E.Value);
  return All;
}

/// For an element of a heap array: the field that points to the array.
static const FieldDecl *fieldLeadingTo(const MemRegion *R, const Bindings &B) {
  const auto *SR = dyn_cast<SymbolicRegion>(R->getBaseRegion());
  for (const auto &E : B.All)
    if (SR && E.Value.getAsSymbol(true) == SR->getSymbol())
      if (const auto *FR = dyn_cast<FieldRegion>(E.Region))
        return FR->getDecl();
  return nullptr;
}

static bool isContextOf(const HcTerm *T, const HcTerm *Key) {
  return T == Key || (T->kind == HC_TERM_APP && T->n_args &&
                      T->args[0] == Key &&
                      (StringRef(T->text) == "context" ||
                       StringRef(T->text) == "derived"));
}

/// Heap objects of this path that somebody can still reach at its end.
static llvm::DenseSet<SymbolRef> reachableHeap(const Bindings &B,
                                               ProgramStateRef S,
                                               SymbolRef Returned) {
  llvm::DenseSet<SymbolRef> Live;
  for (SymbolRef Sym : S->get<HeapEscaped>())
    Live.insert(Sym);
  if (Returned)
    Live.insert(Returned);
  bool Changed = true;
  while (Changed) {
    Changed = false;
    for (const auto &E : B.All) {
      SymbolRef To = E.Value.getAsSymbol(true);
      if (!To || !S->get<HeapSymbols>(To) || Live.count(To))
        continue;
      const auto *SR = dyn_cast<SymbolicRegion>(E.Region->getBaseRegion());
      if (SR && S->get<HeapSymbols>(SR->getSymbol()) &&
          !Live.count(SR->getSymbol()))
        continue;
      Live.insert(To);
      Changed = true;
    }
  }
  return Live;
}

void HoldModel::checkEndFunction(const ReturnStmt *RS, Ctx &C) const {
  if (!C.inTopFrame() || !M->Current)
    return;
  State S = swept(RS, C, C.getState());
  static SimpleProgramPointTag Tag("holdcheck", "end of path");
  ExplodedNode *N = C.addTransition(S, &Tag);
  if (!N)
    return; // the same end in the same state was seen before
  PathRecord P;
  P.End = N;
  P.Return = RS;
  P.Outcome = outcome(RS, C, S);
  for (const Effect *E : S->get<EffectList>())
    P.Effects.push_back(E);
  std::reverse(P.Effects.begin(), P.Effects.end());

  Bindings B(S, C.getStoreManager(), *M->T);
  const SVal *Returned = S->get<ReturnValue>(0);
  SVal Ret = Returned ? *Returned : UnknownVal();
  auto Live = reachableHeap(B, S, Ret.getAsSymbol(true));
  auto LiveHere = reachableHeap(B, S, nullptr);
  const HcTerm *RetTerm =
      Ret.isUnknownOrUndef() ? nullptr : M->T->value(Ret, S);
  for (const Effect *H : S->get<HoldList>()) {
    PathRecord::Remaining R{H, false, false, false, false, true, {}, {}};
    R.Returned = (RetTerm && isContextOf(RetTerm, H->Key)) ||
                 Ret.getAs<nonloc::LazyCompoundVal>() ||
                 Ret.getAs<nonloc::CompoundVal>();
    for (const auto &E : B.All) {
      if (!isContextOf(M->T->value(E.Value, S), H->Key))
        continue;
      const auto *SR = dyn_cast<SymbolicRegion>(E.Region->getBaseRegion());
      if (SR && S->get<HeapSymbols>(SR->getSymbol()) &&
          !Live.count(SR->getSymbol()))
        continue;
      R.Stored = true;
      // In an object that the caller gets: the caller's to put.
      R.InReturned |= SR && S->get<HeapSymbols>(SR->getSymbol()) &&
                    !LiveHere.count(SR->getSymbol());
      const MemRegion *Field = E.Region;
      while (const auto *ER = dyn_cast<ElementRegion>(Field))
        Field = ER->getSuperRegion();
      if (const auto *FR = dyn_cast<FieldRegion>(Field)) {
        R.Fields.push_back(qualifiedName(FR->getDecl()));
        R.Records.insert(recordName(FR->getDecl()->getParent()));
        R.OnlyPrivate &= M->Index->isPrivateType(FR->getDecl()->getParent());
      } else if (const auto *VR = dyn_cast<VarRegion>(Field)) {
        R.Fields.push_back(VR->getDecl()->getNameAsString());
        R.OnlyPrivate &= !VR->getDecl()->isExternallyVisible();
      } else if (const FieldDecl *F = fieldLeadingTo(E.Region, B)) {
        R.Fields.push_back(qualifiedName(F));
        R.Records.insert(recordName(F->getParent()));
        R.OnlyPrivate &= M->Index->isPrivateType(F->getParent());
      } else {
        R.OnlyPrivate = false;
      }
    }
    // The owner it was read from still has it.
    if (SymbolRef Sym = H->KeyVal.getAsSymbol()) {
      if (const auto *RV = dyn_cast<SymbolRegionValue>(Sym))
        if (const auto *TR = dyn_cast<TypedValueRegion>(RV->getRegion()))
          R.Kept = Terms::outlives(TR) &&
                   M->T->value(S->getSVal(TR), S) == H->Key;
    } else if (const MemRegion *Obj = H->KeyVal.getAsRegion()) {
      R.Kept = Terms::outlives(Obj);
    }
    if (S->contains<PutAway>(H->Key)) {
      R.Stored = true;
      R.OnlyPrivate = false;
    }
    R.Kept |= R.Stored;
    P.Holds.push_back(R);
  }
  summarise(P, C, S);
  M->Current->Paths.push_back(std::move(P));
}

} // namespace holdcheck
