//===-- Emit.h - verdicts and findings as Clang reports ---------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// Everything that becomes visible passes here: the rule may be off, the user
// may have said "ignore" with a reason, the same thing may have been said.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_EMIT_H
#define HOLDCHECK_EMIT_H

#include "Judge.h"
#include "Suppress.h"
#include "Unit.h"
#include "pairing/pairing.h"

#include "clang/StaticAnalyzer/Core/BugReporter/BugReporter.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugType.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/AnalysisManager.h"
#include <memory>
#include <set>

namespace holdcheck {

/// Which rules are on, under which name.
struct Rules {
  bool On[HC_RULE_COUNT] = {};
  clang::ento::CheckerNameRef Name[HC_RULE_COUNT];
  bool any() const {
    for (bool B : On)
      if (B)
        return true;
    return false;
  }
};

class Emitter {
  const Rules &R;
  clang::ASTContext &Ctx;
  const clang::SourceManager &SM;
  /// Quiet: of what the user silenced, so that it is never one with the rest.
  std::unique_ptr<clang::ento::BugType> Types[HC_RULE_COUNT];
  std::unique_ptr<clang::ento::BugType> Quiet[HC_RULE_COUNT];
  std::map<std::string, unsigned> Said;
  std::map<std::pair<const Effect *, std::string>, unsigned> SaidOf;
  std::map<std::string, std::string> Leaks;
  UnitRecorder *Unit;
  Marks Silenced;

  const clang::ento::ExplodedNode *nodeOf(const Verdict &V) const;
  void addFixIt(const Verdict &V, clang::ento::BugReport &Report);

public:
  /// With Unit, what the user silenced is recorded; otherwise nothing more is
  /// heard of it.
  Emitter(const Rules &R, clang::ASTContext &Ctx, UnitRecorder *Unit);

  Marks &marks() { return Silenced; }
  bool isOn(HcMessage M) const { return R.On[hc_message_rule(M)]; }
  void emit(const Verdict &V, clang::ento::BugReporter &BR);
  void emit(const HcFinding &F, clang::ento::BugReporter &BR,
            clang::ento::AnalysisManager &AM, const FileIndex &Index);
  void emitContextRead(const ContextRead &Read, const std::string &Text,
                       clang::ento::BugReporter &BR,
                       clang::ento::AnalysisManager &AM);
};

} // namespace holdcheck

#endif
