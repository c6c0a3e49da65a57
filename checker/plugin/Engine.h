//===-- Engine.h - the model in an engine of its own ------------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// The rules do not ride on the exploration that all other checkers share.
// Before it starts they explore the few functions that can
// reach the API, in an ExprEngine of their own that knows no other checker.
//
//  - Other checkers see nothing of it: no call evaluated, no path ended, no
//    node kept.  With ours off or on, they find the same.
//  - Functions that cannot reach the API are not explored at all.
//  - The model may decide how each call is evaluated, how far it is followed
//    and how loops run, which a guest in a shared engine must not.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_ENGINE_H
#define HOLDCHECK_ENGINE_H

#include "Emit.h"
#include "NodeBudget.h"

namespace holdcheck {

struct EngineOptions {
  bool ClassicContexts = false; ///< UnheldContext in the classic dialect
  bool DumpSummary = false;
  bool Stats = false;
  bool TellBodies = false; ///< names of header functions that are needed
  unsigned Nodes = NodeBudget::OfFile; ///< for all functions together
  std::string Contract; ///< file, or "" for the one compiled in
  std::string Summary;  ///< file to write; then nothing is reported
  std::set<std::string> Callees; ///< of other files, that take or put
};

/// Checks one translation unit; reports reach the consumers of Outer.
void checkTranslationUnit(clang::ento::AnalysisManager &Outer,
                          const HcContract *Contract, const Rules &R,
                          const EngineOptions &Options);

} // namespace holdcheck

#endif
