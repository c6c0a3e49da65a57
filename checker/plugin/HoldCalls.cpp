//===-- HoldCalls.cpp - get, put, and what stands beside them -------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Compat.h"
#include "HoldModel.h"
#include "report/messages.h"

#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

/// A note that only the report of this hold shows.
static const NoteTag *holdNote(CheckerContext &C, const Effect *E,
                               std::string Text) {
  return C.getNoteTag(
      [E, Text](PathSensitiveBugReport &BR) -> std::string {
        const Effect *About = static_cast<HoldReport &>(BR).About;
        if (!About)
          return "";
        bool Related = About == E || About->Of == E || About->Near == E ||
                       (About->Key && About->Key == E->Key);
        return Related ? Text : "";
      });
}

static HcRelation compareNames(const HcTerm *A, const HcTerm *B) {
  if (!A && !B)
    return HC_EQUAL;
  if (!A || !B)
    return HC_UNKNOWN;
  return hc_term_compare_names(A, B);
}

static HcRelation compareKeys(const Effect *Hold, const Effect &Put,
                              ProgramStateRef S, SValBuilder &SVB, Terms &T) {
  if (Hold->Key == Put.Key)
    return HC_EQUAL;
  // if (a == b) on the path makes them one.
  if (const SymbolRef *Sym =
          S->get<EqualitySymbol>(T.equality(Hold->Key, Put.Key))) {
    auto [Same, Other] = S->assume(nonloc::SymbolVal(*Sym));
    if (!Same || !Other)
      return Same ? HC_EQUAL : HC_DIFFERENT;
  }
  if (auto Eq = SVB.evalEQ(S, Hold->KeyVal, Put.KeyVal)
                    .getAs<DefinedSVal>()) {
    auto [Same, Other] = S->assume(*Eq);
    if (Same && !Other)
      return HC_EQUAL;
    if (!Same && Other)
      return HC_DIFFERENT;
  }
  return hc_term_compare_objects(Hold->Key, Put.Key);
}

void HoldModel::describeOwner(Effect &E, const Expr *Arg, SVal V) const {
  const Expr *Walk = stripCasts(Arg, M->Contract);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Walk))
    E.KeyIsParam = isa<ParmVarDecl>(Ref->getDecl());
  auto Add = [&](QualType Ty) {
    if (Ty->isPointerType())
      Ty = Ty->getPointeeType();
    if (const auto *RT = Ty->getAs<RecordType>())
      E.OwnerTypes.push_back(canonical(RT->getDecl()));
  };
  // Also through the value: s->iothread read into a local before.
  const MemRegion *R = nullptr;
  if (SymbolRef Sym = V.getAsSymbol())
    if (const auto *RV = dyn_cast<SymbolRegionValue>(Sym))
      R = RV->getRegion();
  if (R)
    E.OwnerBase = R->getBaseRegion();
  while (const auto *Sub = dyn_cast_or_null<SubRegion>(R)) {
    if (const auto *FR = dyn_cast<FieldRegion>(R))
      E.OwnerTypes.push_back(canonical(FR->getDecl()->getParent()));
    R = Sub->getSuperRegion();
  }
  while (const auto *ME = dyn_cast<MemberExpr>(Walk)) {
    Add(ME->getBase()->getType());
    Walk = stripCasts(ME->getBase(), M->Contract);
  }
  Add(Walk->getType());
}

