//===-- Slice.cpp - branches that cannot matter ---------------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Slice.h"

#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace holdcheck {

namespace {

class Slicer {
  const FileIndex &Index;
  const HcContract *Contract;
  llvm::DenseSet<const Decl *> &Interesting; // variables and fields
  std::vector<const Stmt *> Branches;
  bool Changed = false;
  /// Whether the use of a context alone makes a call count.  It makes one way
  /// through a branch worth taking, never two.
  bool UsesCount = false;

  const Decl *target(const Expr *E) const {
    E = E->IgnoreParenCasts();
    for (;;) {
      if (const auto *ASE = dyn_cast<ArraySubscriptExpr>(E))
        E = ASE->getBase()->IgnoreParenCasts();
      else if (const auto *UO = dyn_cast<UnaryOperator>(E))
        E = UO->getSubExpr()->IgnoreParenCasts();
      else
        break;
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return Ref->getDecl();
    if (const auto *ME = dyn_cast<MemberExpr>(E))
      return ME->getMemberDecl();
    return nullptr;
  }

  void addAll(const Stmt *S) {
    if (!S)
      return;
    const Decl *D = nullptr;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      D = isa<VarDecl>(Ref->getDecl()) ? Ref->getDecl() : nullptr;
    else if (const auto *ME = dyn_cast<MemberExpr>(S))
      D = ME->getMemberDecl();
    if (D)
      Changed |= Interesting.insert(D).second;
    const auto *CE = dyn_cast<CallExpr>(S);
    if (CE && !passesOn(CE))
      return;
    for (const Stmt *Child : S->children())
      addAll(Child);
  }

  /// Whether what CE returns depends on what it is given, as far as the model
  /// knows: of a function that is not seen each call gives something new.  What
  /// a call that reaches is given counts in any case.
  bool passesOn(const CallExpr *CE) const {
    const FunctionDecl *FD = CE->getDirectCallee();
    return !FD || !FD->getIdentifier() || FD->hasBody() ||
           hc_contract_name(Contract, FD->getName().str().c_str()) ||
           isFact(FD, HC_FACT_IDENTITY) || isFact(FD, HC_FACT_DERIVES);
  }

  bool isFact(const FunctionDecl *FD, HcFactKind Kind) const {
    return hc_contract_fact(Contract, FD->getName().str().c_str(), Kind);
  }

  bool isHotCall(const CallExpr *CE) const {
    return reaches(CE) || mayFail(CE);
  }

  /// A call that may set an error; its other arguments say nothing.
  bool mayFail(const CallExpr *CE) const {
    const FunctionDecl *FD = CE->getDirectCallee();
    return FD && FD->getIdentifier() &&
           (isFact(FD, HC_FACT_ERROR_SET) || isFact(FD, HC_FACT_ERROR_MOVE) ||
            llvm::any_of(FD->parameters(), [&](const ParmVarDecl *P) {
              return P->getType()->isPointerType() &&
                     leadsToError(P->getType()->getPointeeType());
            }));
  }

  bool leadsToError(QualType Ty) const {
    if (!Ty->isPointerType())
      return false;
    return pointeeRecord(Ty) == Contract->error_type ||
           leadsToError(Ty->getPointeeType());
  }

  /// A call whose effect can be seen from outside the branch.
  bool reaches(const CallExpr *CE) const {
    const FunctionDecl *FD = CE->getDirectCallee();
    if (!FD || !FD->getIdentifier())
      return true;
    if (Index.acquires(FD) || Index.releases(FD) || Index.borrows(FD) ||
        Index.isForeign(FD) || Index.containers().rowOf(CE) ||
        isFact(FD, HC_FACT_DRIVER) || isFact(FD, HC_FACT_RUNS_RELEASE) ||
        (UsesCount && isFact(FD, HC_FACT_DESTROYS)))
      return true;
    bool IsRef;
    if (Index.manualRef(FD, IsRef))
      return true;
    Annotations A = annotationsOf(FD);
    if (A.Acquires || A.Releases)
      return true;
    if (const FunctionInfo *FI = Index.info(FD)) {
      if (FI->Relevant || (UsesCount && FI->UsesContext))
        return true;
      for (const RecordDecl *RD : Index.typesGivenAway(FD))
        if (!Index.isGenericType(RD))
          return true;
    }
    for (const ParmVarDecl *P : FD->parameters()) {
      QualType Ty = P->getType();
      if (!Ty->isPointerType())
        continue;
      if (UsesCount && pointeeRecord(Ty) == Contract->context_type)
        return true;
      if (!FD->hasBody() && leadsToHold(Ty))
        return true;
    }
    return takesAnything(CE, FD);
  }

  /// A pointer to an IOThread, or to what keeps one.
  bool leadsToHold(QualType Ty) const {
    if (!Ty->isPointerType())
      return false;
    std::string Name = pointeeRecord(Ty);
    for (guint I = 0; I < Contract->pairs->len; ++I)
      if (Name == static_cast<HcPair *>(Contract->pairs->pdata[I])->key_type)
        return true;
    const auto *RT = Ty->getPointeeType()->getAs<RecordType>();
    return RT && Index.isOwnerType(RT->getDecl());
  }

  /// A container, say: it is given as void * what leads to a hold.
  bool takesAnything(const CallExpr *CE, const FunctionDecl *FD) const {
    if (FD->hasBody() || isFact(FD, HC_FACT_HARMLESS))
      return false;
    bool Leads = false;
    for (unsigned I = 0; I < CE->getNumArgs(); ++I) {
      QualType Given = CE->getArg(I)->IgnoreParenCasts()->getType();
      if (Given->isFunctionType() || Given->isFunctionPointerType())
        return false; // for a callback, which is looked at by itself
      Leads |= I < FD->getNumParams() &&
               FD->getParamDecl(I)->getType()->isVoidPointerType() &&
               leadsToHold(Given);
    }
    return Leads;
  }

  /// Loop: whether a break or continue in S stays within S.
  bool isHot(const Stmt *S, bool Loop, bool Switch) const {
    if (!S)
      return false;
    if (isa<ReturnStmt, GotoStmt, IndirectGotoStmt, LabelStmt>(S))
      return true;
    if (isa<BreakStmt>(S))
      return !Loop && !Switch;
    if (isa<ContinueStmt>(S))
      return !Loop;
    if (const auto *CE = dyn_cast<CallExpr>(S)) {
      if (isHotCall(CE))
        return true;
      for (const Expr *Arg : CE->arguments())
        if (const auto *UO = dyn_cast<UnaryOperator>(Arg->IgnoreParenCasts());
            UO && UO->getOpcode() == UO_AddrOf)
          if (const Decl *D = target(UO->getSubExpr());
              D && Interesting.count(D))
            return true;
    }
    if (const auto *BO = dyn_cast<BinaryOperator>(S);
        BO && BO->isAssignmentOp())
      if (const Decl *D = target(BO->getLHS()); !D || Interesting.count(D))
        return true;
    if (const auto *UO = dyn_cast<UnaryOperator>(S);
        UO && UO->isIncrementDecrementOp())
      if (const Decl *D = target(UO->getSubExpr()); !D || Interesting.count(D))
        return true;
    if (isa<ForStmt, WhileStmt, DoStmt>(S))
      Loop = true;
    if (isa<SwitchStmt>(S))
      Switch = true;
    for (const Stmt *Child : S->children())
      if (isHot(Child, Loop, Switch))
        return true;
    return false;
  }

  bool branchIsHot(const Stmt *S) const {
    if (const auto *If = dyn_cast<IfStmt>(S))
      return isHot(If->getCond(), false, false) ||
             isHot(If->getThen(), false, false) ||
             isHot(If->getElse(), false, false);
    if (isa<ConditionalOperator>(S))
      return isHot(conditionOf(S), false, false);
    return isHot(S, true, false);
  }

  /// Whether S, an arm, is no more than a call that does not return.
  static bool endsProcess(const Stmt *S) {
    while (const auto *CS = dyn_cast_or_null<CompoundStmt>(S))
      S = CS->body_empty() ? nullptr : CS->body_back();
    const auto *E = dyn_cast_or_null<Expr>(S);
    const auto *CE = E ? dyn_cast<CallExpr>(E->IgnoreParenCasts()) : nullptr;
    const FunctionDecl *FD = CE ? CE->getDirectCallee() : nullptr;
    return FD && FD->isNoReturn();
  }

  static bool isAssertion(const Stmt *S) {
    const auto *If = dyn_cast<IfStmt>(S);
    return If && (endsProcess(If->getThen()) || endsProcess(If->getElse()));
  }

  static const Expr *conditionOf(const Stmt *S) {
    if (const auto *If = dyn_cast<IfStmt>(S))
      return If->getCond();
    if (const auto *For = dyn_cast<ForStmt>(S))
      return For->getCond();
    if (const auto *While = dyn_cast<WhileStmt>(S))
      return While->getCond();
    if (const auto *Do = dyn_cast<DoStmt>(S))
      return Do->getCond();
    // assert() of the C library.
    if (const auto *Cond = dyn_cast<ConditionalOperator>(S))
      if (endsProcess(Cond->getTrueExpr()) || endsProcess(Cond->getFalseExpr()))
        return Cond->getCond();
    return nullptr;
  }

  /// do { ... } while (0) is none.
  static bool isLoop(const Stmt *S) {
    if (const auto *Do = dyn_cast<DoStmt>(S)) {
      const auto *Zero =
          dyn_cast<IntegerLiteral>(Do->getCond()->IgnoreParenCasts());
      return !Zero || Zero->getValue() != 0;
    }
    return isa<ForStmt, WhileStmt>(S);
  }

  /// Seeds: what API calls and returns read; then, to a fixed point, what
  /// flows into that.
  void grow(const Stmt *S) {
    if (!S)
      return;
    // Inside a loop that does not count, nothing does: a break in it least.
    if (isLoop(S) && !branchIsHot(S))
      return;
    if (const auto *CE = dyn_cast<CallExpr>(S)) {
      bool Reaches = reaches(CE);
      if (Reaches || mayFail(CE))
        for (const Expr *Arg : CE->arguments())
          if (Reaches || leadsToError(Arg->getType()))
            addAll(Arg);
    }
    if (const auto *RS = dyn_cast<ReturnStmt>(S))
      addAll(RS->getRetValue());
    if (const auto *Switch = dyn_cast<SwitchStmt>(S))
      addAll(Switch->getCond());
    if (const auto *BO = dyn_cast<BinaryOperator>(S);
        BO && BO->isAssignmentOp()) {
      const Decl *D = target(BO->getLHS());
      if (D && Interesting.count(D))
        addAll(BO->getRHS());
    }
    if (const auto *DS = dyn_cast<DeclStmt>(S))
      for (const Decl *D : DS->decls())
        if (const auto *VD = dyn_cast<VarDecl>(D);
            VD && VD->getInit() && Interesting.count(VD))
          addAll(VD->getInit());
    // Also what an assertion of interest is made of: g_assert() computes its
    // condition in a branch of its own.
    if (const Expr *Cond = conditionOf(S);
        Cond && (branchIsHot(S) || (isAssertion(S) && readsInteresting(Cond))))
      addAll(Cond);
    for (const Stmt *Child : S->children())
      grow(Child);
  }

  void collect(const Stmt *S) {
    if (!S)
      return;
    if (conditionOf(S))
      Branches.push_back(S);
    for (const Stmt *Child : S->children())
      collect(Child);
  }

  static void leaves(const Expr *E, bool Way,
                     llvm::DenseMap<const Expr *, bool> &Out) {
    Out[E] = Way;
    const Expr *Bare = E->IgnoreParens();
    Out[Bare] = Way;
    if (const auto *BO = dyn_cast<BinaryOperator>(Bare->IgnoreParenImpCasts());
        BO && BO->isLogicalOp()) {
      leaves(BO->getLHS(), Way, Out);
      leaves(BO->getRHS(), Way, Out);
    }
  }

public:
  Slicer(const FileIndex &Index, const HcContract *Contract,
         llvm::DenseSet<const Decl *> &Interesting)
      : Index(Index), Contract(Contract), Interesting(Interesting) {}

  bool grown(const Stmt *Body) {
    Changed = false;
    grow(Body);
    return Changed;
  }

  /// Conditions of loops to go through once; of all loops.
  llvm::DenseMap<const Expr *, bool> Once, Loops;

  llvm::DenseMap<const Expr *, bool> run(const Stmt *Body) {
    while (grown(Body))
      ;
    collect(Body);
    llvm::DenseMap<const Expr *, bool> Ways;
    for (const Stmt *S : Branches) {
      if (branchIsHot(S))
        continue;
      bool Way = false;
      if (const auto *If = dyn_cast<IfStmt>(S)) {
        // assert(x): a condition of interest keeps both ways.
        if (isAssertion(S)) {
          if (readsInteresting(If->getCond()))
            continue;
          Way = endsProcess(If->getElse());
        }
      }
      if (const auto *Cond = dyn_cast<ConditionalOperator>(S)) {
        if (readsInteresting(Cond->getCond()))
          continue;
        leaves(Cond->getCond(), endsProcess(Cond->getFalseExpr()), Ways);
        continue;
      }
      // A context is used in it: go there, once.
      UsesCount = true;
      if (const auto *If = dyn_cast<IfStmt>(S)) {
        if (isHot(If->getThen(), false, false))
          Way = true;
      } else if (branchIsHot(S)) {
        leaves(conditionOf(S), true, Once);
        UsesCount = false;
        continue;
      }
      UsesCount = false;
      leaves(conditionOf(S), Way, Ways);
    }
    for (const Stmt *S : Branches)
      if (isa<ForStmt, WhileStmt, DoStmt>(S) && conditionOf(S))
        leaves(conditionOf(S), true, Loops);
    return Ways;
  }

  bool readsInteresting(const Stmt *S) const {
    if (!S)
      return false;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
        Ref && Interesting.count(Ref->getDecl()))
      return true;
    if (const auto *ME = dyn_cast<MemberExpr>(S);
        ME && Interesting.count(ME->getMemberDecl()))
      return true;
    for (const Stmt *Child : S->children())
      if (readsInteresting(Child))
        return true;
    return false;
  }
};

} // namespace

