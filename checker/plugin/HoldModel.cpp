//===-- HoldModel.cpp - holds along one path ------------------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "HoldModel.h"
#include "Compat.h"
#include "report/messages.h"

#include "clang/Analysis/Analyses/LiveVariables.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

Effect HoldModel::proto(Effect::Kind K, const Stmt *Site, Ctx &C) const {
  Effect E;
  E.K = K;
  E.Site = Site;
  E.LCtx = C.getLocationContext();
  llvm::hash_code Id = llvm::hash_value(Site);
  for (const StackFrameContext *SF = C.getStackFrame(); !SF->inTopFrame();
       SF = SF->getParent()->getStackFrame())
    Id = llvm::hash_combine(Id, SF->getCallSite());
  E.SiteId = Id;
  return E;
}

const Effect *HoldModel::intern(const Effect &E) const {
  std::string Id;
  llvm::raw_string_ostream OS(Id);
  OS << E.K << ' ' << E.Site << ' ' << E.LCtx << ' ' << E.Key << ' '
     << E.Holder << ' ' << E.Of << ' ' << E.Near << ' ' << E.NearBy << ' '
     << E.Message << ' ' << E.Detail << ' ' << E.KeyText << ' ' << E.ToForeign
     << ' ' << E.Asked;
  if (E.Call) {
    OS << ' ' << E.Call->Outcome << ' ' << E.Call->Result;
    for (const HcTerm *Arg : E.Call->Args)
      OS << ' ' << Arg;
    for (const auto *Rows : {&E.Call->Writes, &E.Call->Outs})
      for (const ForeignCall::Row &Row : *Rows)
        OS << ' ' << Row.Base << '.' << Row.Field << '=' << Row.Value;
  }
  OS.flush();
  auto It = M->Interned.find(Id);
  if (It != M->Interned.end())
    return It->second;
  M->Effects.push_back(E);
  M->Effects.back().Id = M->Effects.size();
  return M->Interned[Id] = &M->Effects.back();
}

HoldModel::State HoldModel::record(State S, const Effect *E) const {
  return S->add<EffectList>(E);
}

HoldModel::State HoldModel::dropHold(State S, const Effect *H,
                                     bool All) const {
  SmallVector<const Effect *, 8> Holds; // newest first
  for (const Effect *Other : S->get<HoldList>())
    Holds.push_back(Other);
  auto &F = S->get_context<HoldList>();
  auto List = F.getEmptyList();
  bool Dropped = false;
  for (const Effect *Other : llvm::reverse(Holds)) {
    if (Other == H && (All || !Dropped))
      Dropped = true;
    else
      List = F.add(Other, List);
  }
  return S->set<HoldList>(List);
}

SVal HoldModel::result(const CallEvent &Call, Ctx &C) const {
  QualType Ty = Call.getResultType();
  if (Ty->isVoidType())
    return UndefinedVal();
  return compat::conjure(C, Call.getOriginExpr(), Ty);
}

HoldModel::State HoldModel::bindResult(State S, const CallEvent &Call, Ctx &C,
                                       SVal V) const {
  if (Call.getResultType()->isVoidType() || V.isUndef())
    return S;
  return S->BindExpr(Call.getOriginExpr(), C.getLocationContext(), V);
}

std::string HoldModel::spell(const Expr *E) const {
  return M->T->spell(stripCasts(E, M->Contract));
}

bool HoldModel::isErrorOut(QualType Ty) const {
  return Ty->isPointerType() &&
         pointeeRecord(Ty->getPointeeType()) == M->Contract->error_type;
}

/// &error_abort, &error_fatal: the callee does not come back with an error.
bool HoldModel::isFatalError(SVal V) const {
  const MemRegion *R = V.getAsRegion();
  const auto *VR = R ? dyn_cast<VarRegion>(R->StripCasts()) : nullptr;
  if (!VR)
    return false;
  for (char **Name = M->Contract->fatal_errors; Name && *Name; ++Name)
    if (VR->getDecl()->getName() == *Name)
      return true;
  return false;
}

