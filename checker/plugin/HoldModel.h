//===-- HoldModel.h - holds along one path ----------------------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// The path-sensitive model.  It runs in an engine of its own (Engine.h), so it
// may evaluate every call itself and nobody else's paths change.
//
// A hold is the pair (IOThread value, holder value); the context that the get
// returns is not part of it.
//
//                    get(T, H)
//      (not held) ----------------> Held -----------------------+
//        |   ^                       | |                        |
//        |   |        put(T, H)      | | unseen callee that     | end of path
//        |   +-----------------------+ | could put it           |
//        |                             v                        v
//        |                          GivenUp (silent)     kept by an owner?
//        | put(T, H)                                     yes: Relinquished,
//        v                                                    pairing judges
//      release effect                                    no:  (REPORT leak)
//        |- H differs, T held as H'   -> (REPORT mismatch) if H' then leaks
//        |- put before on this path   -> (REPORT double put)
//        |- the same statement is matched on another path -> (REPORT unheld)
//        `- else the hold came from another function: pairing judges
//
// The model only records what a path does (Effect); the verdicts stand in
// Judge.cpp, where all paths of the function are known, and in pairing/, where
// all functions are.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_HOLDMODEL_H
#define HOLDCHECK_HOLDMODEL_H

#include "FileIndex.h"
#include "HoldState.h"
#include "Slice.h"
#include "Terms.h"
#include "report/messages.h"

#include "clang/StaticAnalyzer/Core/Checker.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CallEvent.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CheckerContext.h"
#include <deque>
#include <map>
#include <set>

