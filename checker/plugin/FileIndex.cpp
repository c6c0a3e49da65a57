//===-- FileIndex.cpp - what in this file can matter ----------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FileIndex.h"
#include "IndexRows.h"
#include "Terms.h"

#include "clang/AST/Attr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"
#include <map>

using namespace clang;

namespace holdcheck {

std::string recordName(const RecordDecl *RD) {
  if (RD->getIdentifier())
    return RD->getName().str();
  if (const TypedefNameDecl *TD = RD->getTypedefNameForAnonDecl())
    return TD->getName().str();
  return "";
}

std::string qualifiedName(const FieldDecl *FD) {
  std::string Record = recordName(FD->getParent());
  return Record.empty() ? FD->getNameAsString()
                        : Record + "::" + FD->getNameAsString();
}

std::string pointeeRecord(QualType Ty) {
  if (Ty.isNull() || !Ty->isPointerType())
    return "";
  if (const auto *RT = Ty->getPointeeType()->getAs<RecordType>())
    return recordName(RT->getDecl());
  return "";
}

Annotations annotationsOf(const Decl *D) {
  Annotations Result;
  if (const auto *FD = dyn_cast<FunctionDecl>(D))
    D = FD->getMostRecentDecl();
  for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
    StringRef Text = A->getAnnotation();
    Result.Acquires |= Text == "holdcheck.acquires";
    Result.Releases |= Text == "holdcheck.releases";
    if (Text.consume_front("holdcheck.ignore")) {
      bool Reason = Text.consume_front(":") && !Text.trim().empty();
      (Reason ? Result.Ignore : Result.IgnoreWithoutReason) = true;
    }
  }
  return Result;
}

std::optional<int64_t> constantBound(const Expr *Cond, const ASTContext &Ctx) {
  const auto *BO = dyn_cast<BinaryOperator>(Cond->IgnoreParenImpCasts());
  Expr::EvalResult Bound;
  if (!BO ||
      (BO->getOpcode() != BO_LT && BO->getOpcode() != BO_LE &&
       BO->getOpcode() != BO_NE) ||
      !BO->getRHS()->EvaluateAsInt(Bound, Ctx))
    return std::nullopt;
  return Bound.Val.getInt().getExtValue() + (BO->getOpcode() == BO_LE ? 1 : 0);
}

FileIndex::FileIndex(ASTContext &Ctx, const HcContract *Contract,
                     const std::set<std::string> &Callees,
                     const References *Refs)
    : Ctx(Ctx), Contract(Contract), Callees(Callees) {
  decideDialect();
  if (!apiIsReferenced(Refs))
    return;
  Matters = true;
  for (Decl *D : Ctx.getTranslationUnitDecl()->decls()) {
    bool Main = Ctx.getSourceManager().isInMainFile(
        Ctx.getSourceManager().getExpansionLoc(D->getLocation()));
    if (!Main)
      continue;
    if (const auto *FD = dyn_cast<FunctionDecl>(D)) {
      if (FD->doesThisDeclarationHaveABody())
        addFunction(FD);
    } else if (const auto *VD = dyn_cast<VarDecl>(D)) {
      walkVar(VD);
    }
  }
  while (!Pending.empty()) {
    const FunctionDecl *FD = Pending.back();
    Pending.pop_back();
    addFunction(FD);
  }
  propagate();
  joinGroups();
  noteNeverWritten();
}

const FunctionInfo *FileIndex::info(const FunctionDecl *FD) const {
  auto It = Functions.find(FD->getCanonicalDecl());
  return It == Functions.end() ? nullptr : &It->second;
}

