//===-- UnseenCalls.cpp - calls whose body is not followed ----------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// What an unseen callee may do is decided from what it is given.  It fails or
// succeeds if it takes an Error **; it writes what a pointer argument points
// to directly; it does not rearrange the objects it is handed (a device's
// iothread is still its iothread after virtio_add_queue(vdev)); whether it may
// put a hold is decided in GivenUp.cpp.
//===----------------------------------------------------------------------===//
#include "Compat.h"
#include "HoldModel.h"
#include "report/messages.h"

#include "clang/AST/ParentMap.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

/// Bodies below this size and without a loop are followed even where they
/// cannot reach the API: accessors and casts, whose values matter.
static const unsigned SmallBody = 60;

bool HoldModel::worthInlining(const FunctionDecl *FD) const {
  const FunctionInfo *FI = M->Index->info(FD);
  if (!FI)
    return false;
  // What an error path of a helper looks like inside does not matter; that it
  // failed is told by its Error ** anyway.
  if (!FI->Relevant && !M->Slice->writesInteresting(FD))
    for (const ParmVarDecl *P : FD->parameters())
      if (isErrorOut(P->getType()))
        return false;
  // A predicate of the file's own often is the guard of a get and its put; one
  // of the system's headers only makes two paths of one.
  return FI->Relevant || (FI->Size <= SmallBody && !FI->HasLoop &&
                          (FI->InMainFile || !FI->HasBranch));
}

QualType parameterType(const CallEvent &Call, const FunctionDecl *FD,
                       unsigned I) {
  if (FD && I < FD->getNumParams())
    return FD->getParamDecl(I)->getType();
  if (!FD)
    if (const auto *CE = dyn_cast_or_null<CallExpr>(Call.getOriginExpr())) {
      QualType Ty = CE->getCallee()->getType();
      if (const auto *PT = Ty->getAs<PointerType>())
        Ty = PT->getPointeeType();
      if (const auto *FT = Ty->getAs<FunctionProtoType>())
        if (I < FT->getNumParams())
          return FT->getParamType(I);
    }
  return Call.getArgExpr(I)->getType();
}

/// Pointers that a callee gets to write through.
HoldModel::State HoldModel::writeOutParams(const CallEvent &Call, Ctx &C,
                                           State S) const {
  const auto *FD = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  for (unsigned I = 0; I < Call.getNumArgs(); ++I) {
    QualType Ty = parameterType(Call, FD, I);
    const MemRegion *R = Call.getArgSVal(I).getAsRegion();
    if (!R || !Ty->isPointerType() || isErrorOut(Ty))
      continue;
    QualType Pointee = Ty->getPointeeType();
    if (Pointee.isConstQualified() || Pointee->isFunctionType())
      continue;
    R = R->StripCasts();
    if (Pointee->isAnyCharacterType()) {
      S = writeText(S, R, nullptr);
      continue;
    }
    S = forgetText(S, R); // memcpy(name, ...)
    const auto *TR = dyn_cast<TypedValueRegion>(R);
    if (const auto *ER = dyn_cast<ElementRegion>(R)) {
      const auto *Super = dyn_cast<VarRegion>(ER->getSuperRegion());
      TR = Super && !Super->getDecl()->hasGlobalStorage() ? Super : nullptr;
    }
    // Fresh memory that an unseen function fills: what was not written yet is
    // not zero any more.
    if (const auto *SR = dyn_cast<SymbolicRegion>(R->getBaseRegion()))
      if (const bool *Zeroed = S->get<HeapSymbols>(SR->getSymbol());
          Zeroed && *Zeroed && Pointee->isRecordType()) {
        SmallVector<std::pair<const MemRegion *, SVal>, 8> Kept;
        for (const MemRegion *W : S->get<WrittenRegions>())
          if (W->getBaseRegion() == SR && isa<TypedValueRegion>(W))
            Kept.emplace_back(W, S->getSVal(W));
        S = compat::invalidate(S, SR, Call.getOriginExpr(), C);
        for (auto &[Region, V] : Kept)
          S = S->bindLoc(loc::MemRegionVal(Region), V, C.getLocationContext(),
                         /*notifyChanges=*/false);
        continue;
      }
    if (!TR)
      continue;
    QualType VT = TR->getValueType();
    if (!VT->isRecordType()) {
      // One field of an object: the engine would forget all the others, too.
      if (!VT->isArrayType() && TR != TR->getBaseRegion())
        S = S->bindLoc(loc::MemRegionVal(TR),
                       compat::conjure(C, Call.getOriginExpr(), VT, TR),
                       C.getLocationContext(), /*notifyChanges=*/false)
                ->add<WrittenRegions>(TR);
      else if (!VT->isArrayType() || isa<VarRegion>(TR))
        S = compat::invalidate(S, TR, Call.getOriginExpr(), C)
                ->add<WrittenRegions>(TR);
      continue;
    }
    const auto *VR = dyn_cast<VarRegion>(TR);
    if (!VR || VR->getDecl()->hasGlobalStorage())
      continue;
    // A local record: flags may change, where its pointers lead does not.
    SmallVector<std::pair<const MemRegion *, SVal>, 8> Pointers;
    for (const MemRegion *W : S->get<WrittenRegions>())
      if (W != VR && W->getBaseRegion() == VR && isa<TypedValueRegion>(W)) {
        SVal V = S->getSVal(W);
        if (V.getAs<loc::MemRegionVal>())
          Pointers.emplace_back(W, V);
      }
    S = compat::invalidate(S, VR, Call.getOriginExpr(), C);
    for (const auto &[Region, Text] : S->get<BufferText>())
      if (Region->getBaseRegion() == VR)
        S = forgetText(S, Region);
    for (auto &[Region, V] : Pointers)
      S = S->bindLoc(loc::MemRegionVal(Region), V, C.getLocationContext(),
                     /*notifyChanges=*/false);
  }
  return S;
}

