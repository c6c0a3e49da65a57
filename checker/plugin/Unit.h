//===-- Unit.h - what the file says, into a file of its own -----*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// With the option Summary nothing is reported here: findings, marks of the
// user and the summary go to disk (summary/unit.h), for the step that sees
// the whole program.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_UNIT_H
#define HOLDCHECK_UNIT_H

#include "Suppress.h"
#include "summary/producer.h"
#include "summary/unit.h"

#include "clang/Analysis/PathDiagnostic.h"
#include <map>
#include <set>
#include <string>

namespace holdcheck {

/// Bug category of what the user silenced.
extern const char QuietCategory[];

/// What a finding is about, as far as Clang's report of it does not say.
struct ReportFacts {
  std::string Function, Key, Holder, Pair;
  clang::SourceLocation Related; ///< the get
  Mark Silenced;
  std::vector<clang::FixItHint> Fixes;
};

/// An error of Clang's, without a place.
void reportError(clang::DiagnosticsEngine &Diags, llvm::StringRef Text);

class UnitRecorder {
  clang::ASTContext &Ctx;
  const clang::SourceManager &SM;
  HcUnit *Unit;
  std::map<std::string, ReportFacts> Expected;

  std::string identity(llvm::StringRef Text,
                       const clang::ento::PathDiagnosticLocation &Where,
                       bool Quiet) const;
  HcPlace place(const clang::ento::PathDiagnosticLocation &L, guint &EndLine,
                guint &EndColumn) const;
  void addFix(HcUnitFinding *Finding, const clang::FixItHint &Hint) const;
  void addNotes(HcUnitFinding *Finding,
                const clang::ento::PathDiagnostic &D) const;
  void addFiles();
  void addNames(const std::set<std::string> &Callees, const References &Refs);

public:
  explicit UnitRecorder(clang::ASTContext &Ctx);
  ~UnitRecorder();
  UnitRecorder(const UnitRecorder &) = delete;
  UnitRecorder &operator=(const UnitRecorder &) = delete;

  HcSummary *summary() const { return Unit->summary; }
  void setMatters() { Unit->matters = TRUE; }
  void count(const char *What, int64_t Value) {
    hc_unit_count(Unit, What, Value);
  }

  /// A report is on its way to the consumer, where only its text is left.
  void expect(llvm::StringRef Text,
              const clang::ento::PathDiagnosticLocation &Where,
              const ReportFacts &Facts);
  /// Takes all reports; owned by whoever it is given to.
  clang::ento::PathDiagnosticConsumer *makeConsumer();
  void take(const clang::ento::PathDiagnostic &D);

  /// The marks at all places of the finished summary.
  void addMarks(Marks &M, const FileIndex &Index);

  /// Once all reports are in.  On failure an error of Clang's.
  void write(const std::string &File, HcProducer Producer,
             const std::set<std::string> &Callees, const References &Refs);
};

} // namespace holdcheck

#endif