void FileIndex::addFunction(const FunctionDecl *FD) {
  const FunctionDecl *Key = FD->getCanonicalDecl();
  if (Functions.count(Key))
    return;
  FunctionInfo FI;
  FI.Def = FD;
  FI.InMainFile = Ctx.getSourceManager().isInMainFile(
      Ctx.getSourceManager().getExpansionLoc(FD->getLocation()));
  forRows(Contract->pairs, [&](void *Row) {
    const auto *Pair = static_cast<const HcPair *>(Row);
    if (StringRef(Pair->dialect) != "classic")
      DefinesApi |= isCall(Pair->acquire, FD) || isCall(Pair->release, FD);
  });
  forRows(Contract->borrows, [&](void *Row) {
    DefinesApi |= isCall(static_cast<HcBorrow *>(Row)->call, FD);
  });
  Functions[Key]; // its place in the order; also ends recursion
  walk(FD->getBody(), FI);
  noteGiven(FD);
  Functions[Key] = std::move(FI);
}

void FileIndex::mention(const FunctionDecl *FD) {
  // A definition further down, or one in a header, is walked in its turn.
  const FunctionDecl *Def = nullptr;
  if (FD->hasBody(Def) && !Functions.count(FD->getCanonicalDecl()))
    Pending.push_back(Def);
}

/// Whether VD, a pointer, stands nowhere but below a "*".
static bool onlyDereferenced(const Stmt *S, const VarDecl *VD, bool Below) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return Ref->getDecl() != VD || Below;
  if (isa<UnaryExprOrTypeTraitExpr>(S))
    return true;
  const auto *UO = dyn_cast<UnaryOperator>(S);
  Below = (UO && UO->getOpcode() == UO_Deref) ||
          (Below && isa<ParenExpr, ImplicitCastExpr>(S));
  return llvm::all_of(S->children(), [&](const Stmt *Child) {
    return !Child || onlyDereferenced(Child, VD, Below);
  });
}

void FileIndex::walk(const Stmt *S, FunctionInfo &FI) {
  if (!S)
    return;
  ++FI.Size;
  if (const auto *OOE = dyn_cast<OffsetOfExpr>(S))
    for (unsigned I = 0; I < OOE->getNumComponents(); ++I)
      if (OOE->getComponent(I).getKind() == OffsetOfNode::Field)
        OffsetTaken.insert(OOE->getComponent(I).getField());
  if (isa<UnaryExprOrTypeTraitExpr, OffsetOfExpr>(S))
    return; // nothing in it is evaluated
  if (isa<ForStmt, WhileStmt, DoStmt>(S))
    FI.HasLoop = true;
  const Expr *Cond = nullptr;
  if (const auto *For = dyn_cast<ForStmt>(S))
    Cond = For->getCond();
  else if (const auto *While = dyn_cast<WhileStmt>(S))
    Cond = While->getCond();
  else if (const auto *Do = dyn_cast<DoStmt>(S))
    Cond = Do->getCond();
  if (Cond)
    if (auto Bound = constantBound(Cond, Ctx))
      FI.LoopBounds.push_back(*Bound);
  if (isa<IfStmt, SwitchStmt, ConditionalOperator>(S))
    FI.HasBranch = true;
  if (const auto *CE = dyn_cast<CallExpr>(S)) {
    walkCall(CE, FI);
    return;
  }
  if (const auto *BO = dyn_cast<BinaryOperator>(S); BO && BO->isAssignmentOp())
    walkAssign(BO->getLHS(), BO->getRHS(), BO->getOperatorLoc(), FI);
  if (const auto *UO = dyn_cast<UnaryOperator>(S)) {
    if (UO->isIncrementDecrementOp())
      walkAssign(UO->getSubExpr(), nullptr, UO->getOperatorLoc(), FI);
    if (UO->getOpcode() == UO_AddrOf)
      noteField(UO->getSubExpr(), nameOf(FI.Def), !ReadThrough.count(UO));
  }
  if (const auto *DS = dyn_cast<DeclStmt>(S))
    for (const Decl *D : DS->decls())
      if (const auto *VD = dyn_cast<VarDecl>(D)) {
        // g_clear_pointer() has a variable for the address, and writes
        // through it: that goes nowhere else.
        if (const Expr *Init = VD->getInit())
          if (const auto *UO =
                  dyn_cast<UnaryOperator>(Init->IgnoreParenCasts());
              UO && UO->getOpcode() == UO_AddrOf && VD->hasLocalStorage() &&
              FI.Def && onlyDereferenced(FI.Def->getBody(), VD, false))
            ReadThrough.insert(UO);
        if (const auto *CA = VD->getAttr<CleanupAttr>()) {
          FI.HasCleanup = true;
          if (const FunctionDecl *FD = CA->getFunctionDecl()) {
            FI.Callees.insert(FD->getCanonicalDecl());
            mention(FD);
          }
        }
        if (VD->isStaticLocal()) {
          walkVar(VD);
          if (VD->getType()->isScalarType() && !VD->getType().isConstQualified())
            FI.Statics.push_back(VD);
        }
      }
  // *s = (S){ ... };
  if (isa<InitListExpr, BinaryOperator>(S))
    if (const auto *RT = cast<Expr>(S)->getType()->getAs<RecordType>())
      WrittenWhole.insert(canonical(RT->getDecl()));
  if (const auto *ME = dyn_cast<MemberExpr>(S))
    if (const auto *F = dyn_cast<FieldDecl>(ME->getMemberDecl());
        F && F->getType()->isPointerType())
      PointersRead.insert(F);
  if (const auto *ME = dyn_cast<MemberExpr>(S))
    if (const auto *F = dyn_cast<FieldDecl>(ME->getMemberDecl()))
      forRows(Contract->context_fields, [&](void *Row) {
        const auto *CF = static_cast<const HcContextField *>(Row);
        if (F->getName() == CF->field && recordName(F->getParent()) == CF->type)
          ContextReads.push_back({ME, FI.Def});
      });
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *FD = dyn_cast<FunctionDecl>(Ref->getDecl())) {
      Taken.insert(FD->getCanonicalDecl());
      Tables.noteNamed(FD->getCanonicalDecl());
      mention(FD);
    }
  if (const auto *Cast = dyn_cast<CastExpr>(S))
    Tables.noteCast(Contract, Cast,
                    [this](QualType Ty) { return isKeyPointer(Ty); });
  for (const Stmt *Child : S->children())
    walk(Child, FI);
}

