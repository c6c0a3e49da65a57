//===-- DeadValues.cpp - expressions that nobody asks for any more --------===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// The inner engine forgets nothing (Engine.cpp), so a state has the value of
// each expression that its path has come through.  With hundreds of them, half
// of all time went into adding one more.  What the summary needs is in memory,
// constraints and our own traits; values of expressions can go where a
// statement branches, for no expression begun before is still to be finished.
//===----------------------------------------------------------------------===//
#include "HoldModel.h"

#include "clang/AST/ParentMap.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

/// So many of a function have to be there, or it is not worth a new state.
static const unsigned Worth = 24;

/// Whether Cond decides a statement, by itself or in && and ||, and that
/// statement is not itself part of an expression.
static bool decidesStatement(const Stmt *Cond, const ParentMap &Parents) {
  bool Inside = true;
  for (const Stmt *P = Parents.getParent(Cond); P; P = Parents.getParent(P)) {
    if (isa<StmtExpr>(P))
      return false;
    const auto *E = dyn_cast<Expr>(P);
    Inside &= E != nullptr;
    if (!Inside)
      continue;
    const auto *BO = dyn_cast<BinaryOperator>(E);
    const auto *UO = dyn_cast<UnaryOperator>(E);
    if (!isa<ParenExpr, ImplicitCastExpr>(E) && !(BO && BO->isLogicalOp()) &&
        !(UO && UO->getOpcode() == UO_LNot))
      return false;
  }
  return true;
}

static void addAll(const Stmt *S, llvm::SmallPtrSetImpl<const Stmt *> &Set) {
  if (!S || !Set.insert(S).second)
    return;
  for (const Stmt *Child : S->children())
    addAll(Child, Set);
}

HoldModel::State HoldModel::dropDeadValues(State S, const Stmt *Cond, Ctx &C) {
  const LocationContext *LCtx = C.getLocationContext();
  const StackFrameContext *SF = LCtx->getStackFrame();
  std::vector<std::pair<EnvironmentEntry, SVal>> Kept;
  llvm::SmallPtrSet<const Stmt *, 16> Asked;
  unsigned Dead = 0;
  for (auto [Entry, V] : S->getEnvironment())
    Dead += Entry.getLocationContext() == SF;
  if (Dead < Worth || !decidesStatement(Cond, LCtx->getParentMap()))
    return S;
  // The notes of a path ask what the condition was made of.
  addAll(Cond, Asked);
  for (auto [Entry, V] : S->getEnvironment())
    if (Entry.getLocationContext() != SF || Asked.count(Entry.getStmt()))
      Kept.emplace_back(Entry, V);
  if (Kept.size() > Dead / 2)
    return S;
  llvm::BumpPtrAllocator Alloc;
  EnvironmentManager Environments(Alloc);
  ProgramStateManager &Mgr = S->getStateManager();
  ProgramState Bare(&Mgr, Environments.getInitialEnvironment(),
                    StoreRef(S->getStore(), Mgr.getStoreManager()),
                    S->getGDM());
  S = Mgr.getPersistentState(Bare);
  for (const auto &[Entry, V] : Kept)
    S = S->BindExpr(Entry.getStmt(), Entry.getLocationContext(), V);
  return S;
}

} // namespace holdcheck