HoldModel::State HoldModel::checkName(const CallEvent &Call, Ctx &C, State S,
                                      unsigned Arg, const HcTerm *Name) const {
  auto Bad = [&](HcMessage Message, std::string Detail) {
    Effect E = proto(Effect::BadName, Call.getOriginExpr(), C);
    E.Message = Message;
    E.Detail = std::move(Detail);
    E.Key = M->T->value(Call.getArgSVal(0), S);
    E.Holder = Name;
    S = record(S, intern(E));
  };
  SVal V = Call.getArgSVal(Arg);
  if (Name->kind == HC_TERM_STRING && !*Name->text) {
    Bad(HC_MSG_NAME_EMPTY, "");
    return S;
  }
  auto DV = V.getAs<DefinedSVal>();
  if (DV && !S->assume(*DV, true)) {
    // NULL, and where it comes from: a path asked for too late?
    if (Name->kind == HC_TERM_APP && StringRef(Name->text) == "null-path")
      Bad(HC_MSG_NAME_FINALIZE, Name->args[0]->text);
    else
      Bad(HC_MSG_NAME_NULL, "");
    return S;
  }
  if (Name->kind == HC_TERM_APP && StringRef(Name->text) == "null-path") {
    Bad(HC_MSG_NAME_FINALIZE, Name->args[0]->text);
    return S;
  }
  if (SymbolRef Sym = V.getAsSymbol())
    if (const HcName *const *Fresh = S->get<FreshName>(Sym))
      if (isa<CallExpr, ConditionalOperator>(
              Call.getArgExpr(Arg)->IgnoreParenCasts()))
        Bad(HC_MSG_NAME_FRESH, (*Fresh)->function);
  return S;
}

bool HoldModel::evalHold(const CallEvent &Call, Ctx &C,
                         const FunctionDecl *FD) const {
  auto HasKey = [&](const HcPair *Pair, const HcCall &Row) {
    return unsigned(Row.key) < Call.getNumArgs() &&
           M->Index->argumentIs(Call.getArgExpr(Row.key), Pair->key_type);
  };
  if (const HcPair *Pair = M->Index->acquires(FD))
    if (HasKey(Pair, Pair->acquire)) {
      acquire(Call, C, Pair, Pair->acquire);
      return true;
    }
  if (const HcPair *Pair = M->Index->releases(FD))
    if (HasKey(Pair, Pair->release)) {
      release(Call, C, Pair, Pair->release);
      return true;
    }
  bool IsRef = false;
  if (const HcPair *Pair = M->Index->manualRef(FD, IsRef)) {
    const HcCall &Row = IsRef ? Pair->acquire : Pair->release;
    if (HasKey(Pair, Row)) {
      manualRef(Call, C, Pair, IsRef, Row);
      return true;
    }
  }
  if (const HcCall *Row = M->Index->borrows(FD);
      Row && !M->Index->isHolderDialect()) {
    borrow(Call, C, *Row);
    return true;
  }
  return annotated(Call, C, FD);
}

/// The API takes no NULL: past the call there is an IOThread.
static ProgramStateRef assumeNotNull(ProgramStateRef S, SVal V) {
  auto DV = V.getAs<DefinedSVal>();
  if (!DV || !S->assume(*DV, false))
    return S;
  ProgramStateRef NotNull = S->assume(*DV, true);
  if (!NotNull)
    return S;
  SymbolRef Sym = V.getAsLocSymbol(/*IncludeBaseRegions=*/false);
  return Sym ? NotNull->add<Presumed>(Sym) : NotNull;
}

void HoldModel::acquire(const CallEvent &Call, Ctx &C, const HcPair *Pair,
                        const HcCall &Row) const {
  State S = C.getState();
  Effect E = proto(Effect::Acquire, Call.getOriginExpr(), C);
  const Expr *KeyArg = Call.getArgExpr(Row.key);
  E.Pair = Pair;
  E.KeyVal = Call.getArgSVal(Row.key);
  E.Key = M->T->value(E.KeyVal, S);
  E.KeyText = spell(KeyArg);
  describeOwner(E, KeyArg, E.KeyVal);
  if (Row.holder != HC_NO_ARG && unsigned(Row.holder) < Call.getNumArgs()) {
    const Expr *Arg = stripCasts(Call.getArgExpr(Row.holder), M->Contract);
    E.Holder = M->T->name(Call.getArgSVal(Row.holder), S);
    E.HolderText = M->T->phrase(E.Holder, Arg);
    E.HolderIsParam =
        E.Holder->kind == HC_TERM_PARAM || E.Holder->kind == HC_TERM_SELF;
    S = checkName(Call, C, S, Row.holder, E.Holder);
  }
  S = assumeNotNull(S, E.KeyVal);
  const Effect *Hold = intern(E);
  S = record(S, Hold)->add<HoldList>(Hold);
  SVal V = result(Call, C);
  if (Row.returns_context) {
    if (auto DV = V.getAs<DefinedSVal>())
      if (State NonNull = S->assume(*DV, true))
        S = NonNull;
    if (SymbolRef Sym = V.getAsSymbol())
      S = S->set<ContextOf>(Sym,
                            M->T->make(HC_TERM_APP, 0, "context", {E.Key}));
  } else if (V.getAs<Loc>()) {
    V = E.KeyVal; // object_ref() returns its argument
  }
  S = bindResult(S, Call, C, V);
  C.addTransition(S, holdNote(C, Hold,
                              E.Holder ? textOf(HC_NOTE_TAKEN, E.HolderText)
                                       : hc_message_text(HC_NOTE_TAKEN_PLAIN)));
}