/// create(..., &s->dataplane): a callee that is seen writes it and is done; no
/// one else gets to know where it is.
static const Expr *outArgument(const Expr *Arg) {
  const auto *UO = dyn_cast<UnaryOperator>(Arg->IgnoreParenCasts());
  if (!UO || UO->getOpcode() != UO_AddrOf)
    return nullptr;
  const Expr *Place = UO->getSubExpr()->IgnoreParens();
  return isa<MemberExpr>(Place) && Place->getType()->isScalarType() ? Place
                                                                    : nullptr;
}

void FileIndex::walkCall(const CallExpr *CE, FunctionInfo &FI) {
  const FunctionDecl *FD = CE->getDirectCallee();
  if (!FD) {
    for (const Stmt *Child : CE->children())
      walk(Child, FI);
    return;
  }
  FI.Callees.insert(FD->getCanonicalDecl());
  mention(FD);
  Tables.noteNamed(FD->getCanonicalDecl());
  Tables.noteCall(Contract, CE, FI.Def,
                  [this](QualType Ty) { return isKeyPointer(Ty); });
  FI.NamesApi |= isForeign(FD);
  bool IsRef;
  const HcPair *Pair = acquires(FD);
  const HcCall *Call = Pair ? &Pair->acquire : nullptr;
  if (!Pair && (Pair = releases(FD)))
    Call = &Pair->release;
  if (!Pair && (Pair = manualRef(FD, IsRef)))
    Call = IsRef ? &Pair->acquire : &Pair->release;
  if (Pair && unsigned(Call->key) < CE->getNumArgs() &&
      argumentIs(CE->getArg(Call->key), Pair->key_type)) {
    FI.NamesApi = true;
    const Expr *Key = stripCasts(CE->getArg(Call->key), Contract);
    while (const auto *ME = dyn_cast<MemberExpr>(Key)) {
      QualType Ty = ME->getBase()->getType();
      if (Ty->isPointerType())
        Ty = Ty->getPointeeType();
      if (const auto *RT = Ty->getAs<RecordType>())
        OwnerTypes.insert(canonical(RT->getDecl()));
      Key = stripCasts(ME->getBase(), Contract);
    }
  }
  Annotations A = annotationsOf(FD);
  FI.NamesApi |= A.Acquires || A.Releases || borrows(FD);
  for (const HcFact *Setter = hc_contract_fact(
           Contract, nameOf(FD).str().c_str(), HC_FACT_SLOT_SETTER);
       Setter; Setter = Setter->next)
    if (Setter->arg2 >= 0 && unsigned(Setter->arg2) < CE->getNumArgs())
      if (const FunctionDecl *Fn = namedFunction(CE->getArg(Setter->arg2)))
        Slots.push_back({nameOf(FI.Def).str(), Setter->slot, Fn,
                         CE->getBeginLoc()});
  // A driver registered by a call: the caller is its acquire slot.
  if (const HcFact *Driver = hc_contract_fact(
          Contract, nameOf(FD).str().c_str(), HC_FACT_DRIVER))
    if (Driver->arg >= 0 && unsigned(Driver->arg) < CE->getNumArgs()) {
      const Expr *Arg = CE->getArg(Driver->arg)->IgnoreParenCasts();
      if (const auto *UO = dyn_cast<UnaryOperator>(Arg))
        Arg = UO->getSubExpr()->IgnoreParenCasts();
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Arg))
        if (const auto *VD = dyn_cast<VarDecl>(Ref->getDecl()))
          if (const auto *RT = VD->getType()->getAs<RecordType>())
            Slots.push_back({VD->getNameAsString(),
                             recordName(RT->getDecl()) + ".()", FI.Def,
                             CE->getBeginLoc()});
    }
  for (unsigned I = 0; I < CE->getNumArgs(); ++I)
    FI.UsesContext |= isContextUse(CE, I);
  bool Seen = FD->hasBody() || isForeign(FD);
  for (unsigned I = 0; I < CE->getNumArgs(); ++I) {
    const Expr *Arg = CE->getArg(I);
    const Expr *Out = outArgument(Arg);
    if (Out && isProperty(CE, I)) {
      noteField(Out, "", true);
      walk(Out, FI);
    } else if (Out && Seen) {
      noteField(Out, nameOf(FI.Def), false);
      walk(Out, FI);
    } else {
      walk(Arg, FI);
    }
  }
}

