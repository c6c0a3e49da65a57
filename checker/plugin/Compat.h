//===-- Compat.h - the one place that knows Clang's version -----*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// Every #if on the Clang version stands here and nowhere else.  The plugin is
// built once per Clang; the wrappers give all of them one spelling.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_COMPAT_H
#define HOLDCHECK_COMPAT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Version.h"
#include "clang/CrossTU/CrossTranslationUnit.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/StaticAnalyzer/Core/CheckerManager.h"
#include "clang/StaticAnalyzer/Core/PathDiagnosticConsumers.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/AnalysisManager.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CallEvent.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CheckerContext.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ExprEngine.h"

#if CLANG_VERSION_MAJOR != 14 && CLANG_VERSION_MAJOR != 16 &&                  \
    CLANG_VERSION_MAJOR != 19 && CLANG_VERSION_MAJOR != 22
#error "tested with Clang 14, 16, 19 and 22: docs/clang-versions.md"
#endif

namespace holdcheck {
namespace compat {

/// A new symbol for the value of E, which C is at.  A second value for the
/// same expression must carry a tag to be a second symbol.
inline clang::ento::SVal conjure(clang::ento::CheckerContext &C,
                                 const clang::Expr *E, clang::QualType Ty,
                                 const void *Tag = nullptr) {
  clang::ento::SValBuilder &SVB = C.getSValBuilder();
  const clang::LocationContext *LCtx = C.getLocationContext();
#if CLANG_VERSION_MAJOR >= 22
  return SVB.conjureSymbolVal(Tag, C.getCFGElementRef(), LCtx, Ty,
                              C.blockCount());
#else
  return SVB.conjureSymbolVal(Tag, E, LCtx, Ty, C.blockCount());
#endif
}

inline clang::ento::ProgramStateRef
invalidate(clang::ento::ProgramStateRef State, const clang::ento::MemRegion *R,
           const clang::Expr *E, clang::ento::CheckerContext &C) {
#if CLANG_VERSION_MAJOR >= 22
  return State->invalidateRegions(R, C.getCFGElementRef(), C.blockCount(),
                                  C.getLocationContext(),
                                  /*CausesPointerEscape=*/false);
#else
  return State->invalidateRegions(R, E, C.blockCount(), C.getLocationContext(),
                                  /*CausesPointerEscape=*/false);
#endif
}

/// A note that may be left out; Clang 14 does not keep a text it is handed.
inline const clang::ento::NoteTag *noteTag(clang::ento::CheckerContext &C,
                                           std::string Text) {
  return C.getNoteTag([Text] { return Text; }, /*IsPrunable=*/true);
}

inline clang::CompoundStmt *makeCompound(clang::ASTContext &Ctx,
                                         llvm::ArrayRef<clang::Stmt *> Stmts,
                                         clang::SourceLocation Begin,
                                         clang::SourceLocation End) {
#if CLANG_VERSION_MAJOR >= 15
  return clang::CompoundStmt::Create(Ctx, Stmts, clang::FPOptionsOverride(),
                                     Begin, End);
#else
  return clang::CompoundStmt::Create(Ctx, Stmts, Begin, End);
#endif
}

/// Comparisons split the path where they decide a branch, not where they stand.
inline void dontSplitComparisons(clang::AnalyzerOptions &Opts) {
#if CLANG_VERSION_MAJOR < 22
  Opts.eagerlyAssumeBinOpBifurcation = false;
#endif
  Opts.ShouldEagerlyAssume = false;
}

/// Clang 22 wraps its integers.
inline const llvm::APSInt &number(const llvm::APSInt &I) { return I; }

/// The operand of -x or ~x, or null; Clang 14 has no symbol for them, and
/// HoldModel makes others.
inline clang::ento::SymbolRef unaryOperand(clang::ento::SymbolRef Sym,
                                           clang::UnaryOperatorKind &Op) {
#if CLANG_VERSION_MAJOR >= 15
  if (const auto *U = llvm::dyn_cast<clang::ento::UnarySymExpr>(Sym)) {
    Op = U->getOpcode();
    return U->getOperand();
  }
#endif
  return nullptr;
}

/// ExprEngine wants a cross-TU context even when cross-TU analysis is off;
/// it is never asked anything.
class NoCrossTU {
  clang::CompilerInstance CI;
  std::unique_ptr<clang::cross_tu::CrossTranslationUnitContext> Context;

public:
  explicit NoCrossTU(clang::ASTContext &Ctx) {
    CI.setASTContext(&Ctx);
    Context =
        std::make_unique<clang::cross_tu::CrossTranslationUnitContext>(CI);
  }
  clang::cross_tu::CrossTranslationUnitContext &get() { return *Context; }
};

inline clang::AnalyzerOptions &analyzerOptions(clang::CompilerInstance &CI) {
#if CLANG_VERSION_MAJOR >= 19
  return CI.getAnalyzerOpts();
#else
  return *CI.getAnalyzerOpts();
#endif
}

/// Consumers are owned by the AnalysisManager they are given to.
inline void addConsumer(clang::ento::PathDiagnosticConsumers &To,
                        clang::ento::PathDiagnosticConsumer *Consumer) {
#if CLANG_VERSION_MAJOR >= 22
  To.emplace_back(Consumer);
#else
  To.push_back(Consumer);
#endif
}

/// PathDiagnostic cannot be copied; this makes an equal one.
inline std::unique_ptr<clang::ento::PathDiagnostic>
clone(const clang::ento::PathDiagnostic &D) {
  auto Lines = std::make_unique<clang::ento::FilesToLineNumsMap>(
      D.getExecutedLines());
  auto New = std::make_unique<clang::ento::PathDiagnostic>(
      D.getCheckerName(), D.getDeclWithIssue(), D.getBugType(),
      D.getVerboseDescription(), D.getShortDescription(), D.getCategory(),
      D.getUniqueingLoc(), D.getUniqueingDecl(),
#if CLANG_VERSION_MAJOR >= 19
      D.getAnalysisEntryPoint(),
#endif
      std::move(Lines));
  New->setLocation(D.getLocation());
  for (const auto &Piece : D.path)
    New->getMutablePieces().push_back(Piece);
  return New;
}

} // namespace compat
} // namespace holdcheck

#endif