void HoldModel::release(const CallEvent &Call, Ctx &C, const HcPair *Pair,
                        const HcCall &Row) const {
  State S = C.getState();
  Effect E = proto(Effect::Release, Call.getOriginExpr(), C);
  const Expr *KeyArg = Call.getArgExpr(Row.key);
  E.Pair = Pair;
  E.KeyVal = Call.getArgSVal(Row.key);
  E.Key = M->T->value(E.KeyVal, S);
  E.KeyText = spell(KeyArg);
  describeOwner(E, KeyArg, E.KeyVal);
  bool BadName = false;
  if (Row.holder != HC_NO_ARG && unsigned(Row.holder) < Call.getNumArgs()) {
    const Expr *Arg = stripCasts(Call.getArgExpr(Row.holder), M->Contract);
    E.Holder = M->T->name(Call.getArgSVal(Row.holder), S);
    E.HolderText = M->T->phrase(E.Holder, Arg);
    State Before = S;
    S = checkName(Call, C, S, Row.holder, E.Holder);
    if (Before != S)
      BadName = S->get<EffectList>().getHead()->Message != HC_MSG_NAME_FRESH;
  }
  // Oldest first: what is left over is the get that came on top.
  SmallVector<const Effect *, 8> Holds;
  for (const Effect *H : S->get<HoldList>())
    if (H->Pair == Pair)
      Holds.insert(Holds.begin(), H);
  const Effect *Match = nullptr, *Maybe = nullptr, *OtherName = nullptr,
               *OtherThread = nullptr;
  for (const Effect *H : Holds) {
    HcRelation Key = compareKeys(H, E, S, C.getSValBuilder(), *M->T);
    // One finding a call: what is wrong with the name was said.
    HcRelation Name =
        BadName ? HC_EQUAL : compareNames(H->Holder, E.Holder);
    if (Key == HC_EQUAL && Name == HC_EQUAL) {
      if (!Match)
        Match = H;
    } else if (Key != HC_DIFFERENT && Name != HC_DIFFERENT) {
      // What is in a table is held since it went in: be it the same IOThread,
      // it is another hold.
      if (!Maybe && !Terms::isElement(E.Key))
        Maybe = H;
    } else if (Key == HC_EQUAL) {
      OtherName = H;
    } else if (Key == HC_DIFFERENT && Name == HC_EQUAL) {
      OtherThread = H;
    }
  }
  if (!Match && Maybe) {
    Match = Maybe;
    ++M->NotCompared;
  }
  E.Of = Match;
  if (!Match) {
    for (const Effect *Old : S->get<EffectList>()) {
      if (Old->K == Effect::GiveUp && (!Old->Of || Old->Of->Key == E.Key))
        break; // it may have taken it again
      if (Old->K == Effect::Foreign && llvm::is_contained(Old->Call->Args, E.Key))
        break;
      if (!Old->isHoldEvent() || Old->Pair != Pair || Old->Key != E.Key ||
          compareNames(Old->Holder, E.Holder) != HC_EQUAL)
        continue;
      if (Old->K == Effect::Release) {
        E.Near = Old;
        E.NearBy = Effect::Again;
      }
      break;
    }
    if (!E.Near && OtherName) {
      E.Near = OtherName;
      E.NearBy = Effect::OtherName;
    } else if (!E.Near && OtherThread) {
      E.Near = OtherThread;
      E.NearBy = Effect::OtherThread;
    }
  }
  S = assumeNotNull(S, E.KeyVal);
  if (SymbolRef Sym = E.KeyVal.getAsLocSymbol())
    E.Asked = S->contains<AskedLate>(Sym);
  const Effect *Put = intern(E);
  S = record(S, Put);
  if (Match)
    S = dropHold(S, Match, /*All=*/false);
  S = bindResult(S, Call, C, result(Call, C));
  C.addTransition(S, holdNote(C, Put,
                              E.Holder ? textOf(HC_NOTE_PUT, E.HolderText)
                                       : hc_message_text(HC_NOTE_PUT_PLAIN)));
}

