//===-- Judge.cpp - verdicts on all paths of a function -------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Judge.h"
#include "pairing/pairing.h"
#include "summary/term.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

std::string holdPhrase(const Effect *E) {
  char *Text = hc_hold_phrase(E->KeyText.c_str(),
                              E->Holder ? E->HolderText.c_str() : nullptr);
  std::string Result = Text;
  g_free(Text);
  return Result;
}

static unsigned depthOf(const StackFrameContext *SF) {
  unsigned Depth = 0;
  for (; !SF->inTopFrame(); SF = SF->getParent()->getStackFrame())
    ++Depth;
  return Depth;
}

/// Depth of the deepest frame that both contexts stand in.
static unsigned commonDepth(const LocationContext *A,
                            const LocationContext *B) {
  const StackFrameContext *X = A->getStackFrame(), *Y = B->getStackFrame();
  unsigned DX = depthOf(X), DY = depthOf(Y);
  while (X != Y) {
    if (DX >= DY) {
      X = X->getParent()->getStackFrame();
      --DX;
    } else {
      Y = Y->getParent()->getStackFrame();
      --DY;
    }
  }
  return DX;
}

Verdict &Judge::say(HcMessage Message, const FunctionRecord &F,
                    const PathRecord &P, const Effect *About) {
  Verdict V;
  V.Message = Message;
  V.Function = &F;
  V.Path = &P;
  V.About = About;
  Verdicts.push_back(std::move(V));
  return Verdicts.back();
}

/// As markReported(), for the use number N of the path.
static void markUse(const PathRecord &P, unsigned N) {
  if (!P.Summary)
    return;
  for (guint I = 0; I < P.Summary->effects->len; ++I) {
    auto *H = static_cast<HcEffect *>(P.Summary->effects->pdata[I]);
    if (H->kind == HC_EFFECT_USE && N-- == 0)
      H->reported = TRUE;
  }
}

/// Pairing must not say again what was said here.
void Judge::markReported(const PathRecord &P, const Effect *E) {
  if (!P.Summary)
    return;
  HcEffectKind Kind =
      E->K == Effect::Acquire ? HC_EFFECT_ACQUIRE : HC_EFFECT_RELEASE;
  // Of several equal puts the last is meant: the first may be right.
  for (guint I = P.Summary->effects->len; I-- > 0;) {
    auto *H = static_cast<HcEffect *>(P.Summary->effects->pdata[I]);
    if (H->kind != Kind || H->key != E->Key || H->holder != E->Holder ||
        H->matched || H->reported)
      continue;
    H->reported = TRUE;
    if (Kind == HC_EFFECT_RELEASE)
      return;
  }
}

Judge::Judge(const ModelContext &M) : M(M) {
  for (const FunctionDecl *FD : M.Index->relevant())
    Relevant.insert(FD->getNameAsString());
}

std::vector<Verdict> Judge::run(const std::deque<FunctionRecord> &Functions) {
  Partial = llvm::any_of(
      Functions, [](const FunctionRecord &F) { return !F.Complete; });
  for (const FunctionRecord &F : Functions)
    for (const PathRecord &P : F.Paths) {
      std::map<std::pair<std::string, const HcTerm *>, unsigned> Held;
      for (const auto &R : P.Holds) {
        Kept[lastStep(R.Hold->Key)].emplace(&F, R.Hold->Holder);
        for (const std::string &Field : R.Fields)
          Kept[Field].emplace(&F, R.Hold->Holder);
      }
      for (const Effect *E : P.Effects)
        if (E->K == Effect::Foreign)
          for (const HcTerm *Arg : E->Call->Args)
            Given[lastStep(Arg)].insert(&F);
      for (const auto &R : P.Holds)
        if (++Held[{lastStep(R.Hold->Key), R.Hold->Holder}] > 1)
          HeldTwice.insert(lastStep(R.Hold->Key));
      for (const Effect *E : P.Effects)
        if (E->K == Effect::Release) {
          // Also one that a function puts which others can call.
          bool Callable = !E->Of;
          for (const auto *SF = E->LCtx->getStackFrame(); !SF->inTopFrame();
               SF = SF->getParent()->getStackFrame())
            if (const auto *FD = dyn_cast<FunctionDecl>(SF->getDecl()))
              if (const FunctionInfo *FI = M.Index->info(FD))
                Callable |= FD->isExternallyVisible() || FI->AddressTaken;
          auto Add = [&](const std::string &Tail) {
            AllPuts[Tail].insert(E->Holder);
            if (Callable)
              // Called by others, it puts under other names.
              LoosePuts[Tail].insert(E->Of ? nullptr : E->Holder);
          };
          Add(lastStep(E->Key));
          // As spelled: the value may have come from elsewhere.
          if (const auto *CE = dyn_cast<CallExpr>(E->Site))
            for (const Expr *Arg : CE->arguments())
              if (const auto *ME =
                      dyn_cast<MemberExpr>(stripCasts(Arg, M.Contract)))
                if (const auto *FD = dyn_cast<FieldDecl>(ME->getMemberDecl()))
                  Add(qualifiedName(FD));
        }
    }
  for (const FunctionRecord &F : Functions)
    judge(F);
  return std::move(Verdicts);
}

