//===-- PathSummary.cpp - a path as the summary tells it ------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Compat.h"
#include "HoldModel.h"

#include "clang/StaticAnalyzer/Core/PathSensitive/RangedConstraintManager.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

static bool isJustNotNull(const RangeSet &Set) {
  for (const Range &R : Set)
    if (R.Includes(llvm::APSInt(R.From().getBitWidth(), R.From().isUnsigned())))
      return false;
  return !Set.isEmpty() && Set.getMaxValue().isMaxValue();
}

/// What an enumeration without gaps can be; others may be sets of bits.
static std::optional<std::pair<gint64, gint64>> enumerators(QualType Ty) {
  const auto *ET = Ty->getAs<EnumType>();
  const EnumDecl *ED = ET ? ET->getDecl()->getDefinition() : nullptr;
  if (!ED || ED->enumerators().empty())
    return std::nullopt;
  std::set<gint64> Values;
  for (const EnumConstantDecl *Constant : ED->enumerators())
    Values.insert(Constant->getInitVal().getExtValue());
  if (*Values.rbegin() - *Values.begin() + 1 != gint64(Values.size()))
    return std::nullopt;
  return std::make_pair(*Values.begin(), *Values.rbegin());
}

/// The summary knows no types: what reaches an end of the type reaches the end
/// of all numbers, so that "x" and "not x" are everything together.
static void addRanges(HcGuard *G, const RangeSet &Set, QualType Ty) {
  auto Known = enumerators(Ty);
  for (const Range &R : Set) {
    auto Ends = [](const llvm::APSInt &V, bool Max) {
      unsigned Bits = V.getBitWidth();
      return V == (Max ? llvm::APSInt::getMaxValue(Bits, V.isUnsigned())
                       : llvm::APSInt::getMinValue(Bits, V.isUnsigned()));
    };
    gint64 Low =
        Ends(R.From(), false) ? G_MININT64 : R.From().getExtValue();
    bool Top = Ends(R.To(), true) ||
               (R.To().isUnsigned() && R.To().getActiveBits() > 63) ||
               (Ty->isBooleanType() && R.To() == 1);
    gint64 High = Top ? G_MAXINT64 : R.To().getExtValue();
    if (Known) {
      Low = std::max(Low, Known->first);
      High = std::min(High, Known->second);
    }
    if (Low <= High)
      hc_guard_add_range(G, Low, High);
  }
}

/// The records one of whose fields leads to the IOThread of E.
static char **ownersOf(const Effect &E, const PathRecord &P) {
  std::set<std::string> Names;
  if (SymbolRef Sym = E.KeyVal.getAsSymbol())
    if (const auto *RV = dyn_cast<SymbolRegionValue>(Sym)) {
      const MemRegion *R = RV->getRegion();
      while (const auto *ER = dyn_cast<ElementRegion>(R))
        R = ER->getSuperRegion();
      if (const auto *FR = dyn_cast<FieldRegion>(R))
        Names.insert(recordName(FR->getDecl()->getParent()));
    }
  for (const auto &R : P.Holds)
    if (R.Hold->Key == E.Key)
      Names.insert(R.Records.begin(), R.Records.end());
  if (Names.empty())
    return nullptr;
  char **List = g_new0(char *, Names.size() + 1);
  unsigned I = 0;
  for (const std::string &Name : Names)
    List[I++] = g_strdup(Name.c_str());
  return List;
}

/// The calls that lead from the function to the statement, the first one
/// first.
static const char *throughOf(const Effect &E, HcSummary *Summary,
                             const SourceManager &SM) {
  std::string Through;
  for (const StackFrameContext *SF = E.LCtx->getStackFrame();
       !SF->inTopFrame(); SF = SF->getParent()->getStackFrame()) {
    HcPlace P = placeOf(Summary, SM, SF->getCallSite()->getBeginLoc());
    Through = std::to_string(P.line) + ':' + std::to_string(P.column) +
              (Through.empty() ? "" : " ") + Through;
  }
  return Through.empty() ? nullptr
                         : hc_summary_string(Summary, Through.c_str());
}

