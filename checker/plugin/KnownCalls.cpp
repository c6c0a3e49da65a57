//===-- KnownCalls.cpp - names, casts, errors, allocation -----------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Compat.h"
#include "HoldModel.h"
#include "report/messages.h"

#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

bool HoldModel::evalKnown(const CallEvent &Call, Ctx &C,
                          const FunctionDecl *FD) const {
  switch (FD->getBuiltinID()) {
  case Builtin::BI__builtin_expect:
  case Builtin::BI__builtin_expect_with_probability:
  case Builtin::BI__builtin_assume_aligned:
    C.addTransition(bindResult(C.getState(), Call, C, Call.getArgSVal(0)));
    return true;
  case Builtin::BI__builtin_unreachable:
  case Builtin::BI__builtin_trap:
    C.generateSink(C.getState(), C.getPredecessor());
    return true;
  default:
    break;
  }
  std::string Name = FD->getName().str();
  auto Fact = [&](HcFactKind Kind) -> const HcFact * {
    const HcFact *F = hc_contract_fact(M->Contract, Name.c_str(), Kind);
    return F && (F->arg < 0 || unsigned(F->arg) < Call.getNumArgs()) ? F
                                                                     : nullptr;
  };
  if (Fact(HC_FACT_NORETURN)) {
    C.generateSink(C.getState(), C.getPredecessor());
    return true;
  }
  if (evalName(Call, C, FD))
    return true;
  if (const HcFact *F = Fact(HC_FACT_ERROR_SET))
    return setError(Call, C, F->arg);
  if (const HcFact *F = Fact(HC_FACT_ERROR_MOVE))
    return moveError(Call, C, F);
  if (Fact(HC_FACT_ERROR_FREE)) {
    C.addTransition(bindResult(C.getState(), Call, C, result(Call, C)));
    return true;
  }
  if (const HcFact *F = Fact(HC_FACT_IDENTITY)) {
    C.addTransition(bindResult(C.getState(), Call, C, Call.getArgSVal(F->arg)));
    return true;
  }
  const HcFact *Zero = Fact(HC_FACT_ALLOC_ZERO);
  if (Zero || Fact(HC_FACT_ALLOC)) {
    State S = C.getState();
    SVal V = result(Call, C);
    SymbolRef Sym = V.getAsSymbol();
    if (!Sym)
      return false;
    S = S->set<HeapSymbols>(Sym, Zero != nullptr);
    if (State NonNull = S->assume(V.castAs<DefinedSVal>(), true))
      S = NonNull;
    if (Zero)
      S = S->bindDefaultZero(V, C.getLocationContext());
    C.addTransition(bindResult(S, Call, C, V));
    return true;
  }
  return false;
}

/// The buffer that R, a place in it, belongs to.
static const MemRegion *bufferOf(const MemRegion *R) {
  R = R->StripCasts();
  while (const auto *ER = dyn_cast<ElementRegion>(R)) {
    if (!ER->getValueType()->isAnyCharacterType())
      break;
    R = ER->getSuperRegion()->StripCasts();
  }
  return R;
}

/// Something is written into a buffer at R: Text from its beginning on, or, if
/// null, nobody knows what.
HoldModel::State HoldModel::writeText(State S, const MemRegion *R,
                                      const HcTerm *Text) const {
  const MemRegion *Buffer = bufferOf(R);
  S = S->set<BufferVersion>(Buffer, ++M->NextBuffer);
  return Text && Buffer == R->StripCasts() ? S->set<BufferText>(Buffer, Text)
                                           : S->remove<BufferText>(Buffer);
}

/// The same where a text was known, if any: what else is written there is not
/// asked for.
HoldModel::State HoldModel::forgetText(State S, const MemRegion *R) const {
  return S->get<BufferText>(bufferOf(R)) ? writeText(S, R, nullptr) : S;
}