void Judge::learn(const FunctionRecord &F) {
  Sites.clear();
  MatchedReleases.clear();
  PutHere.clear();
  TakenHere.clear();
  PutsOfOthers.clear();
  Marks.clear();
  InSlot = !M.Index->slotsOf(F.FD).empty();
  ReleaseAfterFailure = releaseRunsAfterFailure(F);
  for (const PathRecord &P : F.Paths)
    for (const Effect *E : P.Effects) {
      if (E->K == Effect::Acquire)
        TakenHere.emplace(E->Key, E->Holder);
      // What was put on that path before is nobody else's.
      if (E->K == Effect::Release && !E->Of &&
          !(E->NearBy == Effect::Again && E->Near->Of))
        PutsOfOthers.emplace(E->Key, E->SiteId);
      if (E->K != Effect::Release || !E->surelyMatched())
        continue;
      // What was looked up may be what was taken, or what somebody else took.
      if (E->Of->Key == E->Key || (E->Of->Key->kind != HC_TERM_UNKNOWN &&
                                   E->Key->kind != HC_TERM_UNKNOWN))
        MatchedReleases.insert(E->SiteId);
      PutHere.emplace(E->Of->Key, E->Holder);
      SiteFacts &S = Sites[E->Of->SiteId];
      if (P.Outcome == HC_OUTCOME_FAILURE)
        S.PutOnFailure = true;
      else
        S.PutOnSuccess = true;
      S.Depth = std::max(S.Depth, commonDepth(E->LCtx, E->Of->LCtx));
    }
}

void Judge::judge(const FunctionRecord &F) {
  learn(F);
  for (const PathRecord &P : F.Paths)
    judgePath(F, P);
}

void Judge::judgePath(const FunctionRecord &F, const PathRecord &P) {
  std::set<const Effect *> Explained; // leaks that a mismatch already tells
  unsigned Uses = 0;
  for (const Effect *E : P.Effects) {
    switch (E->K) {
    case Effect::BadName: {
      Verdict &V = say(HcMessage(E->Message), F, P, E);
      V.At = E;
      V.Arg1 = E->Detail;
      if (V.Message != HC_MSG_NAME_FRESH)
        markReported(P, E);
      if (V.Message == HC_MSG_NAME_FINALIZE)
        V.Arg2 = cast<FunctionDecl>(
                     P.End->getLocationContext()->getDecl())
                     ->getNameAsString();
      break;
    }
    case Effect::Use:
      if (E->Of && !mayHoldAnother(P, E)) {
        Verdict &V = say(HC_MSG_USE_AFTER_PUT, F, P, E);
        V.At = E;
        V.Arg1 = E->Detail;
        V.Arg2 = E->KeyText;
        markUse(P, Uses);
      }
      ++Uses;
      break;
    case Effect::Release:
      if (!E->Of)
        judgeRelease(F, P, E, Explained);
      break;
    case Effect::Ref:
    case Effect::Unref: {
      const Effect *Beside = nullptr;
      // Who makes an object has a reference of his own to drop.
      bool Own = E->K == Effect::Unref && E->Key->kind == HC_TERM_HEAP;
      for (const Effect *Other : P.Effects)
        if (!Beside && !Own && Other->isHoldEvent() && Other->Key == E->Key)
          Beside = Other;
      if (Beside) {
        Verdict &V = say(HC_MSG_REDUNDANT_REF, F, P, E);
        V.At = E;
        V.Arg1 = E->Detail;
        V.Arg2 = E->KeyText;
        V.Arg3 = Beside->HolderText;
        V.Beside = Beside;
      }
      break;
    }
    case Effect::Borrow: {
      bool Held = llvm::any_of(P.Effects, [&](const Effect *Other) {
        return Other->isHoldEvent() && Other->Key == E->Key;
      });
      if (!Held) {
        Verdict &V = say(HC_MSG_UNHELD_GET, F, P, E);
        V.At = E;
        V.Arg1 = E->KeyText;
      }
      break;
    }
    default:
      break;
    }
  }
  Annotations A = annotationsOf(F.FD);
  if (A.Acquires)
    return;
  for (const auto &R : P.Holds)
    if (!Explained.count(R.Hold))
      judgeHold(F, P, R);
}

