//===-- Judge.h - verdicts on all paths of a function -----------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// The model records what each path does; here all paths of a function, and
// all functions of the file, are known.  A verdict names a node of the graph
// to report at; what can only be told across functions is left to pairing/.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_JUDGE_H
#define HOLDCHECK_JUDGE_H

#include "HoldModel.h"
#include "report/messages.h"

#include "llvm/ADT/StringSet.h"
#include <set>

namespace holdcheck {

struct Verdict {
  HcMessage Message;
  std::string Arg1, Arg2, Arg3;
  const FunctionRecord *Function = nullptr;
  const PathRecord *Path = nullptr;
  const Effect *About = nullptr;  ///< its notes are shown
  const Effect *At = nullptr;     ///< report at this effect; null: see Frame
  const Effect *Get = nullptr;    ///< a suppression at the get counts, too
  /// Where At is null: the exit of the frame, so many below the top.
  unsigned Depth = 0;
  /// Another effect to show, off the path if it has to be.
  const Effect *Beside = nullptr;
};

class Judge {
  const ModelContext &M;
  std::vector<Verdict> Verdicts;
  struct SiteFacts {
    bool PutOnSuccess = false, PutOnFailure = false;
    unsigned Depth = 0; ///< of the deepest frame that both takes and puts it
  };
  // Of the function that is judged.  Each is asked for by effects of all its
  // paths; to go through the paths each time would take their number squared.
  std::map<uint64_t, SiteFacts> Sites;      ///< of acquires
  std::set<uint64_t> MatchedReleases;       ///< sites
  using Hold = std::pair<const HcTerm *, const HcTerm *>; ///< IOThread, name
  std::set<Hold> PutHere;   ///< what a matched release of it puts
  std::set<Hold> TakenHere; ///< what an acquire of it takes
  /// Releases that end no hold of it: of what, and where.
  std::set<std::pair<const HcTerm *, uint64_t>> PutsOfOthers;
  mutable std::map<Hold, bool> Marks; ///< marksEarlierCall(): IOThread, place
  bool InSlot = false, ReleaseAfterFailure = false;
  /// Fields and globals ("iothread") put somewhere without a get before; and
  /// those held more than once at the end of some path.
  std::set<std::string> HeldTwice;

  /// Some function was not explored to its end: what no path of the file does
  /// may be done all the same.
  bool Partial = false;
  using Puts = std::map<std::string, std::set<const HcTerm *>>;
  Puts LoosePuts, AllPuts;
  /// Holds that are there at the end of some path, by field or global.
  std::map<std::string,
           std::set<std::pair<const FunctionRecord *, const HcTerm *>>>
      Kept;
  /// ... of an IOThread that it gave to another file: that may have taken any.
  std::map<std::string, std::set<const FunctionRecord *>> Given;
  /// Functions of the file that can reach the API.
  llvm::StringSet<> Relevant;

  void learn(const FunctionRecord &F);
  void judge(const FunctionRecord &F);
  void judgePath(const FunctionRecord &F, const PathRecord &P);
  void judgeRelease(const FunctionRecord &F, const PathRecord &P,
                    const Effect *R, std::set<const Effect *> &Explained);
  void judgeHold(const FunctionRecord &F, const PathRecord &P,
                 const PathRecord::Remaining &R);

  // Objections.cpp: what speaks against a verdict.
  static bool covers(const Puts &P, const PathRecord::Remaining &R);
  bool putElsewhere(const PathRecord::Remaining &R) const {
    return Partial || covers(R.InReturned ? AllPuts : LoosePuts, R);
  }
  bool releaseRunsAfterFailure(const FunctionRecord &F) const;
  bool isTakenElsewhere(const FunctionRecord &F, const Effect *Put) const;
  bool mayHoldAnother(const PathRecord &P, const Effect *Use) const;
  bool marksEarlierCall(const FunctionRecord &F, const PathRecord &P,
                        const Effect *Put) const;
  bool writesWithHold(const FunctionRecord &F, const HcTerm *Key,
                      const HcTerm *Place) const;
  bool handsToCallback(const PathRecord &P) const;

  Verdict &say(HcMessage Message, const FunctionRecord &F, const PathRecord &P,
               const Effect *About);
  void markReported(const PathRecord &P, const Effect *E);

public:
  explicit Judge(const ModelContext &M);
  std::vector<Verdict> run(const std::deque<FunctionRecord> &Functions);
};

std::string holdPhrase(const Effect *E);

/// The last step of the place an IOThread is read from: what other functions
/// call it, too.
std::string lastStep(const HcTerm *Key);

} // namespace holdcheck

#endif
