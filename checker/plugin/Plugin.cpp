//===-- Plugin.cpp - what clang sees of Holdcheck -------------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// Registers the package qemu.iothread: one checker a rule, so that each can
// be switched by itself, and one front that runs the engine once for all.
//===----------------------------------------------------------------------===//
#include "Compat.h"
#include "Engine.h"

#include "clang/StaticAnalyzer/Core/Checker.h"
#include "clang/StaticAnalyzer/Frontend/CheckerRegistry.h"
#include "llvm/Support/LineIterator.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;
using namespace ento;
using namespace holdcheck;

namespace {

/// A check of the syntax tree, as far as Clang can tell.  Not EndOfTranslation-
/// Unit: that counts as path-sensitive and makes the outer engine explore
/// every function of the file, for nobody.
class HoldFront : public Checker<check::ASTDecl<TranslationUnitDecl>> {
public:
  Rules R;
  EngineOptions Options;
  HcContract *Contract = nullptr;

  ~HoldFront() { hc_contract_free(Contract); }

  void checkASTDecl(const TranslationUnitDecl *, AnalysisManager &AM,
                    BugReporter &) const {
    if (Contract && R.any())
      checkTranslationUnit(AM, Contract, R, Options);
  }
};

const char Package[] = "qemu.iothread";

/// One name a line.
void readCallees(CheckerManager &Mgr, const std::string &File,
                 std::set<std::string> &Callees) {
  if (File.empty())
    return;
  auto Text = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Text) {
    reportError(Mgr.getDiagnostics(),
                "cannot read " + File + ": " + Text.getError().message());
    return;
  }
  for (llvm::line_iterator Line(**Text); !Line.is_at_eof(); ++Line)
    Callees.insert(Line->trim().str());
}

/// The front of this run; made by the first rule that is on.
HoldFront *front(CheckerManager &Mgr) {
  // getChecker() must not be asked for what is not there (Clang 19 asserts),
  // and one process may check many files.
  static CheckerManager *Owner = nullptr;
  static HoldFront *Front = nullptr;
  if (Owner == &Mgr && Front)
    return Front;
  Owner = &Mgr;
  Front = Mgr.registerChecker<HoldFront>();
  const AnalyzerOptions &Opts = Mgr.getAnalyzerOptions();
  std::string File = Opts.getCheckerStringOption(Package, "Contract").str();
  char *Message = nullptr;
  Front->Contract =
      hc_contract_load(File.empty() ? nullptr : File.c_str(), &Message);
  if (!Front->Contract) {
    reportError(Mgr.getDiagnostics(),
                Message ? Message : "contract cannot be read");
    g_free(Message);
  }
  readCallees(Mgr, Opts.getCheckerStringOption(Package, "Callees").str(),
              Front->Options.Callees);
  Front->Options.Contract = File;
  Front->Options.Summary =
      Opts.getCheckerStringOption(Package, "Summary").str();
  Front->Options.Stats = Opts.getCheckerBooleanOption(Package, "Stats");
  Front->Options.TellBodies =
      Opts.getCheckerBooleanOption(Package, "TellBodies");
  int Nodes = Opts.getCheckerIntegerOption(Package, "Nodes");
  if (Nodes > 0)
    Front->Options.Nodes = Nodes;
  Front->Options.DumpSummary =
      Opts.getCheckerBooleanOption(Package, "DumpSummary");
  return Front;
}

template <int Rule> void registerRule(CheckerManager &Mgr) {
  CheckerNameRef Name = Mgr.getCurrentCheckerName();
  HoldFront *Front = front(Mgr);
  Front->R.On[Rule] = true;
  Front->R.Name[Rule] = Name;
  if (Rule == HC_RULE_UNHELD_CONTEXT)
    Front->Options.ClassicContexts =
        Mgr.getAnalyzerOptions().getCheckerBooleanOption(Name, "Classic");
}

bool always(const CheckerManager &) { return true; }

template <int Rule> void addRule(CheckerRegistry &Registry) {
  std::string Name = std::string(Package) + "." + hc_rule_name(HcRule(Rule));
  std::string Docs = std::string("docs/rules/") + hc_rule_name(HcRule(Rule)) +
                     ".md";
  // The registry keeps references to these.
  static std::string Kept[HC_RULE_COUNT][2];
  Kept[Rule][0] = Name;
  Kept[Rule][1] = Docs;
  Registry.addChecker(registerRule<Rule>, always, Kept[Rule][0],
                      hc_rule_description(HcRule(Rule)), Kept[Rule][1],
                      /*IsHidden=*/false);
}

} // namespace

#define HOLDCHECK_EXPORT extern "C" __attribute__((visibility("default")))

HOLDCHECK_EXPORT void clang_registerCheckers(CheckerRegistry &Registry) {
  Registry.addPackage(Package);
  Registry.addPackageOption(
      "string", Package, "Contract", "",
      "A file that replaces the built-in contract: which functions acquire, "
      "release, name and fail, and the life cycles",
      "released");
  Registry.addPackageOption(
      "string", Package, "Callees", "",
      "A file that names, one a line, functions of other files that take or "
      "put holds: the summary tells of calls to them",
      "released", /*IsHidden=*/true);
  Registry.addPackageOption(
      "string", Package, "Bodies", "",
      "A file that names, one a line, functions of headers whose bodies are "
      "parsed; others that the file does not name are skipped",
      "released", /*IsHidden=*/true);
  Registry.addPackageOption("bool", Package, "TellBodies", "false",
                            "Print the names for the option Bodies",
                            "released", /*IsHidden=*/true);
  Registry.addPackageOption("bool", Package, "DumpSummary", "false",
                            "Print the summary of the translation unit",
                            "released", /*IsHidden=*/true);
  static const std::string Nodes = std::to_string(NodeBudget::OfFile);
  Registry.addPackageOption("int", Package, "Nodes", Nodes,
                            "How many nodes the functions of a file may take "
                            "together",
                            "released", /*IsHidden=*/true);
  Registry.addPackageOption("bool", Package, "Stats", "false",
                            "Tell on stderr what was explored and what was "
                            "not said, and why",
                            "released");
  Registry.addPackageOption(
      "string", Package, "Summary", "",
      "A file to write what the translation unit says to, for the check of a "
      "whole program; nothing is reported then",
      "released");
  addRule<HC_RULE_HOLD_LEAK>(Registry);
  addRule<HC_RULE_DOUBLE_PUT>(Registry);
  addRule<HC_RULE_UNHELD_PUT>(Registry);
  addRule<HC_RULE_HOLDER_MISMATCH>(Registry);
  addRule<HC_RULE_USE_AFTER_PUT>(Registry);
  addRule<HC_RULE_HOLDER_NAME>(Registry);
  addRule<HC_RULE_REDUNDANT_REF>(Registry);
  addRule<HC_RULE_UNHELD_CONTEXT>(Registry);
  Registry.addCheckerOption(
      "bool", "qemu.iothread.UnheldContext", "Classic", "false",
      "Also report the callers of the classic one-argument get that hold no "
      "reference",
      "released");
}

HOLDCHECK_EXPORT const char clang_analyzerAPIVersionString[] =
    CLANG_ANALYZER_API_VERSION_STRING;

// Found in the file by `holdcheck doctor` (tree/plugins.c), which is no clang
// and cannot load it.
extern "C" {
__attribute__((visibility("default"))) extern const char holdcheck_builtFor[];
const char holdcheck_builtFor[] =
    "holdcheck for clang " CLANG_ANALYZER_API_VERSION_STRING;
}