static HcEffect *addCall(HcPath *Path, const Effect &E) {
  HcEffect *H = hc_path_add_call(Path, E.Detail.c_str(), E.Call->Outcome,
                                 E.Call->Result);
  for (const HcTerm *Arg : E.Call->Args)
    g_ptr_array_add(H->call->args, const_cast<HcTerm *>(Arg));
  for (const ForeignCall::Row &W : E.Call->Writes)
    hc_call_add_write(H->call, W.Base, W.Field.c_str(), W.Value);
  for (const ForeignCall::Row &W : E.Call->Outs)
    hc_call_add_out(H->call, W.Base, W.Field.c_str(), W.Value);
  return H;
}

/// Which of the effects are gets that the path puts.  In a loop one statement
/// takes several, and those of one round may have been given away.
static std::vector<bool> balancedGets(const PathRecord &P) {
  std::vector<bool> Balanced(P.Effects.size());
  llvm::DenseMap<const Effect *, std::deque<unsigned>> Open;
  for (unsigned I = 0; I < P.Effects.size(); ++I) {
    const Effect *E = P.Effects[I];
    if (E->K == Effect::Acquire) {
      Open[E].push_back(I);
      continue;
    }
    if ((E->K != Effect::Release && E->K != Effect::GiveUp) || !E->Of)
      continue;
    std::deque<unsigned> &Of = Open[E->Of];
    if (E->K == Effect::GiveUp) {
      Of.clear();
    } else if (!Of.empty()) {
      Balanced[Of.front()] = E->surelyMatched();
      Of.pop_front();
    }
  }
  return Balanced;
}

