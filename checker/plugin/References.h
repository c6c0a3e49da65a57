//===-- References.h - what the main file refers to -------------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// By itself, or through the functions and tables of headers that it refers to.
// Clang's isReferenced() also knows of what only some other function of a
// header calls; that differs with the bodies that were parsed, this does not.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_REFERENCES_H
#define HOLDCHECK_REFERENCES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseSet.h"

namespace holdcheck {

class References {
  llvm::DenseSet<const clang::Decl *> Seen; // canonical, but for fields
  std::vector<const clang::Stmt *> Pending;
  std::vector<const clang::FunctionDecl *> InHeaders;
  bool Complete = true;

  void add(const clang::Decl *D);
  void walk(const clang::Stmt *S);

public:
  explicit References(const clang::ASTContext &Ctx);

  bool has(const clang::FunctionDecl *FD) const {
    return Seen.count(FD->getCanonicalDecl());
  }
  bool has(const clang::FieldDecl *FD) const { return Seen.count(FD); }

  /// False: a body that was not parsed (HeaderBodies) is among them, so there
  /// may be more.
  bool complete() const { return Complete; }

  /// Functions of headers that are static and have a body.
  const std::vector<const clang::FunctionDecl *> &inHeaders() const {
    return InHeaders;
  }
};

} // namespace holdcheck

#endif
