//===-- Engine.cpp - the model in an engine of its own --------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Engine.h"
#include "CleanupLowering.h"
#include "Compat.h"
#include "summary/bodies.h"

#include "clang/Analysis/Analyses/LiveVariables.h"
#include "clang/StaticAnalyzer/Frontend/CheckerRegistry.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

namespace {

/// A path report of the inner engine, handed to a consumer of the outer one.
class Forwarder : public PathDiagnosticConsumer {
  PathDiagnosticConsumer *To;

public:
  explicit Forwarder(PathDiagnosticConsumer *To) : To(To) {}
  void FlushDiagnosticsImpl(std::vector<const PathDiagnostic *> &Diags,
                            FilesMade *) override {
    for (const PathDiagnostic *D : Diags)
      To->HandlePathDiagnostic(compat::clone(*D));
  }
  StringRef getName() const override { return To->getName(); }
  PathGenerationScheme getGenerationScheme() const override {
    return To->getGenerationScheme();
  }
  bool supportsLogicalOpControlFlow() const override {
    return To->supportsLogicalOpControlFlow();
  }
  bool supportsCrossFileDiagnostics() const override {
    return To->supportsCrossFileDiagnostics();
  }
};

/// All that the exploration of one file needs; engines stay alive until the
/// verdicts are reported, because the nodes are theirs.
class FileCheck {
  AnalysisManager &Outer;
  /// For findings without a path; flushed before their bug types go.
  BugReporter BR;
  ASTContext &Ctx;
  const HcContract *Contract;
  const Rules &R;
  const EngineOptions &Options;
  UnitRecorder *Unit; ///< null: report
  FileIndex Index;

public:
  FileCheck(AnalysisManager &Outer, const HcContract *Contract, const Rules &R,
            const EngineOptions &Options, UnitRecorder *Unit,
            const References *Refs)
      : Outer(Outer), BR(Outer), Ctx(Outer.getASTContext()),
        Contract(Contract), R(R), Options(Options), Unit(Unit),
        Index(Ctx, Contract, Options.Callees, Refs) {}

  void run();

private:
  void readContexts(Emitter &E, Terms &T);
  void explore(Emitter &E, Terms &T);
  void lowerCleanups(CleanupLowering &Lowering) const;
  bool cleanupMatters(const FunctionDecl *FD) const;
  void fillFacts(HcSummary *Summary) const;
  void nameVisited(const FunctionDecl *FD, Terms &T) const;
};

/// Options of the inner engine.
AnalyzerOptions innerOptions(const AnalyzerOptions &Outer) {
  AnalyzerOptions Opts(Outer);
  Opts.CheckersAndPackages.clear();
  Opts.CheckersAndPackages.emplace_back("holdcheck.Model", true);
  Opts.Config.clear();
  // The summary tells what held along a path; nothing may be forgotten.
  Opts.AnalysisPurgeOpt = PurgeNone;
  // A path whose loop is left in a callee ends there.  Tried again without the
  // callee it would be one on which nothing is taken or put.
  Opts.NoRetryExhausted = true;
  // A comparison splits the path where it decides a branch, and there Slices
  // may say that it decides nothing.
  compat::dontSplitComparisons(Opts);
  // evalCall() decides what is followed, so the engine need not.
  Opts.InlineMaxStackDepth = 24;
  Opts.MaxInlinableSize = 100000;
  Opts.MaxTimesInlineLarge = 100000;
  // Clang 19 ends the path at the CFG's own cleanup element: a function with
  // g_autofree never returns to its caller.  CleanupLowering does without it.
  Opts.ShouldIncludeImplicitDtorsInCFG = false;
  Opts.ShouldTrackConditions = false;
  return Opts;
}

/// Constant loop bounds up to this are gone through to their end.
const int64_t MaxRounds = 16;

/// Sets how often a block may be visited on a path, so that loops with small
/// constant bounds come to their end; far bounds get a small one each.
unsigned planRounds(const FileIndex &Index, const FunctionDecl *FD,
                    std::map<int64_t, unsigned> &Rounds) {
  std::set<int64_t> Bounds;
  llvm::DenseSet<const FunctionDecl *> Seen;
  std::vector<const FunctionDecl *> Todo{FD->getCanonicalDecl()};
  while (!Todo.empty()) {
    const FunctionDecl *Next = Todo.back();
    Todo.pop_back();
    const FunctionInfo *FI = Index.info(Next);
    if (!FI || !FI->Relevant || !Seen.insert(Next).second)
      continue;
    Bounds.insert(FI->LoopBounds.begin(), FI->LoopBounds.end());
    Todo.insert(Todo.end(), FI->Callees.begin(), FI->Callees.end());
  }
  unsigned Visits = 4, Last = 3;
  Rounds.clear();
  for (int64_t Bound : Bounds) { // ascending: their order is kept
    if (Bound <= 3)
      continue;
    if (Bound <= MaxRounds)
      Last = Bound;
    else
      Rounds[Bound] = ++Last;
    Visits = Last + 2;
  }
  return Visits;
}

} // namespace

