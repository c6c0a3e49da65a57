//===-- IndexRows.h - the contract's rows against the syntax ----*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the two halves of FileIndex ask of names and rows.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_INDEXROWS_H
#define HOLDCHECK_INDEXROWS_H

#include "contract/contract.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

namespace holdcheck {

inline llvm::StringRef nameOf(const clang::FunctionDecl *FD) {
  return FD && FD->getIdentifier() ? FD->getName() : llvm::StringRef();
}

/// The name of the function that is called, "" through a pointer.
inline std::string calleeName(const clang::CallExpr *CE) {
  return nameOf(CE->getDirectCallee()).str();
}

/// The function E names, through parentheses, casts and '&'.
inline const clang::FunctionDecl *namedFunction(const clang::Expr *E) {
  if (!E)
    return nullptr;
  E = E->IgnoreParenCasts();
  if (const auto *UO = llvm::dyn_cast<clang::UnaryOperator>(E);
      UO && UO->getOpcode() == clang::UO_AddrOf)
    E = UO->getSubExpr()->IgnoreParenCasts();
  const auto *Ref = llvm::dyn_cast<clang::DeclRefExpr>(E);
  return Ref ? llvm::dyn_cast<clang::FunctionDecl>(Ref->getDecl()) : nullptr;
}

inline bool isCall(const HcCall &Call, const clang::FunctionDecl *FD) {
  return nameOf(FD) == Call.function &&
         (Call.args < 0 || FD->getNumParams() == unsigned(Call.args));
}

template <typename Fn> void forRows(GPtrArray *Rows, Fn F) {
  for (guint I = 0; Rows && I < Rows->len; ++I)
    F(Rows->pdata[I]);
}

} // namespace holdcheck

#endif