void HoldModel::manualRef(const CallEvent &Call, Ctx &C, const HcPair *Pair,
                          bool IsRef, const HcCall &Row) const {
  State S = C.getState();
  Effect E = proto(IsRef ? Effect::Ref : Effect::Unref, Call.getOriginExpr(),
                   C);
  E.Pair = Pair;
  E.KeyVal = Call.getArgSVal(Row.key);
  E.Key = M->T->value(E.KeyVal, S);
  E.KeyText = spell(Call.getArgExpr(Row.key));
  E.Detail = Row.function;
  S = record(S, intern(E));
  C.addTransition(bindResult(S, Call, C, E.KeyVal));
}

void HoldModel::borrow(const CallEvent &Call, Ctx &C,
                       const HcCall &Row) const {
  State S = C.getState();
  Effect E = proto(Effect::Borrow, Call.getOriginExpr(), C);
  E.KeyVal = Call.getArgSVal(Row.key);
  E.Key = M->T->value(E.KeyVal, S);
  E.KeyText = spell(Call.getArgExpr(Row.key));
  S = record(S, intern(E));
  SVal V = result(Call, C);
  if (auto DV = V.getAs<DefinedSVal>())
    if (State NonNull = S->assume(*DV, true))
      S = NonNull;
  if (SymbolRef Sym = V.getAsSymbol())
    S = S->set<ContextOf>(Sym, M->T->make(HC_TERM_APP, 0, "context", {E.Key}));
  C.addTransition(bindResult(S, Call, C, V));
}

/// A prototype that says it acquires or releases.  With a body in sight the
/// body is the truth.
bool HoldModel::annotated(const CallEvent &Call, Ctx &C,
                          const FunctionDecl *FD) const {
  Annotations A = annotationsOf(FD);
  if ((!A.Acquires && !A.Releases) || FD->hasBody())
    return false;
  const HcPair *Pair = nullptr;
  for (guint I = 0; I < M->Contract->pairs->len && !Pair; ++I) {
    const auto *P = static_cast<HcPair *>(M->Contract->pairs->pdata[I]);
    if (M->Index->isActive(P))
      Pair = P;
  }
  if (!Pair)
    Pair = static_cast<HcPair *>(M->Contract->pairs->pdata[0]);
  HcCall Row = {};
  Row.key = Row.holder = HC_NO_ARG;
  for (unsigned I = 0; I < FD->getNumParams(); ++I) {
    QualType Ty = FD->getParamDecl(I)->getType();
    if (pointeeRecord(Ty) == Pair->key_type)
      Row.key = I;
    else if (Row.holder == HC_NO_ARG && Ty->isPointerType() &&
             Ty->getPointeeType()->isCharType())
      Row.holder = I;
  }
  // No IOThread to be seen: the hold is the owner's, whatever it is on.
  for (unsigned I = 0; I < FD->getNumParams() && Row.key == HC_NO_ARG; ++I)
    if (!pointeeRecord(FD->getParamDecl(I)->getType()).empty() &&
        !isErrorOut(FD->getParamDecl(I)->getType()))
      Row.key = I;
  if (Row.key == HC_NO_ARG || unsigned(Row.key) >= Call.getNumArgs())
    return false;
  Row.returns_context =
      pointeeRecord(FD->getReturnType()) == M->Contract->context_type;
  if (A.Acquires)
    acquire(Call, C, Pair, Row);
  else
    release(Call, C, Pair, Row);
  return true;
}

} // namespace holdcheck