bool FileCheck::cleanupMatters(const FunctionDecl *FD) const {
  const FunctionInfo *FI = Index.info(FD);
  std::string Name = FD->getNameAsString();
  if (!FI || !FI->Def)
    return !hc_contract_fact(Contract, Name.c_str(), HC_FACT_FREES) &&
           !hc_contract_fact(Contract, Name.c_str(), HC_FACT_HARMLESS);
  if (FI->Relevant)
    return true;
  for (const FunctionDecl *Callee : FI->Callees) {
    std::string CalleeName = Callee->getNameAsString();
    if (hc_contract_fact(Contract, CalleeName.c_str(), HC_FACT_ERROR_MOVE))
      return true;
    if (Callee->hasBody() && Callee != FD->getCanonicalDecl()) {
      if (cleanupMatters(Callee))
        return true;
    } else if (!Index.typesGivenAway(FD).empty()) {
      return true;
    }
  }
  return false;
}

void FileCheck::lowerCleanups(CleanupLowering &Lowering) const {
  for (const auto &Entry : Index.functions())
    if (Entry.second.HasCleanup && Entry.second.Def &&
        (Entry.second.Relevant || Entry.second.Size <= 60))
      Lowering.lower(Entry.second.Def, [this](const FunctionDecl *FD) {
        return cleanupMatters(FD);
      });
}

void FileCheck::fillFacts(HcSummary *Summary) const {
  const SourceManager &SM = Ctx.getSourceManager();
  for (const SlotInfo &S : Index.slots())
    hc_summary_add_slot(Summary, S.Group.c_str(), S.Slot.c_str(),
                        S.Function->getNameAsString().c_str(),
                        placeOf(Summary, SM, S.Loc));
  for (const FieldUse &U : Index.fieldUses())
    hc_summary_add_field_use(Summary, U.Type.c_str(), U.Field.c_str(),
                             U.Function.c_str(),
                             (U.Escapes ? HC_USE_ESCAPES : 0) |
                                 (U.Given ? HC_USE_GIVEN : 0) |
                                 (U.Never ? HC_USE_NEVER : 0));
  for (const auto &Entry : Index.functions())
    for (const FunctionDecl *Callee : Entry.second.Callees)
      if (Entry.second.Def && Index.info(Callee))
        hc_summary_add_call(Summary, Entry.second.Def->getNameAsString().c_str(),
                            Callee->getNameAsString().c_str());
}

/// A function that is called with what is in one table: its parameters are
/// places of that table.
void FileCheck::nameVisited(const FunctionDecl *FD, Terms &T) const {
  const Visit *V = Index.containers().visitOf(FD);
  if (!V || unsigned(V->Row->value) >= FD->getNumParams())
    return;
  const HcTerm *Table = nullptr;
  if (const auto *VD = dyn_cast<VarDecl>(V->Container))
    Table = T.make(HC_TERM_LOAD, 0, "",
                   {T.make(HC_TERM_GLOBAL, !VD->isExternallyVisible(),
                           VD->getName())});
  else if (const auto *F = dyn_cast<FieldDecl>(V->Container))
    Table = T.make(HC_TERM_LOAD, 0, qualifiedName(F), {T.unknown("owner")});
  if (!Table)
    return;
  const HcTerm *Key =
      V->Row->key >= 0 && unsigned(V->Row->key) < FD->getNumParams()
          ? T.parameter(FD->getParamDecl(V->Row->key))
          : T.unknown("element");
  T.setGiven(FD->getParamDecl(V->Row->value), T.element(Table, Key));
}

void FileCheck::readContexts(Emitter &E, Terms &T) {
  if (Index.definesApi() || !Index.isHolderDialect())
    return;
  for (const ContextRead &Read : Index.contextReads())
    E.emitContextRead(
        Read, T.spell(stripCasts(Read.Member->getBase(), Contract)), BR,
        Outer);
}