namespace holdcheck {

/// One path of a function, as it ended.
struct PathRecord {
  const clang::ento::ExplodedNode *End = nullptr;
  HcOutcome Outcome = HC_OUTCOME_SUCCESS;
  const clang::ReturnStmt *Return = nullptr;
  std::vector<const Effect *> Effects; ///< in order
  struct Remaining {
    const Effect *Hold;
    bool Kept;    ///< its IOThread or context is in memory that lives on
    bool Stored;  ///< ... because this path stored it there
    bool Returned;    ///< the IOThread or its context is
    bool InReturned;  ///< an object that has it is
    bool OnlyPrivate; ///< stored nowhere but where only this file can look
    std::vector<std::string> Fields; ///< where it is stored: "iothread"
    std::set<std::string> Records;   ///< of which records
  };
  std::vector<Remaining> Holds;
  HcPath *Summary = nullptr;
};

struct FunctionRecord {
  const clang::FunctionDecl *FD = nullptr;
  bool Complete = true;
  std::vector<PathRecord> Paths;
  HcFunction *Summary = nullptr;
};

/// What is shared by all functions of a file.
struct ModelContext {
  const HcContract *Contract;
  const FileIndex *Index;
  Terms *T;
  /// Effects live here, interned by what they are.
  std::deque<Effect> Effects;
  std::map<std::string, const Effect *> Interned;
  FunctionRecord *Current = nullptr;
  llvm::DenseSet<const clang::FunctionDecl *> Inlined;
  Slices *Slice = nullptr;
  clang::ento::FunctionSummariesTy *Functions = nullptr;
  /// Of the function being explored: constant loop bounds that are too far to
  /// go, and where such a loop ends instead.
  std::map<int64_t, unsigned> Rounds;
  unsigned NextBuffer = 0;
  unsigned NextElement = 0; ///< in tables without keys
  unsigned NotCompared = 0; ///< silences: names or IOThreads
};

class HoldModel
    : public clang::ento::Checker<
          clang::ento::eval::Call, clang::ento::check::BeginFunction,
          clang::ento::check::EndFunction, clang::ento::check::Bind,
          clang::ento::check::Location, clang::ento::check::BranchCondition,
          clang::ento::check::PostStmt<clang::BinaryOperator>,
          clang::ento::check::PostStmt<clang::UnaryOperator>,
          clang::ento::check::PreStmt<clang::ReturnStmt>,
          clang::ento::check::LiveSymbols> {
public:
  ModelContext *M = nullptr;

  bool evalCall(const clang::ento::CallEvent &Call,
                clang::ento::CheckerContext &C) const;
  void checkBeginFunction(clang::ento::CheckerContext &C) const;
  void checkEndFunction(const clang::ReturnStmt *RS,
                        clang::ento::CheckerContext &C) const;
  template <typename... Rest>
  void checkBind(clang::ento::SVal L, clang::ento::SVal V,
                 const clang::Stmt *S, Rest &&...R) const {
    // Clang 22 has one more argument before the context, the last of all.
    noteBind(L, V, S, std::get<sizeof...(Rest) - 1>(std::tie(R...)));
  }
  void checkLocation(clang::ento::SVal L, bool IsLoad, const clang::Stmt *S,
                     clang::ento::CheckerContext &C) const;
  void checkPostStmt(const clang::UnaryOperator *UO,
                     clang::ento::CheckerContext &C) const;
  void checkPostStmt(const clang::BinaryOperator *BO,
                     clang::ento::CheckerContext &C) const;
  void checkPreStmt(const clang::ReturnStmt *RS,
                    clang::ento::CheckerContext &C) const;
  void checkBranchCondition(const clang::Stmt *Cond,
                            clang::ento::CheckerContext &C) const;
  void checkLiveSymbols(clang::ento::ProgramStateRef State,
                        clang::ento::SymbolReaper &SR) const;

private:
  using Call = clang::ento::CallEvent;
  using Ctx = clang::ento::CheckerContext;
  using State = clang::ento::ProgramStateRef;

  // HoldCalls.cpp: the contract's own calls.
  bool evalHold(const Call &Call, Ctx &C, const clang::FunctionDecl *FD) const;
  void acquire(const Call &Call, Ctx &C, const HcPair *Pair,
               const HcCall &Row) const;
  void release(const Call &Call, Ctx &C, const HcPair *Pair,
               const HcCall &Row) const;
  void manualRef(const Call &Call, Ctx &C, const HcPair *Pair, bool IsRef,
                 const HcCall &Row) const;
  void borrow(const Call &Call, Ctx &C, const HcCall &Row) const;
  bool annotated(const Call &Call, Ctx &C, const clang::FunctionDecl *FD) const;
  State checkName(const Call &Call, Ctx &C, State S, unsigned Arg,
                  const HcTerm *Name) const;

  // ContextUses.cpp
  State contextUses(const Call &Call, Ctx &C, State S) const;
  State noteUse(State S, clang::ento::SVal V, const clang::Expr *Spelled,
                const clang::Stmt *Site, Ctx &C) const;
  bool mayFollowPut(const HcTerm *Value, const clang::Stmt *Site,
                    Ctx &C) const;
  bool isBehindShortcut(const clang::Stmt *Site, const HcTerm *Value,
                        bool Callers, Ctx &C) const;
  bool asksFor(const clang::Expr *Cond, const HcTerm *Value,
               const clang::LocationContext *LC, State S) const;

  State chooseWay(State S, const clang::Expr *Cond, Ctx &C) const;
  // DeadValues.cpp
  static State dropDeadValues(State S, const clang::Stmt *Cond, Ctx &C);

  // KnownCalls.cpp: names, casts, errors, allocation.
  bool evalKnown(const Call &Call, Ctx &C, const clang::FunctionDecl *FD) const;
  bool evalName(const Call &Call, Ctx &C, const clang::FunctionDecl *FD) const;
  State writeText(State S, const clang::ento::MemRegion *R,
                  const HcTerm *Text) const;
  State forgetText(State S, const clang::ento::MemRegion *R) const;
  bool setError(const Call &Call, Ctx &C, unsigned Arg) const;
  bool moveError(const Call &Call, Ctx &C, const HcFact *Fact) const;

  // UnseenCalls.cpp: everything else.
  void evalUnseen(const Call &Call, Ctx &C,
                  const clang::FunctionDecl *FD) const;
  State giveUp(const Call &Call, Ctx &C, State S,
               const clang::FunctionDecl *FD) const;
  State writeOutParams(const Call &Call, Ctx &C, State S) const;
  State foreignCall(const Call &Call, Ctx &C, State Before, State After,
                    clang::ento::SVal Result, HcOutcome Outcome) const;
  State registerCallback(const Call &Call, Ctx &C, State S,
                         const clang::FunctionDecl *FD) const;
  bool worthInlining(const clang::FunctionDecl *FD) const;

  // KeptCalls.cpp: tables that keep IOThreads.
  State keepOrDrop(const Call &Call, Ctx &C, State S) const;
  State foundIn(const Call &Call, Ctx &C, State S,
                clang::ento::SVal Found) const;
  State swept(const clang::ReturnStmt *RS, Ctx &C, State S) const;

  // PathEnd.cpp
  HcOutcome outcome(const clang::ReturnStmt *RS, Ctx &C, State S) const;
  // PathSummary.cpp
  void summarise(PathRecord &P, Ctx &C, State S) const;

  void noteBind(clang::ento::SVal L, clang::ento::SVal V,
                const clang::Stmt *S, Ctx &C) const;

  // Helpers.
  Effect proto(Effect::Kind K, const clang::Stmt *Site, Ctx &C) const;
  const Effect *intern(const Effect &E) const;
  State record(State S, const Effect *E) const;
  /// Takes H off the holds of a path: once, the oldest, or as often as it is
  /// there.
  State dropHold(State S, const Effect *H, bool All) const;
  clang::ento::SVal result(const Call &Call, Ctx &C) const;
  State bindResult(State S, const Call &Call, Ctx &C,
                   clang::ento::SVal V) const;
  std::string spell(const clang::Expr *E) const;
  void describeOwner(Effect &E, const clang::Expr *Arg,
                     clang::ento::SVal V) const;
  bool isErrorOut(clang::QualType Ty) const;
  bool isFatalError(clang::ento::SVal V) const;
};

/// A text of the table with its arguments.
std::string textOf(HcMessage M, const std::string &A, const std::string &B = "",
                   const std::string &C = "");
HcPlace placeOf(HcSummary *Summary, const clang::SourceManager &SM,
                clang::SourceLocation Loc);
/// What is bound in memory that outlives the function, field by field.
std::vector<std::pair<const clang::ento::TypedValueRegion *,
                      clang::ento::SVal>>
bindingsThatOutlive(clang::ento::ProgramStateRef S,
                    clang::ento::StoreManager &SM, Terms &T);
/// Of argument I, as FD, or the type of the pointer called, declares it.
clang::QualType parameterType(const clang::ento::CallEvent &Call,
                              const clang::FunctionDecl *FD, unsigned I);
/// bool, or GLib's gboolean, which is an int.
bool isTruthValue(clang::QualType Ty);

/// The report of an effect remembers it, so that the notes of other holds on
/// the same path stay silent.
class HoldReport : public clang::ento::PathSensitiveBugReport {
public:
  const Effect *About;
  /// Instead of what the node says, if valid: Clang 22 takes the last branch
  /// for the end of a function without a return.
  clang::ento::PathDiagnosticLocation End;

  clang::ento::PathDiagnosticLocation getLocation() const override {
    return End.isValid() ? End : PathSensitiveBugReport::getLocation();
  }
  HoldReport(const clang::ento::BugType &BT, llvm::StringRef Text,
             const clang::ento::ExplodedNode *N, const Effect *About)
      : PathSensitiveBugReport(BT, Text, N), About(About) {}
  HoldReport(const clang::ento::BugType &BT, llvm::StringRef Text,
             const clang::ento::ExplodedNode *N, const Effect *About,
             clang::ento::PathDiagnosticLocation Unique,
             const clang::Decl *UniqueDecl)
      : PathSensitiveBugReport(BT, Text, N, Unique, UniqueDecl), About(About) {}
};

} // namespace holdcheck

#endif
