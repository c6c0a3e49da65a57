//===-- References.cpp - what the main file refers to ---------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "References.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace holdcheck {

void References::add(const Decl *D) {
  if (const auto *Field = dyn_cast<FieldDecl>(D)) {
    Seen.insert(Field);
    return;
  }
  if (const auto *VD = dyn_cast<VarDecl>(D)) {
    const Expr *Init = VD->getAnyInitializer();
    if (Init && VD->hasGlobalStorage() &&
        Seen.insert(VD->getCanonicalDecl()).second)
      Pending.push_back(Init);
    return;
  }
  const auto *FD = dyn_cast<FunctionDecl>(D);
  if (!FD || !Seen.insert(FD->getCanonicalDecl()).second)
    return;
  for (const FunctionDecl *R : FD->redecls()) {
    if (R->hasSkippedBody())
      Complete = false;
    if (!R->doesThisDeclarationHaveABody())
      continue;
    Pending.push_back(R->getBody());
    if (const SourceManager &SM = R->getASTContext().getSourceManager();
        R->getStorageClass() == SC_Static &&
        !SM.isInMainFile(SM.getExpansionLoc(R->getLocation())))
      InHeaders.push_back(R);
  }
}

void References::walk(const Stmt *S) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    add(Ref->getDecl());
  else if (const auto *ME = dyn_cast<MemberExpr>(S))
    add(ME->getMemberDecl());
  else if (const auto *DS = dyn_cast<DeclStmt>(S))
    for (const Decl *D : DS->decls())
      if (const auto *CA = D->getAttr<CleanupAttr>())
        if (CA->getFunctionDecl())
          add(CA->getFunctionDecl());
  for (const Stmt *Child : S->children())
    walk(Child);
}

References::References(const ASTContext &Ctx) {
  const SourceManager &SM = Ctx.getSourceManager();
  for (const Decl *D : Ctx.getTranslationUnitDecl()->decls()) {
    if (!SM.isInMainFile(SM.getExpansionLoc(D->getLocation())))
      continue;
    // A declaration is no reference, what it is made of may be some.
    if (const auto *VD = dyn_cast<VarDecl>(D))
      walk(VD->getInit());
    else if (const auto *FD = dyn_cast<FunctionDecl>(D))
      if (FD->doesThisDeclarationHaveABody())
        walk(FD->getBody());
  }
  while (!Pending.empty()) {
    const Stmt *S = Pending.back();
    Pending.pop_back();
    walk(S);
  }
}

} // namespace holdcheck
