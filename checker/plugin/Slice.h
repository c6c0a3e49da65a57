//===-- Slice.h - branches that cannot matter -------------------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// Most branches of a realize function have nothing to do with holds.  A branch
// whose arms neither leave nor reach the API nor write anything that a
// condition or argument of interest reads is not worth two paths: one arm is
// taken, and no condition is recorded for it.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_SLICE_H
#define HOLDCHECK_SLICE_H

#include "FileIndex.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"
#include <optional>

namespace holdcheck {

class Slices {
  const FileIndex &Index;
  const HcContract *Contract;
public:
  enum class Way {
    Both,
    True,
    False,
    Once, ///< a loop: its body one time
    Loop, ///< both, but not for ever
  };

private:
  using Ways = llvm::DenseMap<const clang::Expr *, Way>;
  llvm::DenseMap<const clang::FunctionDecl *, Ways> Known;
  /// Fields and variables that some function of interest reads where it
  /// counts: a write to one matters in every function.
  llvm::DenseSet<const clang::Decl *> Interesting;
  llvm::StringSet<> Writers; ///< of such fields, by name

public:
  Slices(const FileIndex &Index, const HcContract *Contract);

  /// The way to take at Cond if only one need be taken.
  /// Whether FD itself writes a field of interest.
  bool writesInteresting(const clang::FunctionDecl *FD) const;
  Way shortcut(const clang::FunctionDecl *FD, const clang::Expr *Cond);
};

} // namespace holdcheck

#endif