/// A pointer to what holds are of: an IOThread.
bool FileIndex::isKeyPointer(QualType Ty) const {
  std::string Name = pointeeRecord(Ty);
  return !Name.empty() && llvm::any_of(Active, [&](const HcPair *Pair) {
    return Name == Pair->key_type;
  });
}

/// Another file may hand it an IOThread to keep: whoever puts that one later
/// finds it where this function left it.
bool FileIndex::mayKeep(const FunctionInfo &FI) const {
  if (!FI.Def || !FI.InMainFile || !FI.Def->isExternallyVisible())
    return false;
  return llvm::any_of(FI.Def->parameters(), [&](const ParmVarDecl *P) {
    return isKeyPointer(P->getType());
  });
}

/// Functions that reach the API, through direct calls and cleanups; and those
/// in the slots beside theirs, whose silence is what may be wrong.
void FileIndex::propagate() {
  for (auto &Entry : Functions) {
    Entry.second.Relevant = Entry.second.NamesApi || mayKeep(Entry.second) ||
                            Tables.matter(Entry.first);
    Entry.second.AddressTaken = Taken.count(Entry.first);
  }
  bool Changed = true;
  while (Changed) {
    Changed = false;
    for (auto &Entry : Functions) {
      FunctionInfo &FI = Entry.second;
      for (const FunctionDecl *Callee : FI.Callees) {
        auto It = Functions.find(Callee);
        if (It == Functions.end())
          continue;
        bool Relevant = !FI.Relevant && It->second.Relevant;
        bool Uses = !FI.UsesContext && It->second.UsesContext;
        FI.Relevant |= Relevant;
        FI.UsesContext |= Uses;
        Changed |= Relevant || Uses;
      }
    }
  }
}