HoldModel::State HoldModel::registerCallback(const CallEvent &Call, Ctx &C,
                                             State S,
                                             const FunctionDecl *FD) const {
  if (!FD || !FD->getIdentifier())
    return S;
  std::string Name = FD->getName().str();
  auto InRange = [&](int I) {
    return I >= 0 && unsigned(I) < Call.getNumArgs();
  };
  Effect E = proto(Effect::Register, Call.getOriginExpr(), C);
  for (const HcFact *F =
           hc_contract_fact(M->Contract, Name.c_str(), HC_FACT_CALLBACK);
       F; F = F->next) {
    if (!InRange(F->arg) || !InRange(F->arg2))
      continue;
    const FunctionDecl *Fn = Call.getArgSVal(F->arg).getAsFunctionDecl();
    if (!Fn || !Fn->getIdentifier())
      continue;
    E.Detail = Fn->getName().str();
    E.Key = M->T->value(Call.getArgSVal(F->arg2), S);
    S = record(S, intern(E));
  }
  if (const HcFact *F =
          hc_contract_fact(M->Contract, Name.c_str(), HC_FACT_DRIVER)) {
    if (!InRange(F->arg) || !InRange(F->arg2))
      return S;
    const MemRegion *R = Call.getArgSVal(F->arg).getAsRegion();
    const auto *VR = R ? dyn_cast<VarRegion>(R->StripCasts()) : nullptr;
    if (!VR)
      return S;
    E.Detail = VR->getDecl()->getNameAsString();
    E.Key = M->T->value(Call.getArgSVal(F->arg2), S);
    return record(S, intern(E));
  }
  return S;
}

/// Narrows the result to what a call that failed, or did not, returns.
static ProgramStateRef assumeOutcome(ProgramStateRef S, SVal V, QualType Ty,
                                     bool Failed, bool Inverted,
                                     SValBuilder &SVB) {
  auto DV = V.getAs<DefinedSVal>();
  if (!DV || !S)
    return S;
  bool Boolean = isTruthValue(Ty);
  if (Boolean)
    return S->assume(*DV, Failed == Inverted);
  if (Ty->isPointerType())
    return S->assume(*DV, !Failed);
  if (Ty->isSignedIntegerType() && Inverted)
    return S->assume(*DV, Failed); // 0 is success, all else is not
  if (Ty->isSignedIntegerType()) {
    SVal Negative =
        SVB.evalBinOp(S, BO_LT, *DV, SVB.makeIntVal(0, Ty), SVB.getConditionType());
    if (auto N = Negative.getAs<DefinedSVal>())
      return S->assume(*N, Failed);
  }
  return S;
}

