//===-- Terms.h - values of the engine as terms of the summary --*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// The engine speaks in symbols and regions, the summary in terms (see
// summary/summary.h).  Two values are one term if they are one value at entry
// of the function; that is what makes a hold found again after a copy, a cast
// or a second read.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_TERMS_H
#define HOLDCHECK_TERMS_H

#include "FileIndex.h"
#include "HoldState.h"
#include "SightOrder.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/MemRegion.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/SVals.h"
#include "llvm/ADT/DenseMap.h"

namespace holdcheck {

class Terms {
  HcSummary *Summary;
  clang::ASTContext &Ctx;
  std::string Prefix;
  unsigned NextUnknown = 0;
  /// How a path or other built name is said: "path of 'dev'".
  llvm::DenseMap<const HcTerm *, std::string> Phrases;
  llvm::DenseMap<const clang::VarDecl *, bool> Reassigned;
  llvm::DenseMap<const clang::ParmVarDecl *, const HcTerm *> Given;

public:
  /// In which the terms of what an engine has are made; each function has an
  /// engine of its own.
  SightOrder<clang::ento::SymExpr> Symbols;
  SightOrder<clang::ento::MemRegion> Regions;

  Terms(HcSummary *Summary, clang::ASTContext &Ctx)
      : Summary(Summary), Ctx(Ctx) {}

  /// Unknown values are named apart by the function they are unknown in.
  void enter(unsigned Index) {
    Prefix = "f" + std::to_string(Index) + ".";
    Phrases.clear();
    Symbols.clear();
    Regions.clear();
  }
  /// Globals that some function of the file assigns.
  void setReassigned(const clang::VarDecl *VD) { Reassigned[VD] = true; }

  /// What is known of a parameter of a function that is called back.
  void setGiven(const clang::ParmVarDecl *P, const HcTerm *T) { Given[P] = T; }

  HcSummary *summary() const { return Summary; }

  struct Place {
    const HcTerm *Base = nullptr;
    std::string Field;
  };

  const HcTerm *make(HcTermKind Kind, int64_t Value, llvm::StringRef Text,
                     llvm::ArrayRef<const HcTerm *> Args = {});
  const HcTerm *unknown(llvm::StringRef Id);

  /// The value of a pointer or an integer.
  const HcTerm *value(clang::ento::SVal V, clang::ento::ProgramStateRef State);
  /// The content of a literal, or null.
  const HcTerm *literal(const clang::ento::MemRegion *R);
  /// The content of a string.
  const HcTerm *name(clang::ento::SVal V, clang::ento::ProgramStateRef State);
  const HcTerm *symbol(clang::ento::SymbolRef Sym,
                       clang::ento::ProgramStateRef State);
  Place place(const clang::ento::MemRegion *R,
              clang::ento::ProgramStateRef State);
  /// The place in a table, whose value is Container, under Key.
  const HcTerm *element(const HcTerm *Container, const HcTerm *Key) {
    return make(HC_TERM_LOAD, 0, "[#" + std::to_string(Key->id) + "]",
                {Container});
  }
  static bool isElement(const HcTerm *T) {
    return T->kind == HC_TERM_LOAD && *T->text == '[';
  }
  const HcTerm *parameter(const clang::ParmVarDecl *P);
  /// A == B, whichever is named first.
  const HcTerm *equality(const HcTerm *A, const HcTerm *B) {
    if (A->id > B->id)
      std::swap(A, B);
    return make(HC_TERM_EXPR, 0, "==", {A, B});
  }
  /// Whether memory at R outlives the function.
  static bool outlives(const clang::ento::MemRegion *R);

  /// printf-like and concatenated names, as a list of pieces.
  const HcTerm *format(llvm::StringRef Format,
                       llvm::ArrayRef<clang::ento::SVal> Args,
                       clang::ento::ProgramStateRef State);
  const HcTerm *pieces(llvm::ArrayRef<const HcTerm *> Pieces);

  void setPhrase(const HcTerm *T, std::string Phrase);
  /// "path of 'dev'", "'virtio-blk'"; for all else the argument as spelled.
  std::string phrase(const HcTerm *T, const clang::Expr *Spelled);

  /// E as the code spells it, without casts to Object and the like.
  std::string spell(const clang::Expr *E) const;
};

/// Strips parentheses, casts and QOM cast calls.
const clang::Expr *stripCasts(const clang::Expr *E, const HcContract *C);

} // namespace holdcheck

#endif