/// A string that is built: what counts is of what.
bool HoldModel::evalName(const CallEvent &Call, Ctx &C,
                         const FunctionDecl *FD) const {
  const HcName *Row = hc_contract_name(M->Contract, FD->getName().str().c_str());
  if (!Row || (Row->of >= 0 && unsigned(Row->of) >= Call.getNumArgs()) ||
      (Row->into >= 0 && unsigned(Row->into) >= Call.getNumArgs()))
    return false;
  State S = C.getState();
  Terms &T = *M->T;
  const HcTerm *Name = nullptr;
  SmallVector<SVal, 8> Args;
  for (unsigned I = 0; I < Call.getNumArgs(); ++I)
    Args.push_back(Call.getArgSVal(I));
  switch (Row->kind) {
  case HC_NAME_COPY:
    Name = T.name(Args[Row->of], S);
    // g_strdup(NULL) is NULL.
    if (Row->into != HC_NO_ARG)
      break;
    if (auto DV = Args[Row->of].getAs<DefinedSVal>(); DV && !S->assume(*DV, true)) {
      C.addTransition(bindResult(S, Call, C, Args[Row->of]));
      return true;
    }
    break;
  case HC_NAME_PURE: {
    const HcTerm *Of = T.value(Args[Row->of], S);
    SmallVector<const HcTerm *, 4> All{Of};
    for (unsigned I = 0; I < Args.size(); ++I)
      if (int(I) != Row->of)
        All.push_back(T.value(Args[I], S));
    Name = T.make(HC_TERM_APP, 0, hc_name_text(Row), All);
    if (Row->path)
      T.setPhrase(Name, "path of '" + spell(Call.getArgExpr(Row->of)) + "'");
    // In a slot where the object has no parent any more, or not yet.
    const LocationContext *Frame = C.getStackFrame();
    while (Frame->getParent())
      Frame = Frame->getParent();
    const auto *Top = dyn_cast<FunctionDecl>(Frame->getDecl());
    if (Top && Of->kind == HC_TERM_SELF)
      for (const std::string &Slot : M->Index->slotsOf(Top))
        for (char **Null = Row->null_in; Null && *Null; ++Null)
          if (Slot == *Null)
            Name = T.make(HC_TERM_APP, 0, "null-path",
                          {T.make(HC_TERM_STRING, 0, Row->function), Of});
    break;
  }
  case HC_NAME_FORMAT: {
    const HcTerm *Format = T.name(Args[Row->of], S);
    if (Format->kind == HC_TERM_STRING)
      Name = T.format(Format->text,
                      ArrayRef<SVal>(Args).drop_front(Row->of + 1), S);
    break;
  }
  case HC_NAME_CONCAT: {
    SmallVector<const HcTerm *, 8> Pieces;
    bool Known = false;
    for (unsigned I = Row->of; I < Args.size(); ++I) {
      if (Args[I].isZeroConstant()) {
        Known = true;
        break;
      }
      Pieces.push_back(T.name(Args[I], S));
    }
    if (Known)
      Name = T.pieces(Pieces);
    break;
  }
  }
  S = contextUses(Call, C, S);
  SVal V = result(Call, C);
  if (Row->into != HC_NO_ARG) {
    if (const MemRegion *R = Args[Row->into].getAsRegion())
      S = writeText(S, R, Name);
    C.addTransition(bindResult(S, Call, C, V));
    return true;
  }
  if (SymbolRef Sym = V.getAsSymbol()) {
    if (Name)
      S = S->set<NameOf>(Sym, Name);
    if (Row->fresh)
      S = S->set<FreshName>(Sym, Row);
    if (State NonNull = S->assume(V.castAs<DefinedSVal>(), true))
      S = NonNull;
  }
  C.addTransition(bindResult(S, Call, C, V));
  return true;
}

/// error_setg(errp, ...): an error is set, or the process ends.
bool HoldModel::setError(const CallEvent &Call, Ctx &C, unsigned Arg) const {
  State S = C.getState();
  SVal Out = Call.getArgSVal(Arg);
  if (isFatalError(Out)) {
    C.generateSink(S, C.getPredecessor());
    return true;
  }
  const NoteTag *Tag = nullptr;
  if (auto L = Out.getAs<loc::MemRegionVal>()) {
    QualType Ty = Call.getArgExpr(Arg)->getType();
    if (Ty->isPointerType()) {
      static int ErrorTag;
      SVal Err = compat::conjure(C, Call.getOriginExpr(), Ty->getPointeeType(),
                                 &ErrorTag);
      if (auto DV = Err.getAs<DefinedSVal>())
        if (State NonNull = S->assume(*DV, true))
          S = NonNull;
      S = S->bindLoc(*L, Err, C.getLocationContext());
    }
    Tag = compat::noteTag(C, hc_message_text(HC_NOTE_ERROR_SET));
  }
  C.addTransition(bindResult(S, Call, C, result(Call, C)), Tag);
  return true;
}

/// error_propagate(errp, err): nothing if err is NULL.
bool HoldModel::moveError(const CallEvent &Call, Ctx &C,
                          const HcFact *Fact) const {
  State S = C.getState();
  if (Fact->arg2 < 0 || unsigned(Fact->arg2) >= Call.getNumArgs())
    return false;
  SVal Out = Call.getArgSVal(Fact->arg), Err = Call.getArgSVal(Fact->arg2);
  auto DV = Err.getAs<DefinedSVal>();
  State Set = DV ? S->assume(*DV, true) : S;
  State Unset = DV ? S->assume(*DV, false) : S;
  static SimpleProgramPointTag Nothing("holdcheck", "no error to move");
  if (Unset)
    C.addTransition(Unset, &Nothing);
  if (!Set)
    return true;
  if (isFatalError(Out)) {
    C.generateSink(Set, C.getPredecessor());
    return true;
  }
  if (auto L = Out.getAs<loc::MemRegionVal>()) {
    // The first error stays; only its presence counts here.
    SVal Old = Set->getSVal(L->getRegion());
    auto OldDV = Old.getAs<DefinedSVal>();
    if (!OldDV || Set->assume(*OldDV, false))
      Set = Set->bindLoc(*L, Err, C.getLocationContext());
  }
  C.addTransition(Set);
  return true;
}

} // namespace holdcheck
