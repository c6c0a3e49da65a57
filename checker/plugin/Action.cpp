//===-- Action.cpp - an action of our own for the whole program -----------===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// `clang --analyze` looks at all declarations of all headers and builds a call
// graph of the file, whether a checker asks for it or not: half of what a check
// costs beside parsing.  Where nothing but the summary is wanted (tree/clang.c),
// `-plugin holdcheck` goes without.  What is asked for comes by the options of
// the analyzer, so that both ways have one meaning.
//===----------------------------------------------------------------------===//
#include "Compat.h"
#include "HeaderBodies.h"

#include "clang/Basic/Version.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugReporter.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ConstraintManager.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/Store.h"

using namespace clang;
using namespace ento;

namespace {

class SummaryConsumer : public ASTConsumer {
  CompilerInstance &CI;
  holdcheck::HeaderBodies Bodies;

public:
  explicit SummaryConsumer(CompilerInstance &CI)
      : CI(CI), Bodies(CI, holdcheck::compat::analyzerOptions(CI)
                               .Config.lookup("qemu.iothread:Bodies")) {
    CI.getFrontendOpts().SkipFunctionBodies = Bodies.someAreSkipped();
  }

  bool shouldSkipFunctionBody(Decl *D) override { return Bodies.isSkipped(D); }

  void HandleTranslationUnit(ASTContext &Ctx) override {
    // What is not C is no ground for a summary.
    if (CI.getDiagnostics().hasErrorOccurred())
      return;
    AnalyzerOptions &Opts = holdcheck::compat::analyzerOptions(CI);
    // Named once more, so that clang asks each for which version it is made.
    CheckerManager Checkers(Ctx, Opts, CI.getPreprocessor(),
                            CI.getFrontendOpts().Plugins, {});
    AnalysisManager AM(Ctx, CI.getPreprocessor(), PathDiagnosticConsumers(),
                       CreateRegionStoreManager, CreateRangeConstraintManager,
                       &Checkers, Opts);
    BugReporter BR(AM);
    Checkers.runCheckersOnASTDecl(Ctx.getTranslationUnitDecl(), AM, BR);
  }
};

class SummaryAction : public PluginASTAction {
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 StringRef) override {
    return std::make_unique<SummaryConsumer>(CI);
  }
  bool ParseArgs(const CompilerInstance &,
                 const std::vector<std::string> &) override {
    return true;
  }
};

} // namespace

/// Only the clang it was built for may know of it.  Checkers are asked for their
/// version before they are called; another clang would call this by the wrong
/// slots of its table, and crash.
static const bool IsKnown = [] {
  if (getClangFullCPPVersion().find(CLANG_VERSION_STRING) == std::string::npos)
    return false;
  static FrontendPluginRegistry::Add<SummaryAction> Action(
      "holdcheck", "write the summary that -analyzer-config "
                   "qemu.iothread:Summary names");
  return true;
}();
