//===-- Containers.h - tables that keep IOThreads ---------------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// A hold can outlive its function in a table: a hash table of IOThreads by
// node name, say.  The container then is the owner, as a record is that has
// one in a field, and what is found in it under a key is a place like a field
// is.  Which functions keep, find and drop is the contract's to say; which
// tables matter, the file's: those that an IOThread goes into or comes out of.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_CONTAINERS_H
#define HOLDCHECK_CONTAINERS_H

#include "contract/contract.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace holdcheck {

/// A function that is called with each thing in one table.
struct Visit {
  const HcContainer *Row = nullptr;
  const clang::ValueDecl *Container = nullptr; ///< null: of several
  const clang::Expr *Spelled = nullptr;
  unsigned Calls = 0;
};

class Containers {
public:
  using IsKey = llvm::function_ref<bool(clang::QualType)>;

  /// Takes note of a call of one of the contract's rows.
  void noteCall(const HcContract *Contract, const clang::CallExpr *CE,
                const clang::FunctionDecl *In, IsKey IsKeyPointer);
  /// ... and of what becomes of a value.
  void noteCast(const HcContract *Contract, const clang::CastExpr *Cast,
                IsKey IsKeyPointer);
  /// A function is named, to be called or not.
  void noteNamed(const clang::FunctionDecl *FD) { ++Named[FD]; }

  /// The row of a call on a table that matters, or null.
  const HcContainer *rowOf(const clang::CallExpr *CE) const;
  /// How FD is called, if only with what is in one table that matters.
  const Visit *visitOf(const clang::FunctionDecl *FD) const;
  /// Whether FD uses such a table, or is called with what is in it.
  bool matter(const clang::FunctionDecl *FD) const;

private:
  struct Use {
    const HcContainer *Row;
    const clang::ValueDecl *Container;
  };
  llvm::DenseMap<const clang::CallExpr *, Use> Uses;
  llvm::DenseMap<const clang::FunctionDecl *,
                 llvm::DenseSet<const clang::ValueDecl *>>
      UsedIn;
  llvm::DenseMap<const clang::FunctionDecl *, Visit> Visits;
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> Named;
  llvm::DenseSet<const clang::ValueDecl *> Matter;
};

} // namespace holdcheck

#endif