bool HoldModel::evalCall(const CallEvent &Call, Ctx &C) const {
  const auto *FD = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  if (!Call.getOriginExpr())
    return false;
  if (FD && FD->getIdentifier()) {
    if (evalHold(Call, C, FD) || evalKnown(Call, C, FD))
      return true;
    const FunctionDecl *Def = nullptr;
    if (FD->hasBody(Def) && worthInlining(Def)) {
      // A callee already on the stack is not inlined once more.
      for (const auto *LC = C.getLocationContext(); LC; LC = LC->getParent())
        if (LC->getDecl()->getCanonicalDecl() == FD->getCanonicalDecl()) {
          evalUnseen(Call, C, FD);
          return true;
        }
      M->Inlined.insert(Def->getCanonicalDecl());
      // A loop in it that was left with more rounds to go is no reason for the
      // engine to follow it no longer.
      AnalysisDeclContext *AC =
          C.getAnalysisManager().getAnalysisDeclContext(Def);
      if (AC->getCFG() && AC->getAnalysis<RelaxedLiveVariables>())
        M->Functions->markMayInline(Def);
      return false;
    }
  }
  evalUnseen(Call, C, FD);
  return true;
}

void HoldModel::checkBeginFunction(Ctx &C) const {
  State S = C.getState();
  const auto *FD = dyn_cast<FunctionDecl>(C.getLocationContext()->getDecl());
  if (!FD)
    return;
  bool Changed = false;
  // A static local has what the last call left in it; the engine takes it
  // for zero.
  if (const FunctionInfo *FI = M->Index->info(FD))
    for (const VarDecl *VD : FI->Statics) {
      const VarRegion *VR =
          C.getStoreManager().getRegionManager().getVarRegion(
              VD, C.getLocationContext());
      if (S->contains<WrittenRegions>(VR))
        continue;
      S = S->bindLoc(loc::MemRegionVal(VR),
                     C.getSValBuilder().getRegionValueSymbolVal(VR),
                     C.getLocationContext(), /*notifyChanges=*/false);
      Changed = true;
    }
  if (!C.inTopFrame()) {
    if (Changed)
      C.addTransition(S);
    return;
  }
  // QEMU's contract: errp points to NULL, or is NULL itself.
  for (const ParmVarDecl *P : FD->parameters()) {
    if (!isErrorOut(P->getType()))
      continue;
    SVal V = S->getSVal(S->getLValue(P, C.getLocationContext()));
    if (const MemRegion *R = V.getAsRegion()) {
      S = S->bindLoc(loc::MemRegionVal(C.getStoreManager().GetElementZeroRegion(
                         cast<SubRegion>(R), P->getType()->getPointeeType())),
                     C.getSValBuilder().makeNullWithType(
                         P->getType()->getPointeeType()),
                     C.getLocationContext());
      Changed = true;
    }
  }
  if (Changed)
    C.addTransition(S);
}

void HoldModel::checkLocation(SVal L, bool IsLoad, const Stmt *S,
                              Ctx &C) const {
  // Through NULL no path goes on.
  if (auto Place = L.getAs<DefinedSVal>();
      Place && !C.getState()->assume(*Place, true)) {
    C.generateSink(C.getState(), C.getPredecessor());
    return;
  }
  // *ctx or ctx->field after the put.
  const MemRegion *R = L.getAsRegion();
  if (!R)
    return;
  const auto *SR = dyn_cast<SymbolicRegion>(R->getBaseRegion());
  if (!SR || !C.getState()->get<ContextOf>(SR->getSymbol()))
    return;
  const auto *E = dyn_cast_or_null<Expr>(S);
  if (const auto *ME = dyn_cast_or_null<MemberExpr>(
          E ? E->IgnoreParenImpCasts() : nullptr))
    E = ME->getBase();
  State New = noteUse(C.getState(), loc::MemRegionVal(SR), E, S, C);
  if (New != C.getState())
    C.addTransition(New);
}

/// Overwriting the only pointer to the IOThread of a hold.
void HoldModel::noteBind(SVal L, SVal V, const Stmt *Site, Ctx &C) const {
  State S = C.getState();
  // A fresh name that is bound to something is that something's to free.
  if (SymbolRef Sym = V.getAsSymbol())
    if (S->get<FreshName>(Sym))
      S = S->remove<FreshName>(Sym);
  const MemRegion *R = L.getAsRegion();
  if (R)
    S = S->add<WrittenRegions>(R);
  // name[0] = 'x';
  if (const auto *ER = dyn_cast_or_null<ElementRegion>(R))
    S = forgetText(S, ER);
  const auto *TR = dyn_cast_or_null<TypedValueRegion>(R);
  // A variable that comes to life again in a loop is no other pointer.
  if (TR && !isa_and_nonnull<DeclStmt>(Site) && !S->get<HoldList>().isEmpty() &&
      TR->getValueType()->isPointerType()) {
    SVal Old = S->getSVal(TR);
    const HcTerm *OldTerm = nullptr;
    for (const Effect *H : S->get<HoldList>()) {
      if (pointeeRecord(TR->getValueType()) != H->Pair->key_type)
        continue;
      if (!OldTerm)
        OldTerm = M->T->value(Old, S);
      if (OldTerm != H->Key || M->T->value(V, S) == H->Key)
        continue;
      Effect E = proto(Effect::Overwrite, Site, C);
      E.Pair = H->Pair;
      E.Key = H->Key;
      E.Holder = H->Holder;
      E.Of = H;
      S = record(S, intern(E));
    }
  }
  if (S != C.getState())
    C.addTransition(S);
}

