//===-- CleanupLowering.cpp - runs __attribute__((cleanup)) ---------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "CleanupLowering.h"
#include "Compat.h"

#include "clang/AST/Attr.h"

using namespace clang;

namespace holdcheck {

CleanupLowering::~CleanupLowering() {
  for (auto &[Slot, Old] : llvm::reverse(Children))
    *Slot = Old;
  for (auto &[Function, Body] : llvm::reverse(Bodies))
    Function->setBody(Body);
}

bool CleanupLowering::wants(const VarDecl *VD) const {
  const auto *CA = VD->getAttr<CleanupAttr>();
  return CA && CA->getFunctionDecl() && (*Wanted)(CA->getFunctionDecl());
}

void CleanupLowering::lower(const FunctionDecl *Function, Filter W) {
  FD = const_cast<FunctionDecl *>(Function);
  Wanted = &W;
  auto *Body = dyn_cast_or_null<CompoundStmt>(FD->getBody());
  if (!Body)
    return;
  Active.clear();
  LabelScopes.clear();
  BreakTo = ContinueTo = 0;
  findLabels(Body);
  Active.clear();
  Stmt *New = visit(Body);
  if (New != Body) {
    Bodies.emplace_back(FD, Body);
    FD->setBody(New);
  }
}

void CleanupLowering::declare(Stmt *S) {
  if (auto *DS = dyn_cast<DeclStmt>(S))
    for (Decl *D : DS->decls())
      if (auto *VD = dyn_cast<VarDecl>(D); VD && wants(VD))
        Active.push_back(VD);
}

/// A goto leaves the scopes that its label does not stand in.
void CleanupLowering::findLabels(Stmt *S) {
  if (!S || isa<Expr>(S))
    return;
  size_t Mark = Active.size();
  if (auto *LS = dyn_cast<LabelStmt>(S))
    LabelScopes[LS->getDecl()] = Active;
  bool Scope = isa<CompoundStmt, ForStmt>(S);
  for (Stmt *Child : S->children()) {
    if (!Child)
      continue;
    findLabels(Child);
    if (Scope)
      declare(Child);
  }
  Active.resize(Mark);
}

Stmt *CleanupLowering::makeCall(VarDecl *VD, SourceLocation Loc) {
  FunctionDecl *Fn = VD->getAttr<CleanupAttr>()->getFunctionDecl();
  QualType FnPtr = Ctx.getPointerType(Fn->getType());
  Expr *Callee = DeclRefExpr::Create(Ctx, NestedNameSpecifierLoc(),
                                     SourceLocation(), Fn, false, Loc,
                                     Fn->getType(), VK_LValue);
  Callee = ImplicitCastExpr::Create(Ctx, FnPtr, CK_FunctionToPointerDecay,
                                    Callee, nullptr, VK_PRValue,
                                    FPOptionsOverride());
  Expr *Var = DeclRefExpr::Create(Ctx, NestedNameSpecifierLoc(),
                                  SourceLocation(), VD, false, Loc,
                                  VD->getType(), VK_LValue);
  Expr *Arg = UnaryOperator::Create(Ctx, Var, UO_AddrOf,
                                    Ctx.getPointerType(VD->getType()),
                                    VK_PRValue, OK_Ordinary, Loc, false,
                                    FPOptionsOverride());
  if (Fn->getNumParams()) {
    QualType Want = Fn->getParamDecl(0)->getType();
    if (!Ctx.hasSameType(Want, Arg->getType()))
      Arg = ImplicitCastExpr::Create(Ctx, Want, CK_BitCast, Arg, nullptr,
                                     VK_PRValue, FPOptionsOverride());
  }
  return CallExpr::Create(Ctx, Callee, {Arg}, Fn->getReturnType(), VK_PRValue,
                          Loc, FPOptionsOverride());
}

void CleanupLowering::emit(size_t From, SourceLocation Loc,
                           SmallVectorImpl<Stmt *> &Out) {
  for (size_t I = Active.size(); I > From; --I)
    Out.push_back(makeCall(Active[I - 1], Loc));
}

Stmt *CleanupLowering::before(Stmt *Jump, size_t From) {
  if (Active.size() <= From)
    return Jump;
  SmallVector<Stmt *, 4> Out;
  emit(From, Jump->getBeginLoc(), Out);
  Out.push_back(Jump);
  return compat::makeCompound(Ctx, Out, Jump->getBeginLoc(),
                              Jump->getEndLoc());
}

static bool isJump(const Stmt *S) {
  return isa<ReturnStmt, GotoStmt, BreakStmt, ContinueStmt>(S);
}

Stmt *CleanupLowering::visitCompound(CompoundStmt *CS) {
  size_t Mark = Active.size();
  SmallVector<Stmt *, 32> Out;
  bool Changed = false;
  for (Stmt *Child : CS->body()) {
    Stmt *New = visit(Child);
    Changed |= New != Child;
    Out.push_back(New);
    declare(Child);
  }
  if (Active.size() > Mark && !isJump(CS->body_back())) {
    emit(Mark, CS->getRBracLoc(), Out);
    Changed = true;
  }
  Active.resize(Mark);
  if (!Changed)
    return CS;
  return compat::makeCompound(Ctx, Out, CS->getLBracLoc(), CS->getRBracLoc());
}

/// Whether a cleanup could change what E yields.
static bool dependsOnMemory(const Stmt *E) {
  if (!E)
    return false;
  if (isa<CallExpr, MemberExpr, ArraySubscriptExpr, StmtExpr>(E))
    return true;
  if (const auto *UO = dyn_cast<UnaryOperator>(E); UO && UO->getOpcode() == UO_Deref)
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *VD = dyn_cast<VarDecl>(Ref->getDecl()))
      return VD->hasGlobalStorage() || VD->hasAttr<CleanupAttr>();
  return llvm::any_of(E->children(), dependsOnMemory);
}

