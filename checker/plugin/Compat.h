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

#if CLANG_VERSION_MAJOR < 19 || CLANG_VERSION_MAJOR > 19
#error "Holdcheck is built and tested with Clang 19; see docs/how-it-works.md"
#endif

namespace holdcheck {
namespace compat {

inline clang::ento::SVal conjure(clang::ento::SValBuilder &SVB,
                                 const clang::Expr *E,
                                 const clang::LocationContext *LCtx,
                                 clang::QualType Ty, unsigned Count) {
  return SVB.conjureSymbolVal(static_cast<const clang::Stmt *>(E), LCtx, Ty,
                              Count);
}

/// A second value for the same call must carry a tag to be a second symbol.
inline clang::ento::SVal conjure(clang::ento::SValBuilder &SVB,
                                 const void *Tag, const clang::Expr *E,
                                 const clang::LocationContext *LCtx,
                                 clang::QualType Ty, unsigned Count) {
  return SVB.conjureSymbolVal(Tag, E, LCtx, Ty, Count);
}

inline clang::ento::ProgramStateRef
invalidate(clang::ento::ProgramStateRef State, const clang::ento::MemRegion *R,
           const clang::Expr *E, unsigned Count,
           const clang::LocationContext *LCtx) {
  return State->invalidateRegions(R, E, Count, LCtx,
                                  /*CausesPointerEscape=*/false);
}

inline clang::CompoundStmt *makeCompound(clang::ASTContext &Ctx,
                                         llvm::ArrayRef<clang::Stmt *> Stmts,
                                         clang::SourceLocation Begin,
                                         clang::SourceLocation End) {
  return clang::CompoundStmt::Create(Ctx, Stmts, clang::FPOptionsOverride(),
                                     Begin, End);
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

/// Consumers are owned by the AnalysisManager they are given to.
inline void addConsumer(clang::ento::PathDiagnosticConsumers &To,
                        clang::ento::PathDiagnosticConsumer *Consumer) {
  To.push_back(Consumer);
}

/// PathDiagnostic cannot be copied; this makes an equal one.
inline std::unique_ptr<clang::ento::PathDiagnostic>
clone(const clang::ento::PathDiagnostic &D) {
  auto Lines = std::make_unique<clang::ento::FilesToLineNumsMap>(
      D.getExecutedLines());
  auto New = std::make_unique<clang::ento::PathDiagnostic>(
      D.getCheckerName(), D.getDeclWithIssue(), D.getBugType(),
      D.getVerboseDescription(), D.getShortDescription(), D.getCategory(),
      D.getUniqueingLoc(), D.getUniqueingDecl(), D.getAnalysisEntryPoint(),
      std::move(Lines));
  New->setLocation(D.getLocation());
  for (const auto &Piece : D.path)
    New->getMutablePieces().push_back(Piece);
  return New;
}

} // namespace compat
} // namespace holdcheck

#endif