void FileCheck::explore(Emitter &E, Terms &T) {
  std::vector<const FunctionDecl *> Roots = Index.roots();
  HcSummary *Summary = T.summary();
  if (Roots.empty() && !Unit)
    return;
  fillFacts(Summary);
  AnalyzerOptions Opts = innerOptions(Outer.options);
  HoldModel *Model = nullptr;
  auto Register = [&](CheckerRegistry &Registry) {
    Registry.addChecker<HoldModel>("holdcheck.Model", "", "");
  };
  CheckerManager Checkers(Ctx, Opts, Outer.getPreprocessor(), {}, {Register});
  Model = Checkers.getChecker<HoldModel>();
  PathDiagnosticConsumers Consumers;
  for (const auto &C : Outer.getPathDiagnosticConsumers())
    compat::addConsumer(Consumers, new Forwarder(&*C));
  AnalysisManager Inner(Ctx, Outer.getPreprocessor(), std::move(Consumers),
                        Outer.getStoreManagerCreator(),
                        Outer.getConstraintManagerCreator(), &Checkers, Opts);
  compat::NoCrossTU CrossTU(Ctx);
  FunctionSummariesTy Functions;
  SetOfConstDecls Visited;

  Slices Slice(Index, Contract);
  ModelContext M;
  M.Contract = Contract;
  M.Index = &Index;
  M.T = &T;
  M.Slice = &Slice;
  M.Functions = &Functions;
  Model->M = &M;

  CleanupLowering Lowering(Ctx);
  lowerCleanups(Lowering);

  std::deque<FunctionRecord> Records;
  std::deque<ExprEngine> Engines;
  llvm::DenseSet<const FunctionDecl *> Done;
  NodeBudget Budget(Options.Nodes);
  const std::vector<const FunctionDecl *> Relevant = Index.relevant();
  size_t CutShort = 0;
  // Of these a caller may follow some, which then wait for nothing; but that is
  // known only when all callers are through.
  size_t Waiting = Relevant.size();
  auto Explore = [&](const FunctionDecl *FD) {
    if (!Done.insert(FD->getCanonicalDecl()).second)
      return;
    size_t Limit = Budget.next(Waiting ? --Waiting : 0, FD->isMain());
    AnalysisDeclContext *AC = Inner.getAnalysisDeclContext(FD);
    if (!AC->getCFG() || !AC->getAnalysis<RelaxedLiveVariables>())
      return;
    Records.emplace_back();
    FunctionRecord &Record = Records.back();
    Record.FD = FD;
    Record.Summary =
        hc_summary_add_function(Summary, FD->getNameAsString().c_str());
    Record.Summary->is_static = !FD->isExternallyVisible();
    Record.Summary->place =
        placeOf(Summary, Ctx.getSourceManager(), FD->getLocation());
    M.Current = &Record;
    Opts.maxBlockVisitOnPath = planRounds(Index, FD, M.Rounds);
    T.enter(Records.size());
    nameVisited(FD, T);
    Engines.emplace_back(CrossTU.get(), Inner, &Visited, &Functions,
                         ExprEngine::Inline_Regular);
    ExprEngine &Eng = Engines.back();
    Eng.ExecuteWorkList(
        Inner.getAnalysisDeclContextManager().getStackFrame(FD), Limit);
    Budget.spend(Eng.getGraph().size());
    Record.Complete = Eng.hasEmptyWorkList() && !Record.Paths.empty();
    if (Options.Stats)
      llvm::errs() << "holdcheck: " << FD->getName() << ": "
                   << Eng.getGraph().size() << " nodes, "
                   << Record.Paths.size() << " paths"
                   << (Record.Complete ? "" : ", cut short") << "\n";
    Record.Summary->complete = Record.Complete;
    CutShort += !Record.Complete;
    if (Unit) {
      Unit->count("functions explored", 1);
      Unit->count("functions cut short", !Record.Complete);
      Unit->count("nodes", Eng.getGraph().size());
      Unit->count("paths", Record.Paths.size());
    }
    M.Current = nullptr;
  };
  for (const FunctionDecl *FD : Roots)
    Explore(FD);
  auto ExploreIf = [&](auto Wanted) {
    for (const FunctionDecl *FD : Relevant)
      if (Wanted(FD) && !Index.acquires(FD) && !Index.releases(FD) &&
          !Index.borrows(FD))
        Explore(FD);
  };
  auto IsExported = [&](const FunctionDecl *FD) {
    return !Options.Summary.empty() && FD->isExternallyVisible();
  };
  auto WasNotFollowed = [&](const FunctionDecl *FD) {
    return !M.Inlined.count(FD->getCanonicalDecl());
  };
  Waiting = llvm::count_if(Relevant, [&](const FunctionDecl *FD) {
    return !Done.count(FD->getCanonicalDecl()) &&
           (WasNotFollowed(FD) || IsExported(FD));
  });
  // What could have been followed from a caller, but was not.
  ExploreIf(WasNotFollowed);

  std::vector<Verdict> Verdicts = Judge(M).run(Records);
  // Another file may call what here only showed in its callers.  Its paths say
  // nothing new of this file.
  ExploreIf(IsExported);
  for (const Verdict &V : Verdicts) {
    if (V.Message == HC_MSG_UNHELD_GET && !Options.ClassicContexts)
      continue;
    size_t I = 0; // records and engines run in step
    while (&Records[I] != V.Function)
      ++I;
    E.emit(V, Engines[I].getBugReporter());
  }
  for (ExprEngine &Eng : Engines)
    Eng.getBugReporter().FlushReports();

  // What nothing of the file names cannot run, and other files cannot name it:
  // it puts nobody's hold.
  for (const FunctionRecord &Record : Records)
    if (Index.isDead(Record.FD))
      g_ptr_array_remove(Summary->functions, Record.Summary);
  hc_summary_finish(Summary);
  if (Unit) {
    Unit->count("not compared", M.NotCompared);
    Unit->addMarks(E.marks(), Index);
    return;
  }
  HcPairing *Pairing = hc_pair(Contract, &Summary, 1, FALSE);
  for (guint I = 0; I < Pairing->findings->len; ++I)
    E.emit(*static_cast<HcFinding *>(Pairing->findings->pdata[I]), BR, Outer,
           Index);
  if (Options.Stats) {
    llvm::errs() << "holdcheck: functions cut short: " << CutShort << "\n"
                 << "holdcheck: not compared: " << M.NotCompared << "\n";
    for (int I = 0; I < HC_SILENCE_COUNT; ++I)
      llvm::errs() << "holdcheck: silent, " << hc_silence_name(HcSilence(I))
                   << ": " << Pairing->silences[I] << "\n";
  }
  hc_pairing_free(Pairing);
  if (Options.DumpSummary) {
    char *Text = hc_summary_dump(Summary);
    llvm::outs() << Text;
    g_free(Text);
  }
}