void Judge::judgeRelease(const FunctionRecord &F, const PathRecord &P,
                         const Effect *R,
                         std::set<const Effect *> &Explained) {
  if (annotationsOf(F.FD).Releases || marksEarlierCall(F, P, R))
    return;
  // A function of another file was given it: pairing knows what that does.
  for (const Effect *E : P.Effects) {
    if (E == R)
      break;
    if (E->K == Effect::Foreign && llvm::is_contained(E->Call->Args, R->Key))
      return;
  }
  auto Remains = [&](const Effect *H) -> const PathRecord::Remaining * {
    for (const auto &Left : P.Holds)
      if (Left.Hold == H)
        return &Left;
    return nullptr;
  };
  if (R->NearBy == Effect::Again) {
    // Two puts of what came from elsewhere are right if it was taken twice
    // there: in a loop that is the rule.
    bool Sure = R->Near->Of || (R->Near->SiteId != R->SiteId && !Partial &&
                                !HeldTwice.count(lastStep(R->Key)));
    if (Sure) {
      Verdict &V = say(HC_MSG_DOUBLE_PUT, F, P, R);
      V.At = R;
      V.Arg1 = holdPhrase(R);
      markReported(P, R);
    }
    return;
  }
  if (R->NearBy == Effect::OtherName || R->NearBy == Effect::OtherThread) {
    const auto *Left = Remains(R->Near);
    bool Name = R->NearBy == Effect::OtherName;
    // What others take by that name and keep is what it puts, then.
    if (Name && isTakenElsewhere(F, R))
      return;
    bool KeptWell = Left && (Left->Stored || Left->Returned) &&
                    P.Outcome != HC_OUTCOME_FAILURE;
    // Taking the next IOThread and putting the last one is how to change it.
    if (Left && (Name || !KeptWell)) {
      Verdict &V = say(Name ? HC_MSG_MISMATCH_HOLDER : HC_MSG_MISMATCH_THREAD,
                       F, P, R);
      V.At = R;
      V.Get = R->Near;
      V.Arg1 = R->KeyText;
      V.Arg2 = R->HolderText;
      V.Arg3 = Name ? R->Near->HolderText : R->Near->KeyText;
      Explained.insert(R->Near);
      markReported(P, R);
      markReported(P, R->Near);
      return;
    }
  }
  // Never taken on this path: wrong if the same put ends a hold elsewhere in
  // the function, or if the function fails before it takes it.
  // What it takes afterwards and leaves is the other half of a change: that
  // puts what it was given.
  bool TakenLater = false, Past = false;
  for (const Effect *E : P.Effects) {
    Past |= E == R;
    if (Past && E->K == Effect::Acquire && E->Key == R->Key && Remains(E) &&
        (!E->Holder || !R->Holder ||
         hc_term_compare_names(E->Holder, R->Holder) != HC_DIFFERENT))
      TakenLater = true;
    if (E->K == Effect::GiveUp && (!E->Of || E->Of->Key == R->Key))
      return;
  }
  if (TakenLater)
    return;
  bool Wrong = MatchedReleases.count(R->SiteId);
  // Nor does a function that takes it and puts it on one path end another
  // function's hold on the next.
  Wrong |= PutHere.count({R->Key, R->Holder});
  if (!Wrong && P.Outcome == HC_OUTCOME_FAILURE)
    for (const auto &[Key, Holder] : TakenHere)
      Wrong |= Key == R->Key &&
               (Holder == R->Holder ||
                (Holder && R->Holder &&
                 hc_term_compare_names(Holder, R->Holder) == HC_EQUAL));
  if (Wrong) {
    Verdict &V = say(HC_MSG_UNHELD_PUT, F, P, R);
    V.At = R;
    V.Arg1 = holdPhrase(R);
    markReported(P, R);
  }
}