/// Lists have no cycles: an object is not what its own fields lead to.
static bool leadsTo(const HcTerm *From, const HcTerm *To) {
  if (From->kind != HC_TERM_LOAD)
    return false;
  return From->args[0] == To || leadsTo(From->args[0], To);
}

void HoldModel::checkPostStmt(const BinaryOperator *BO, Ctx &C) const {
  if (!BO->isEqualityOp() || !BO->getLHS()->getType()->isPointerType())
    return;
  State S = C.getState();
  SVal L = C.getSVal(BO->getLHS()), R = C.getSVal(BO->getRHS());
  if (!L.getAsSymbol(true) || !R.getAsSymbol(true))
    return;
  const HcTerm *A = M->T->value(L, S), *B = M->T->value(R, S);
  auto IsFixed = [&](SVal V) {
    for (const auto &Entry : S->get<FixedContexts>())
      if (Entry.second == V.getAsSymbol(true))
        return true;
    return false;
  };
  auto IsTaken = [&](SVal V) {
    return S->get<ContextOf>(V.getAsSymbol(true)) != nullptr;
  };
  auto Bind = [&](SVal V) {
    C.addTransition(S->BindExpr(BO, C.getLocationContext(), V));
  };
  SValBuilder &SVB = C.getSValBuilder();
  bool Equal = BO->getOpcode() == BO_EQ;
  if (A == B) {
    Bind(SVB.makeTruthVal(Equal, BO->getType()));
    return;
  }
  if (leadsTo(A, B) || leadsTo(B, A) || (IsFixed(L) && IsTaken(R)) ||
      (IsFixed(R) && IsTaken(L))) {
    Bind(SVB.makeTruthVal(!Equal, BO->getType()));
    return;
  }
  const HcTerm *Same = M->T->equality(A, B);
  SymbolRef Sym = nullptr;
  if (const SymbolRef *Known = S->get<EqualitySymbol>(Same)) {
    Sym = *Known;
  } else {
    static int EqualityTag;
    SVal V =
        compat::conjure(C, BO, C.getASTContext().IntTy, &EqualityTag);
    Sym = V.getAsSymbol();
    if (!Sym)
      return;
    S = S->set<EqualitySymbol>(Same, Sym)->set<EqualityOf>(Sym, Same);
  }
  Bind(Equal ? SVal(nonloc::SymbolVal(Sym))
             : SVB.evalBinOp(S, BO_EQ, nonloc::SymbolVal(Sym),
                             SVB.makeIntVal(0, C.getASTContext().IntTy),
                             BO->getType()));
}

/// Clang 14 has no value for ~x and -x of an unknown x, and two conditions on
/// one would be two conditions.
void HoldModel::checkPostStmt(const UnaryOperator *UO, Ctx &C) const {
  bool Minus = UO->getOpcode() == UO_Minus;
  SVal V = C.getSVal(UO->getSubExpr());
  if ((!Minus && UO->getOpcode() != UO_Not) || !C.getSVal(UO).isUnknown() ||
      !V.getAs<NonLoc>())
    return;
  State S = C.getState();
  SValBuilder &SVB = C.getSValBuilder();
  QualType Ty = UO->getType();
  SVal Result =
      Minus ? SVB.evalBinOp(S, BO_Sub, SVB.makeIntVal(0, Ty), V, Ty)
            : SVB.evalBinOp(S, BO_Xor, V, SVB.makeIntVal(uint64_t(-1), Ty), Ty);
  C.addTransition(S->BindExpr(UO, C.getLocationContext(), Result));
}

/// A loop with a constant bound too far to go: every such loop of the function
/// is taken to have another, small bound, equal for equal ones, so that one
/// that undoes another's work still does.
static bool isBeyond(const Expr *E, const std::map<int64_t, unsigned> &Rounds,
                     CheckerContext &C) {
  auto Bound = constantBound(E, C.getASTContext());
  auto It = Bound ? Rounds.find(*Bound) : Rounds.end();
  if (It == Rounds.end())
    return false;
  const auto *BO = cast<BinaryOperator>(E->IgnoreParenImpCasts());
  auto I = C.getSVal(BO->getLHS()).getAs<nonloc::ConcreteInt>();
  return I && compat::number(I->getValue()).getExtValue() >=
                  int64_t(It->second);
}