void HoldModel::summarise(PathRecord &P, Ctx &C, State S) const {
  HcSummary *Summary = M->T->summary();
  const SourceManager &SM = C.getSourceManager();
  HcPath *Path = hc_function_add_path(M->Current->Summary);
  P.Summary = Path;
  Path->outcome = P.Outcome;
  Path->exit = placeOf(Summary, SM,
                       P.Return ? P.Return->getBeginLoc()
                                : cast<FunctionDecl>(
                                      C.getLocationContext()->getDecl())
                                      ->getBodyRBrace());
  // A failure before anything was done: one such path stands for all that
  // differ only in which unseen call it was.
  bool Plain = P.Outcome == HC_OUTCOME_FAILURE && P.Effects.empty();
  if (Plain)
    Path->exit = {hc_summary_string(Summary, ""), 0, 0};
  const std::vector<bool> Balanced = balancedGets(P);
  for (unsigned I = 0; I < P.Effects.size(); ++I) {
    const Effect *E = P.Effects[I];
    HcEffectKind Kind;
    switch (E->K) {
    case Effect::Acquire:
      Kind = HC_EFFECT_ACQUIRE;
      break;
    case Effect::Release:
      Kind = HC_EFFECT_RELEASE;
      break;
    case Effect::Use:
      Kind = HC_EFFECT_USE;
      break;
    case Effect::GiveUp:
      if (E->ToForeign)
        continue; // the call itself is told
      Kind = HC_EFFECT_GIVE_UP;
      break;
    case Effect::Foreign:
      Kind = HC_EFFECT_CALL;
      break;
    case Effect::Register:
      Kind = HC_EFFECT_REGISTER;
      break;
    case Effect::Drop:
      Kind = HC_EFFECT_DROP;
      break;
    default:
      continue;
    }
    HcEffect *H = E->Call ? addCall(Path, *E)
                          : hc_path_add_effect(Path, Kind);
    if (E->Pair)
      H->pair = hc_summary_string(Summary, E->Pair->name);
    // Of a hold of this function: the rest may know of others.
    H->key = E->K == Effect::Use && E->Of
                 ? M->T->make(HC_TERM_APP, 0, "context", {E->Key})
                 : E->Key;
    H->holder = E->Holder;
    H->key_text = g_strdup(E->K == Effect::Use ? E->Detail.c_str()
                                               : E->KeyText.c_str());
    H->holder_text = g_strdup(E->HolderText.c_str());
    const auto *In = cast<FunctionDecl>(E->LCtx->getDecl());
    H->function = g_strdup(In->getNameAsString().c_str());
    if (E->K == Effect::Register)
      H->slot_function = g_strdup(E->Detail.c_str());
    H->place = placeOf(Summary, SM, E->Site->getBeginLoc());
    H->through = throughOf(*E, Summary, SM);
    H->owners = ownersOf(*E, P);
    if (E->K == Effect::Release) {
      H->matched = E->surelyMatched();
      H->asked = E->Asked;
    }
    if (E->K == Effect::Acquire)
      H->matched = Balanced[I];
  }
  llvm::DenseSet<const HcTerm *> Skip;
  const auto *FD = cast<FunctionDecl>(C.getLocationContext()->getDecl());
  for (const ParmVarDecl *Param : FD->parameters())
    if (isErrorOut(Param->getType()))
      Skip.insert(M->T->make(Param->getFunctionScopeIndex() ? HC_TERM_PARAM
                                                            : HC_TERM_SELF,
                             Param->getFunctionScopeIndex(), ""));
  llvm::DenseSet<SymbolRef> Taken;
  for (const Effect *E : P.Effects)
    if (E->K == Effect::Acquire)
      if (SymbolRef Sym = E->KeyVal.getAsLocSymbol())
        Taken.insert(Sym);
  struct Guard {
    const HcTerm *Term;
    RangeSet Set;
    QualType Ty;
  };
  std::vector<Guard> Guards;
  std::vector<std::pair<SymbolRef, RangeSet>> Constraints;
  for (const auto &[Sym, Set] : getConstraintMap(S))
    Constraints.emplace_back(Sym, Set);
  M->T->Symbols.sort(Constraints, [](const auto &Row) { return Row.first; });
  for (const auto &[Sym, Set] : Constraints) {
    const HcTerm *T = M->T->symbol(Sym, S);
    // Not NULL because it was put is no condition; because it was taken, it
    // is a fact of this path.
    if (S->contains<Presumed>(Sym) && isJustNotNull(Set) && !Taken.count(Sym))
      continue;
    if (Plain && T->kind == HC_TERM_UNKNOWN)
      continue;
    // Fresh memory and names are never NULL: no condition of anybody's.
    if (T->kind == HC_TERM_HEAP || T->kind == HC_TERM_APP || Skip.count(T))
      continue;
    Guards.push_back({T, Set, Sym->getType()});
  }
  llvm::sort(Guards, [](const auto &A, const auto &B) {
    return A.Term->id < B.Term->id;
  });
  for (const Guard &G : Guards)
    addRanges(hc_path_add_guard(Path, G.Term), G.Set, G.Ty);
  // A caller in another file gets it.
  if (const SVal *Returned = S->get<ReturnValue>(0);
      Returned && FD->isExternallyVisible() && !Returned->isUnknownOrUndef()) {
    const HcTerm *Result = M->T->value(*Returned, S);
    if (!Plain || Result->kind == HC_TERM_INT)
      Path->result = Result;
  }
  for (const auto &[Region, Value] :
       bindingsThatOutlive(S, C.getStoreManager(), *M->T)) {
    Terms::Place At = M->T->place(Region, S);
    if (Skip.count(At.Base))
      continue;
    const HcTerm *V = M->T->value(Value, S);
    if (Plain && V->kind == HC_TERM_UNKNOWN)
      continue;
    hc_path_add_write(Path, At.Base, At.Field.c_str(), V);
  }
  std::vector<std::pair<const MemRegion *, const HcTerm *>> Buffers;
  for (const auto &[Region, Text] : S->get<BufferText>())
    if (isa<TypedValueRegion>(Region) && Terms::outlives(Region))
      Buffers.emplace_back(Region, Text);
  M->T->Regions.sort(Buffers, [](const auto &Row) { return Row.first; });
  for (const auto &[Region, Text] : Buffers) {
    Terms::Place At = M->T->place(Region, S);
    hc_path_add_write(Path, At.Base, At.Field.c_str(), Text);
  }
  for (const auto &[Place, Value] : S->get<Elements>())
    hc_path_add_write(Path, Place->args[0], Place->text, Value);
}

} // namespace holdcheck