Slices::Slices(const FileIndex &Index, const HcContract *Contract)
    : Index(Index), Contract(Contract) {
  Slicer All(Index, Contract, Interesting);
  bool Changed = true;
  while (Changed) {
    Changed = false;
    for (const FunctionDecl *FD : Index.relevant())
      Changed |= All.grown(FD->getBody());
  }
  llvm::StringSet<> Fields;
  for (const Decl *D : Interesting)
    if (const auto *F = dyn_cast<FieldDecl>(D))
      Fields.insert(qualifiedName(F));
  for (const FieldUse &Use : Index.fieldUses())
    if (Fields.count(Use.Field))
      Writers.insert(Use.Function);
}

bool Slices::writesInteresting(const FunctionDecl *FD) const {
  return FD->getIdentifier() && Writers.count(FD->getName());
}

Slices::Way Slices::shortcut(const FunctionDecl *FD, const Expr *Cond) {
  auto It = Known.find(FD);
  if (It == Known.end()) {
    It = Known.try_emplace(FD).first;
    Slicer S(Index, Contract, Interesting);
    for (auto [E, True] : S.run(FD->getBody()))
      It->second[E] = True ? Way::True : Way::False;
    for (auto [E, True] : S.Once)
      It->second[E] = Way::Once;
    for (auto [E, True] : S.Loops)
      It->second.try_emplace(E, Way::Loop);
  }
  auto Found = It->second.find(Cond);
  return Found == It->second.end() ? Way::Both : Found->second;
}

} // namespace holdcheck