/// while (!s->done) { poll(); }: it ends by what another thread does.
static bool cannotEnd(const Expr *E, CheckerContext &C) {
  const Expr *Bare = E->IgnoreParenImpCasts();
  if (const auto *UO = dyn_cast<UnaryOperator>(Bare);
      UO && UO->getOpcode() == UO_LNot)
    Bare = UO->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *BO = dyn_cast<BinaryOperator>(Bare)) {
    if (!BO->isEqualityOp() || !C.getSVal(BO->getLHS()).isConstant() ||
        !C.getSVal(BO->getRHS()).isConstant())
      return false;
  } else if (!isa<MemberExpr, DeclRefExpr>(Bare) ||
             !C.getSVal(Bare).isConstant()) {
    return false;
  }
  auto V = C.getSVal(E).getAs<DefinedSVal>();
  return V && !C.getState()->assume(*V, false) &&
         C.blockCount() >= C.getAnalysisManager().options.maxBlockVisitOnPath;
}

/// A branch that cannot matter is not taken twice.  See Slice.h.
void HoldModel::checkBranchCondition(const Stmt *Cond, Ctx &C) const {
  State S = dropDeadValues(C.getState(), Cond, C);
  if (const auto *E = dyn_cast<Expr>(Cond))
    S = chooseWay(S, E, C);
  if (S != C.getState())
    C.addTransition(S);
}

/// Whether the path put the IOThread Sym, without having taken it.
static bool wasOnlyPut(SymbolRef Sym, ProgramStateRef S) {
  bool Put = false;
  for (const Effect *E : S->get<EffectList>()) {
    if (!E->isHoldEvent() || E->KeyVal.getAsLocSymbol() != Sym)
      continue;
    if (E->K == Effect::Acquire)
      return false;
    Put = true;
  }
  return Put;
}

/// With a condition's value, if only one way is worth to be taken.
HoldModel::State HoldModel::chooseWay(State S, const Expr *E, Ctx &C) const {
  // What the API was given is a condition of the code's if the code asks, too.
  if (SymbolRef Sym = C.getSVal(E).getAsLocSymbol();
      Sym && S->contains<Presumed>(Sym))
    return wasOnlyPut(Sym, S) ? S->add<AskedLate>(Sym)
                              : S->remove<Presumed>(Sym);
  const auto *FD = dyn_cast<FunctionDecl>(C.getLocationContext()->getDecl());
  if (!M->Slice || !FD)
    return S;
  Slices::Way Way = M->Slice->shortcut(FD, E);
  if (Way == Slices::Way::Both)
    return S;
  // Either would end the path here, and with it all that comes after.
  if (Way == Slices::Way::Loop && !isBeyond(E, M->Rounds, C) &&
      !cannotEnd(E, C))
    return S;
  bool True = Way == Slices::Way::True;
  if (Way == Slices::Way::Once) {
    True = !S->contains<LoopsSeen>(E);
    S = S->add<LoopsSeen>(E);
  }
  return S->BindExpr(
      E, C.getLocationContext(),
      C.getSValBuilder().makeIntVal(True, E->getType()->isIntegerType()
                                              ? E->getType()
                                              : C.getASTContext().IntTy));
}

/// The engine forgets what is dead before the end of the function; what the
/// summary tells of it must live on.
void HoldModel::checkLiveSymbols(ProgramStateRef State, SymbolReaper &SR) const {
  for (const auto &Entry : getConstraintMap(State))
    SR.markLive(Entry.first);
  for (const auto &Entry : State->get<ContextOf>())
    SR.markLive(Entry.first);
  for (const auto &Entry : State->get<NameOf>())
    SR.markLive(Entry.first);
  for (const auto &Entry : State->get<HeapSymbols>())
    SR.markLive(Entry.first);
  for (const auto &Entry : State->get<ValueOf>())
    SR.markLive(Entry.first);
  struct Handler : StoreManager::BindingsHandler {
    SymbolReaper &SR;
    explicit Handler(SymbolReaper &SR) : SR(SR) {}
    bool HandleBinding(StoreManager &, Store, const MemRegion *R,
                       SVal V) override {
      const MemRegion *Base = R->getBaseRegion();
      SR.markLive(Base);
      if (const auto *Sym = dyn_cast<SymbolicRegion>(Base))
        SR.markLive(Sym->getSymbol());
      return true;
    }
  } H(SR);
  StoreManager &SM = State->getStateManager().getStoreManager();
  SM.iterBindings(State->getStore(), H);
}

} // namespace holdcheck