bool FileIndex::isGenericType(const RecordDecl *RD) const {
  const RecordDecl *Def = RD ? RD->getDefinition() : nullptr;
  // Defined elsewhere and not the type of any owner here.
  if (!Def)
    return !isOwnerType(RD);
  return !isOwnerType(RD) &&
         !Ctx.getSourceManager().isInMainFile(Def->getLocation());
}

bool FileIndex::isPrivateType(const RecordDecl *RD) const {
  const RecordDecl *Def = RD ? RD->getDefinition() : nullptr;
  return Def && Ctx.getSourceManager().isInMainFile(
                    Ctx.getSourceManager().getExpansionLoc(Def->getLocation()));
}

const llvm::DenseSet<const RecordDecl *> &
FileIndex::typesGivenAway(const FunctionDecl *FD) const {
  const FunctionDecl *Key = FD->getCanonicalDecl();
  auto It = GivenAway.find(Key);
  if (It != GivenAway.end())
    return It->second;
  GivenAway[Key]; // ends recursion
  llvm::DenseSet<const RecordDecl *> Types;
  if (const FunctionInfo *FI = info(FD))
    for (const FunctionDecl *Callee : FI->Callees) {
      if (Callee->hasBody()) {
        for (const RecordDecl *RD : typesGivenAway(Callee))
          Types.insert(RD);
        continue;
      }
      const HcFact *Harmless = hc_contract_fact(
          Contract, nameOf(Callee).str().c_str(), HC_FACT_HARMLESS);
      if (Harmless && nameOf(Callee) == Harmless->function)
        continue;
      for (const ParmVarDecl *P : Callee->parameters())
        if (P->getType()->isPointerType())
          if (const auto *RT =
                  P->getType()->getPointeeType()->getAs<RecordType>())
            if (!isGenericType(RT->getDecl()))
              Types.insert(canonical(RT->getDecl()));
    }
  return GivenAway[Key] = std::move(Types);
}

std::vector<const FunctionDecl *> FileIndex::relevant() const {
  std::vector<const FunctionDecl *> Result;
  for (const auto &Entry : Functions)
    if (Entry.second.Relevant && Entry.second.Def)
      Result.push_back(Entry.second.Def);
  const SourceManager &SM = Ctx.getSourceManager();
  llvm::sort(Result, [&](const FunctionDecl *A, const FunctionDecl *B) {
    return SM.isBeforeInTranslationUnit(A->getLocation(), B->getLocation());
  });
  return Result;
}

bool FileIndex::isDead(const FunctionDecl *FD) const {
  if (FD->isExternallyVisible() || FD->isReferenced() || FD->isUsed() ||
      FD->hasAttr<ConstructorAttr>() || FD->hasAttr<DestructorAttr>())
    return false;
  for (const auto &Entry : Functions)
    if (Entry.second.Callees.count(FD->getCanonicalDecl()))
      return false; // a cleanup
  return true;
}

std::vector<const FunctionDecl *> FileIndex::roots() const {
  llvm::DenseSet<const FunctionDecl *> Called;
  for (const auto &Entry : Functions)
    if (Entry.second.Relevant)
      for (const FunctionDecl *Callee : Entry.second.Callees)
        if (Callee != Entry.first)
          Called.insert(Callee);
  std::vector<const FunctionDecl *> Result;
  for (const FunctionDecl *FD : relevant()) {
    if (acquires(FD) || releases(FD) || borrows(FD))
      continue;
    const FunctionInfo *FI = info(FD);
    if (FI->AddressTaken || !Called.count(FD->getCanonicalDecl()))
      Result.push_back(FD);
  }
  return Result;
}

} // namespace holdcheck