/// A predicate that also sets an error says yes when it does:
/// if (blk_op_is_blocked(blk, op, errp)) { return; }.  The caller tells.
static bool errorMeansTrue(const CallEvent &Call, CheckerContext &C) {
  ParentMap &Parents = C.getCurrentAnalysisDeclContext()->getParentMap();
  const Stmt *S = Call.getOriginExpr();
  bool Negated = false;
  for (const Stmt *P = Parents.getParent(S); P; S = P, P = Parents.getParent(P)) {
    if (const auto *UO = dyn_cast<UnaryOperator>(P)) {
      if (UO->getOpcode() != UO_LNot)
        return false;
      Negated = !Negated;
    } else if (const auto *If = dyn_cast<IfStmt>(P)) {
      if (If->getCond() != S || Negated || If->getElse())
        return false;
      const Stmt *Last = If->getThen();
      while (const auto *CS = dyn_cast<CompoundStmt>(Last)) {
        if (CS->body_empty())
          return false;
        Last = CS->body_back();
      }
      return isa<ReturnStmt, GotoStmt>(Last);
    } else if (const auto *BO = dyn_cast<BinaryOperator>(P)) {
      if (BO->getOpcode() != BO_LOr || Negated) // f(errp) || !g(errp)
        return false;
    } else if (!isa<ParenExpr, ImplicitCastExpr>(P)) {
      return false;
    }
  }
  return false;
}

/// Notes what a function of another file is given, and what the path takes to
/// be there when it comes back.  After: the state behind the call.
HoldModel::State HoldModel::foreignCall(const CallEvent &Call, Ctx &C,
                                        State Before, State After, SVal Result,
                                        HcOutcome Outcome) const {
  auto Told = std::make_shared<ForeignCall>();
  Told->Outcome = Outcome;
  for (unsigned I = 0; I < Call.getNumArgs(); ++I) {
    SVal V = Call.getArgSVal(I);
    QualType Ty = V.getType(C.getASTContext());
    bool IsText = !Ty.isNull() && Ty->isPointerType() &&
                  Ty->getPointeeType()->isAnyCharacterType();
    const HcTerm *Arg = IsText ? M->T->name(V, Before) : M->T->value(V, Before);
    Told->Args.push_back(Arg);
    const MemRegion *R = V.getAsRegion();
    const auto *TR =
        R ? dyn_cast<TypedValueRegion>(R->StripCasts()) : nullptr;
    if (!TR || TR->getValueType()->isRecordType() ||
        TR->getValueType()->isArrayType() || isErrorOut(V.getType(C.getASTContext())))
      continue;
    SVal Now = After->getSVal(TR);
    if (Now != Before->getSVal(TR) && !Now.isUnknownOrUndef())
      Told->Outs.push_back({Arg, "", M->T->value(Now, After)});
  }
  for (const auto &E : bindingsThatOutlive(Before, C.getStoreManager(), *M->T)) {
    Terms::Place At = M->T->place(E.first, Before);
    Told->Writes.push_back({At.Base, At.Field, M->T->value(E.second, Before)});
  }
  if (!Result.isUnknownOrUndef())
    Told->Result = M->T->value(Result, After);
  Effect E = proto(Effect::Foreign, Call.getOriginExpr(), C);
  E.Detail = cast<FunctionDecl>(Call.getDecl())->getName().str();
  E.Call = std::move(Told);
  return record(After, intern(E));
}