Stmt *CleanupLowering::visitReturn(ReturnStmt *RS) {
  Expr *E = RS->getRetValue();
  if (Active.empty() || !dependsOnMemory(E))
    return before(RS, 0);
  SourceLocation Loc = RS->getBeginLoc();
  SmallVector<Stmt *, 4> Out;
  if (E->getType()->isVoidType()) {
    Out.push_back(E);
    emit(0, Loc, Out);
    Out.push_back(ReturnStmt::Create(Ctx, Loc, nullptr, nullptr));
  } else {
    // return f(&x); is f first, the cleanups next, the return last.
    QualType Ty = E->getType().getUnqualifiedType();
    auto *VD = VarDecl::Create(Ctx, FD, Loc, Loc,
                               &Ctx.Idents.get("holdcheck_result"), Ty,
                               Ctx.getTrivialTypeSourceInfo(Ty, Loc), SC_None);
    VD->setInit(E);
    VD->setImplicit();
    Out.push_back(new (Ctx) DeclStmt(DeclGroupRef(VD), Loc, RS->getEndLoc()));
    emit(0, Loc, Out);
    Expr *Ref = DeclRefExpr::Create(Ctx, NestedNameSpecifierLoc(),
                                    SourceLocation(), VD, false, Loc, Ty,
                                    VK_LValue);
    Ref = ImplicitCastExpr::Create(Ctx, Ty, CK_LValueToRValue, Ref, nullptr,
                                   VK_PRValue, FPOptionsOverride());
    Out.push_back(ReturnStmt::Create(Ctx, Loc, Ref, nullptr));
  }
  return compat::makeCompound(Ctx, Out, Loc, RS->getEndLoc());
}

void CleanupLowering::visitChildren(Stmt *S) {
  for (Stmt *&Child : S->children()) {
    if (!Child || isa<Expr>(Child))
      continue;
    Stmt *New = visit(Child);
    if (New != Child) {
      Children.emplace_back(&Child, Child);
      Child = New;
    }
  }
}

Stmt *CleanupLowering::visit(Stmt *S) {
  if (!S || isa<Expr, DeclStmt>(S))
    return S;
  if (auto *CS = dyn_cast<CompoundStmt>(S))
    return visitCompound(CS);
  if (auto *RS = dyn_cast<ReturnStmt>(S))
    return visitReturn(RS);
  if (isa<BreakStmt>(S))
    return before(S, BreakTo);
  if (isa<ContinueStmt>(S))
    return before(S, ContinueTo);
  if (auto *GS = dyn_cast<GotoStmt>(S)) {
    const auto &Target = LabelScopes[GS->getLabel()];
    size_t Common = 0;
    while (Common < Active.size() && Common < Target.size() &&
           Active[Common] == Target[Common])
      ++Common;
    return before(S, Common);
  }
  size_t Mark = Active.size(), OldBreak = BreakTo, OldContinue = ContinueTo;
  if (auto *FS = dyn_cast<ForStmt>(S); FS && FS->getInit())
    declare(FS->getInit());
  if (isa<ForStmt, WhileStmt, DoStmt>(S))
    BreakTo = ContinueTo = Active.size();
  else if (isa<SwitchStmt>(S))
    BreakTo = Active.size();
  visitChildren(S);
  BreakTo = OldBreak;
  ContinueTo = OldContinue;
  if (Active.size() == Mark)
    return S;
  // for (g_autoptr(T) x = ...; ...): its scope ends behind the loop.
  SmallVector<Stmt *, 4> Out{S};
  emit(Mark, S->getEndLoc(), Out);
  Active.resize(Mark);
  return compat::makeCompound(Ctx, Out, S->getBeginLoc(), S->getEndLoc());
}

} // namespace holdcheck
