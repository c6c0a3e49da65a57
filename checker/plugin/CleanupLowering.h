//===-- CleanupLowering.h - runs __attribute__((cleanup)) -------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// No released analyzer runs cleanup functions (llvm PR #81834, issue
// #160527), and QEMU is full of them.  Before a function is explored its
// body is replaced by an equal one in which each cleanup is a plain call at
// every way out of its scope: the closing brace, return, break, continue and
// goto.  The engine then follows it like any call.  The syntax tree is put
// back when the object dies; nobody else sees the change.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_CLEANUPLOWERING_H
#define HOLDCHECK_CLEANUPLOWERING_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <vector>

namespace holdcheck {

class CleanupLowering {
public:
  using Filter = llvm::function_ref<bool(const clang::FunctionDecl *)>;

  explicit CleanupLowering(clang::ASTContext &Ctx) : Ctx(Ctx) {}
  CleanupLowering(const CleanupLowering &) = delete;
  ~CleanupLowering();

  /// Lowers the cleanups of FD that Wanted says yes to.
  void lower(const clang::FunctionDecl *FD, Filter Wanted);

private:
  clang::ASTContext &Ctx;
  std::vector<std::pair<clang::Stmt **, clang::Stmt *>> Children;
  std::vector<std::pair<clang::FunctionDecl *, clang::Stmt *>> Bodies;

  // Of the function being lowered.
  clang::FunctionDecl *FD = nullptr;
  const Filter *Wanted = nullptr;
  std::vector<clang::VarDecl *> Active; ///< in scope, outermost first
  size_t BreakTo = 0, ContinueTo = 0;   ///< how much of Active stays
  llvm::DenseMap<const clang::LabelDecl *, std::vector<clang::VarDecl *>>
      LabelScopes;

  bool wants(const clang::VarDecl *VD) const;
  void findLabels(clang::Stmt *S);
  void declare(clang::Stmt *S);
  clang::Stmt *visit(clang::Stmt *S);
  clang::Stmt *visitCompound(clang::CompoundStmt *CS);
  clang::Stmt *visitReturn(clang::ReturnStmt *RS);
  void visitChildren(clang::Stmt *S);
  /// Calls for Active[From..], innermost first.
  void emit(size_t From, clang::SourceLocation Loc,
            llvm::SmallVectorImpl<clang::Stmt *> &Out);
  clang::Stmt *before(clang::Stmt *Jump, size_t From);
  clang::Stmt *makeCall(clang::VarDecl *VD, clang::SourceLocation Loc);
};

} // namespace holdcheck

#endif