void HoldModel::evalUnseen(const CallEvent &Call, Ctx &C,
                           const FunctionDecl *FD) const {
  State S = C.getState();
  if (FD && FD->isNoReturn()) {
    C.generateSink(S, C.getPredecessor());
    return;
  }
  S = contextUses(Call, C, S);
  State Before = S;
  S = giveUp(Call, C, S, FD);
  S = registerCallback(Call, C, S, FD);
  S = writeOutParams(Call, C, S);
  bool Frees = FD && FD->getIdentifier() &&
               hc_contract_fact(M->Contract, FD->getName().str().c_str(),
                                HC_FACT_FREES);
  for (unsigned I = 0; !Frees && I < Call.getNumArgs(); ++I)
    if (SymbolRef Sym = Call.getArgSVal(I).getAsSymbol(true))
      if (S->get<HeapSymbols>(Sym))
        S = S->add<HeapEscaped>(Sym);
  // g_list_append(list, iothread)
  for (unsigned I = 0; FD && !Frees && I < FD->getNumParams() &&
                       I < Call.getNumArgs();
       ++I)
    if (FD->getParamDecl(I)->getType()->isVoidPointerType())
      for (const Effect *H : S->get<HoldList>()) {
        const HcTerm *T = M->T->value(Call.getArgSVal(I), S);
        if (T == H->Key || (T->kind == HC_TERM_APP && T->n_args &&
                            T->args[0] == H->Key))
          S = S->add<PutAway>(H->Key);
      }
  S = keepOrDrop(Call, C, S);
  SVal V = result(Call, C);
  S = foundIn(Call, C, S, V);
  if (FD && FD->getNumParams() == 0 &&
      pointeeRecord(FD->getReturnType()) == M->Contract->context_type) {
    const FunctionDecl *Key = FD->getCanonicalDecl();
    if (const SymbolRef *Sym = S->get<FixedContexts>(Key))
      V = C.getSValBuilder().makeLoc(*Sym);
    else if (SymbolRef Sym = V.getAsSymbol())
      S = S->set<FixedContexts>(Key, Sym);
  }
  S = bindResult(S, Call, C, V);
  // What is made on a context is used when the context is.
  if (FD && FD->getIdentifier())
    if (const HcFact *F = hc_contract_fact(
            M->Contract, FD->getName().str().c_str(), HC_FACT_DERIVES))
      if (F->arg >= 0 && unsigned(F->arg) < Call.getNumArgs())
        if (SymbolRef From = Call.getArgSVal(F->arg).getAsSymbol(true))
          if (SymbolRef Sym = V.getAsSymbol()) {
            if (const HcTerm *const *Known = S->get<ContextOf>(From))
              S = S->set<ContextOf>(Sym, M->T->make(HC_TERM_APP, 0, "derived",
                                                    {(*Known)->args[0]}));
            else
              // Other files know whose context that is.
              S = S->set<ValueOf>(
                  Sym, M->T->make(HC_TERM_APP, 0, "derived",
                                  {M->T->value(Call.getArgSVal(F->arg), S)}));
            if (State NonNull = S->assume(V.castAs<DefinedSVal>(), true))
              S = NonNull;
          }
  int Err = -1;
  for (unsigned I = 0; I < Call.getNumArgs(); ++I)
    if (isErrorOut(parameterType(Call, FD, I)))
      Err = I;
  bool Foreign = FD && M->Index->isForeign(FD);
  if (Err < 0) {
    if (Foreign)
      S = foreignCall(Call, C, Before, S, V, HC_OUTCOME_UNKNOWN);
    C.addTransition(S);
    return;
  }
  SVal Out = Call.getArgSVal(Err);
  QualType Ty = Call.getResultType();
  bool Inverted = errorMeansTrue(Call, C);
  if (State Good =
          assumeOutcome(S, V, Ty, false, Inverted, C.getSValBuilder())) {
    // Without a tag a state that did not change is no node of its own, and
    // the other outcome would take its place.
    static SimpleProgramPointTag Succeeds("holdcheck", "callee succeeds");
    if (Foreign)
      Good = foreignCall(Call, C, Before, Good, V, HC_OUTCOME_SUCCESS);
    C.addTransition(Good, &Succeeds);
  }
  if (isFatalError(Out))
    return;
  State Bad = assumeOutcome(S, V, Ty, true, Inverted, C.getSValBuilder());
  if (!Bad)
    return;
  if (Foreign)
    Bad = foreignCall(Call, C, Before, Bad, V, HC_OUTCOME_FAILURE);
  if (auto L = Out.getAs<loc::MemRegionVal>()) {
    static int ErrorTag;
    SVal E = compat::conjure(
        C, Call.getOriginExpr(),
        parameterType(Call, FD, Err)->getPointeeType(), &ErrorTag);
    if (auto DV = E.getAs<DefinedSVal>())
      if (State NonNull = Bad->assume(*DV, true))
        Bad = NonNull;
    Bad = Bad->bindLoc(*L, E, C.getLocationContext());
  }
  std::string Callee =
      FD && FD->getIdentifier() ? FD->getName().str() : "the callee";
  C.addTransition(Bad, compat::noteTag(C, textOf(HC_NOTE_FAILS, Callee)));
}

} // namespace holdcheck
