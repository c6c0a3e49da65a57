//===-- Objections.cpp - what speaks against a verdict --------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// One path looks wrong; other paths of the function, or other functions of the
// file, may say why it is not.
//===----------------------------------------------------------------------===//
#include "Judge.h"
#include "summary/ranges.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

std::string lastStep(const HcTerm *Key) {
  if (Key->kind == HC_TERM_GLOBAL)
    return Key->text;
  if (Key->kind != HC_TERM_LOAD)
    return "";
  StringRef Text = Key->text;
  if ((Text.empty() && Key->args[0]->kind == HC_TERM_GLOBAL) ||
      Terms::isElement(Key))
    return lastStep(Key->args[0]);
  Text = Text.rsplit('.').second.empty() ? Text : Text.rsplit('.').second;
  return Text.take_until([](char C) { return C == '['; }).str();
}

/// Whether another slot of the same type takes such a hold and keeps it.
bool Judge::isTakenElsewhere(const FunctionRecord &F, const Effect *Put) const {
  std::string Tail = lastStep(Put->Key);
  if (Tail.empty())
    return false;
  std::set<std::string> Groups;
  for (const SlotInfo &S : M.Index->slots())
    if (S.Function->getCanonicalDecl() == F.FD->getCanonicalDecl())
      Groups.insert(S.Group);
  if (Groups.empty())
    return false;
  if (Partial)
    return true;
  auto SameGroup = [&](const FunctionDecl *Other) {
    return llvm::any_of(M.Index->slots(), [&](const SlotInfo &S) {
      return S.Function->getCanonicalDecl() == Other->getCanonicalDecl() &&
             Groups.count(S.Group);
    });
  };
  auto GivenBy = Given.find(Tail);
  if (GivenBy != Given.end() &&
      llvm::any_of(GivenBy->second, [&](const FunctionRecord *Other) {
        return Other != &F && SameGroup(Other->FD);
      }))
    return true;
  auto It = Kept.find(Tail);
  return It != Kept.end() && llvm::any_of(It->second, [&](const auto &Hold) {
    return Hold.first != &F &&
           (Hold.second == Put->Holder ||
            (Hold.second && Put->Holder &&
             hc_term_compare_names(Hold.second, Put->Holder) == HC_EQUAL)) &&
           SameGroup(Hold.first->FD);
  });
}

/// Whether the function, on some path, puts a hold of this IOThread that
/// somebody else took, and has not done so before the use.
bool Judge::mayHoldAnother(const PathRecord &P, const Effect *Use) const {
  std::set<uint64_t> Done;
  for (const Effect *E : P.Effects) {
    if (E == Use)
      break;
    Done.insert(E->SiteId);
  }
  return llvm::any_of(PutsOfOthers, [&](const auto &Put) {
    return Put.first == Use->Of->Key && !Done.count(Put.second);
  });
}

/// The place an entry value was read from, if a guard is about nothing else.
static const HcTerm *guardedPlace(const HcTerm *T) {
  while (T->kind != HC_TERM_LOAD) {
    if (T->n_args == 0)
      return nullptr;
    const HcTerm *Only = nullptr;
    for (guint I = 0; I < T->n_args; ++I) {
      if (T->args[I]->kind == HC_TERM_INT)
        continue;
      if (Only)
        return nullptr;
      Only = T->args[I];
    }
    if (!Only)
      return nullptr;
    T = Only;
  }
  return T;
}

/// Whether a path that takes and keeps a hold of Key writes Place.  What another
/// file was given may be kept, for all that is known here.
bool Judge::writesWithHold(const FunctionRecord &F, const HcTerm *Key,
                           const HcTerm *Place) const {
  auto MayKeep = [&](const PathRecord &Q) {
    return llvm::any_of(Q.Holds,
                        [&](const PathRecord::Remaining &Left) {
                          return Left.Hold->Key == Key;
                        }) ||
           llvm::any_of(Q.Effects, [&](const Effect *E) {
             return E->K == Effect::GiveUp && E->Of && E->Of->Key == Key;
           });
  };
  for (const PathRecord &Q : F.Paths) {
    if (!MayKeep(Q))
      continue;
    for (guint I = 0; Q.Summary && I < Q.Summary->writes->len; ++I) {
      const auto *W = static_cast<HcWrite *>(Q.Summary->writes->pdata[I]);
      if (W->base == Place->args[0] && !strcmp(W->field, Place->text) &&
          W->value != Place)
        return true;
    }
  }
  return false;
}

/// A path that found set what the function sets when it takes and keeps such a
/// hold: there was an earlier call, and that took it.
bool Judge::marksEarlierCall(const FunctionRecord &F, const PathRecord &P,
                             const Effect *Put) const {
  if (!P.Summary)
    return false;
  for (guint I = 0; I < P.Summary->guards->len; ++I) {
    const auto *G = static_cast<HcGuard *>(P.Summary->guards->pdata[I]);
    const HcTerm *Place = guardedPlace(G->term);
    if (!Place || (G->term == Place && hc_ranges_contain(G->ranges, 0)))
      continue;
    auto [It, New] = Marks.try_emplace({Put->Key, Place}, false);
    if (New)
      It->second = writesWithHold(F, Put->Key, Place);
    if (It->second)
      return true;
  }
  return false;
}

/// Whether a release slot runs when F, an acquire slot, has failed.
bool Judge::releaseRunsAfterFailure(const FunctionRecord &F) const {
  for (const SlotInfo &S : M.Index->slots()) {
    if (S.Function->getCanonicalDecl() != F.FD->getCanonicalDecl())
      continue;
    for (guint I = 0; I < M.Contract->life_cycles->len; ++I) {
      const auto *LC =
          static_cast<HcLifeCycle *>(M.Contract->life_cycles->pdata[I]);
      if (S.Slot != LC->acquire || !LC->failure)
        continue;
      for (guint J = 0; J < LC->failure->len; ++J)
        for (char **Slot =
                 static_cast<HcSequence *>(LC->failure->pdata[J])->slots;
             Slot && *Slot; ++Slot)
          for (const SlotInfo &Other : M.Index->slots())
            if (Other.Group == S.Group && Other.Slot == *Slot)
              return true;
    }
  }
  return false;
}

/// A function that puts is left to run later: a bottom half, a notifier.
bool Judge::handsToCallback(const PathRecord &P) const {
  for (const Effect *E : P.Effects)
    if (E->K == Effect::Register && Relevant.count(E->Detail))
      return true;
  return false;
}

/// Whether some function of the file puts it without having taken it.  Names
/// that are two literals tell two holds apart; an IOThread that is looked up
/// again can be any.
bool Judge::covers(const Puts &P, const PathRecord::Remaining &R) {
  auto Covers = [&](const std::string &Tail) {
    auto It = P.find(Tail);
    if (It == P.end())
      return false;
    return llvm::any_of(It->second, [&](const HcTerm *Name) {
      return !Name || !R.Hold->Holder || Name == R.Hold->Holder ||
             Name->kind != HC_TERM_STRING ||
             R.Hold->Holder->kind != HC_TERM_STRING;
    });
  };
  return Covers("") || Covers(lastStep(R.Hold->Key)) ||
         llvm::any_of(R.Fields, Covers);
}

} // namespace holdcheck