void FileCheck::run() {
  if (!Index.matters())
    return;
  if (Unit)
    Unit->setMatters();
  const SourceManager &SM = Ctx.getSourceManager();
  auto Main = SM.getFileEntryRefForID(SM.getMainFileID());
  std::string Name = Main ? Main->getName().str() : "";
  HcSummary *Summary = Unit ? Unit->summary() : hc_summary_new(Name.c_str());
  {
    Terms T(Summary, Ctx);
    for (const VarDecl *VD : Index.reassigned())
      T.setReassigned(VD);
    Emitter E(R, Ctx, Unit);
    readContexts(E, T);
    explore(E, T);
    BR.FlushReports();
  }
  if (!Unit)
    hc_summary_free(Summary);
}

void checkTranslationUnit(AnalysisManager &Outer, const HcContract *Contract,
                          const Rules &R, const EngineOptions &Options) {
  if (Options.Summary.empty()) {
    FileCheck(Outer, Contract, R, Options, nullptr, nullptr).run();
    return;
  }
  References Refs(Outer.getASTContext());
  if (!Refs.complete()) {
    reportError(Outer.getASTContext().getDiagnostics(), HC_BODIES_ARE_MISSING);
    return;
  }
  if (Options.TellBodies)
    for (const FunctionDecl *FD : Refs.inHeaders())
      llvm::errs() << HC_BODY_IS_NEEDED << FD->getName() << "\n";
  UnitRecorder Unit(Outer.getASTContext());
  {
    PathDiagnosticConsumers Consumers;
    compat::addConsumer(Consumers, Unit.makeConsumer());
    AnalysisManager Silent(Outer.getASTContext(), Outer.getPreprocessor(),
                           std::move(Consumers), Outer.getStoreManagerCreator(),
                           Outer.getConstraintManagerCreator(),
                           Outer.getCheckerManager(), Outer.options);
    FileCheck(Silent, Contract, R, Options, &Unit, &Refs).run();
  } // here the reports arrive
  HcProducer Producer = {};
  Producer.contract = Options.Contract.c_str();
  Producer.classic_contexts = Options.ClassicContexts;
  std::copy(std::begin(R.On), std::end(R.On), Producer.rules);
  Unit.write(Options.Summary, Producer, Options.Callees, Refs);
}

} // namespace holdcheck