void Judge::judgeHold(const FunctionRecord &F, const PathRecord &P,
                      const PathRecord::Remaining &R) {
  const Effect *H = R.Hold;
  const SiteFacts Site = Sites.count(H->SiteId) ? Sites[H->SiteId] : SiteFacts();
  auto AtExit = [&](HcMessage Message) {
    Verdict &V = say(Message, F, P, H);
    V.Arg1 = holdPhrase(H);
    V.Get = H;
    V.Depth = Site.Depth;
    markReported(P, H);
  };
  auto AtEffect = [&](HcMessage Message, const Effect *At) {
    Verdict &V = say(Message, F, P, H);
    V.Arg1 = holdPhrase(H);
    V.Get = H;
    V.At = At;
    markReported(P, H);
  };
  if (handsToCallback(P))
    return;
  if (P.Outcome == HC_OUTCOME_FAILURE) {
    if (!R.Returned && !ReleaseAfterFailure)
      AtExit(HC_MSG_LEAK_ERROR);
    return;
  }
  if (R.Returned)
    return;
  bool Wrapper = H->KeyIsParam && (!H->Holder || H->HolderIsParam) &&
                 !Site.PutOnSuccess && !Site.PutOnFailure;
  // A caller in another file that gave the IOThread and the name may put it.
  bool Foreign = F.FD->isExternallyVisible() && hc_term_is_given(H->Key) &&
                 H->Holder && H->Holder->kind != HC_TERM_STRING &&
                 hc_term_is_given(H->Holder) && !Site.PutOnSuccess &&
                 !Site.PutOnFailure;
  if (Wrapper || Foreign)
    return;
  const Effect *Overwritten = nullptr;
  bool Twice = false;
  for (const Effect *E : P.Effects) {
    if (E->K == Effect::Overwrite && E->Of == H)
      Overwritten = E;
    if (E->K == Effect::Acquire && E != H && E->Key == H->Key &&
        E->Holder == H->Holder && E->Id < H->Id)
      Twice = true;
  }
  if (!R.Kept) {
    if (Overwritten)
      AtEffect(HC_MSG_LEAK_OVERWRITE, Overwritten);
    else if (Site.PutOnSuccess || Site.PutOnFailure)
      AtExit(HC_MSG_LEAK_PATH);
    else if (H->Key->kind != HC_TERM_UNKNOWN || !putElsewhere(R))
      AtEffect(Twice ? HC_MSG_LEAK_TWICE : HC_MSG_LEAK_NEVER, H);
    return;
  }
  // The owner still has it.  A function that puts it when all goes well only
  // borrows; else the owner's other functions put it, if there are any.
  if (Site.PutOnSuccess && !R.Stored) {
    AtExit(HC_MSG_LEAK_PATH);
    return;
  }
  if (InSlot)
    return;
  // Some of the equal holds that this path took, it put; not all.
  auto Loose = LoosePuts.find(lastStep(H->Key));
  bool Named = Partial ||
               (Loose != LoosePuts.end() && !lastStep(H->Key).empty() &&
                Loose->second.count(H->Holder));
  for (const Effect *E : P.Effects)
    if (!Named && E->K == Effect::Release && E->Of && E->Key == H->Key &&
        E->Holder == H->Holder) {
      if (Twice && !Site.PutOnSuccess && !Site.PutOnFailure)
        AtEffect(HC_MSG_LEAK_TWICE, H);
      else
        AtExit(HC_MSG_LEAK_PATH);
      return;
    }
  if (putElsewhere(R))
    return;
  // Nothing in the file puts it.  Who else could: another file that knows
  // the type, or the static variable.
  bool Private = !H->OwnerTypes.empty() &&
                 M.Index->isPrivateType(H->OwnerTypes.front());
  if (R.Stored)
    Private = R.OnlyPrivate;
  else if (const MemRegion *Base = H->OwnerBase)
    if (const auto *VR = dyn_cast<VarRegion>(Base))
      Private = !VR->getDecl()->isExternallyVisible();
  for (const Effect *E : P.Effects)
    if (E->K == Effect::GiveUp)
      Private = false;
  // What is stored and put when something fails is meant to be kept.
  if (!Private || (R.Stored && Site.PutOnFailure && !Site.PutOnSuccess))
    return;
  if (Site.PutOnSuccess || Site.PutOnFailure)
    AtExit(HC_MSG_LEAK_PATH);
  else
    AtEffect(HC_MSG_LEAK_NEVER, H);
}

} // namespace holdcheck
