//===-- NodeBudget.h - what exploring one file may cost ---------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// The graphs of all functions stay until the verdicts are reported, so memory
// and time go with the nodes of the whole file.  An amalgamation has thousands
// of functions that matter: with a bound for each of them alone there is none
// for the file.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_NODEBUDGET_H
#define HOLDCHECK_NODEBUDGET_H

#include <algorithm>
#include <cstddef>

namespace holdcheck {

class NodeBudget {
  /// Steps of the engine, each of which makes a few nodes.
  static const size_t StepsOfFunction = 70000, NodesOfStep = 4;
  /// Nobody calls it, and what it leaves needs no put: the process ends.
  static const size_t StepsOfMain = 10000;
  /// What is kept for a function that waits: nearly all need less.
  static const size_t Kept = 1000;

  size_t Left;

public:
  /// The whole of QEMU 7.2 takes 72000, in 34 functions.
  static const unsigned OfFile = 1000000;

  explicit NodeBudget(size_t Nodes) : Left(Nodes) {}

  /// How many steps the next function may take while so many others wait.  As
  /// many as ever, unless the others would then not get theirs: in a file with
  /// too many functions each has an equal share of what those before it left.
  size_t next(size_t Waiting, bool IsMain) const {
    size_t ForOthers = std::min(Kept, Left / (Waiting + 1)) * Waiting;
    size_t Steps = std::min(IsMain ? StepsOfMain : StepsOfFunction,
                            (Left - ForOthers) / NodesOfStep);
    return std::max<size_t>(Steps, 1); // to the engine 0 is no bound at all
  }
  void spend(size_t Nodes) { Left -= std::min(Left, Nodes); }
};

} // namespace holdcheck

#endif
