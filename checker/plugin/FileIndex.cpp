//===-- FileIndex.cpp - what in this file can matter ----------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FileIndex.h"
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

static StringRef nameOf(const FunctionDecl *FD) {
  return FD && FD->getIdentifier() ? FD->getName() : StringRef();
}

/// The function E names, through parentheses, casts and '&'.
static const FunctionDecl *namedFunction(const Expr *E) {
  if (!E)
    return nullptr;
  E = E->IgnoreParenCasts();
  if (const auto *UO = dyn_cast<UnaryOperator>(E);
      UO && UO->getOpcode() == UO_AddrOf)
    E = UO->getSubExpr()->IgnoreParenCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
}

static bool isCall(const HcCall &Call, const FunctionDecl *FD) {
  return nameOf(FD) == Call.function &&
         (Call.args < 0 || FD->getNumParams() == unsigned(Call.args));
}

template <typename Fn> static void forRows(GPtrArray *Rows, Fn F) {
  for (guint I = 0; Rows && I < Rows->len; ++I)
    F(Rows->pdata[I]);
}

FileIndex::FileIndex(ASTContext &Ctx, const HcContract *Contract)
    : Ctx(Ctx), Contract(Contract) {
  decideDialect();
  if (!apiIsReferenced())
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
}

/// A dialect is told by the prototype, never by the name alone: QEMU's unit
/// tests have a struct and functions of their own by the same names.
void FileIndex::decideDialect() {
  forRows(Contract->pairs, [&](void *Row) {
    const auto *Pair = static_cast<const HcPair *>(Row);
    bool Seen = !*Pair->witness;
    if (!Seen) {
      DeclarationName Name(&Ctx.Idents.get(Pair->witness));
      for (NamedDecl *ND : Ctx.getTranslationUnitDecl()->lookup(Name))
        if (const auto *FD = dyn_cast<FunctionDecl>(ND))
          Seen |= Pair->witness_args < 0 ||
                  FD->getNumParams() == unsigned(Pair->witness_args);
    }
    (Seen ? Active : Inactive).push_back(Pair);
    if (Seen && StringRef(Pair->dialect) == "holder")
      HolderDialect = true;
  });
}

/// Sema marks what the file refers to: cheaper than looking for it.
bool FileIndex::apiIsReferenced() const {
  bool Found = false;
  auto Look = [&](const char *Function) {
    auto It = Ctx.Idents.find(Function);
    if (It == Ctx.Idents.end())
      return;
    DeclarationName Name(It->second);
    for (NamedDecl *ND : Ctx.getTranslationUnitDecl()->lookup(Name))
      for (const Decl *R : ND->redecls())
        Found |= R->isReferenced() || R->isUsed() ||
                 (isa<FunctionDecl>(R) &&
                  cast<FunctionDecl>(R)->doesThisDeclarationHaveABody());
  };
  for (const HcPair *Pair : Active) {
    Look(Pair->acquire.function);
    Look(Pair->release.function);
  }
  forRows(Contract->borrows, [&](void *Row) {
    Look(static_cast<HcBorrow *>(Row)->call.function);
  });
  if (Found)
    return true;
  // Annotated functions and direct reads of the context need no API name.
  auto HasType = [&](const char *Name) {
    auto It = Ctx.Idents.find(Name);
    return It != Ctx.Idents.end();
  };
  if (Ctx.Idents.find("annotate") != Ctx.Idents.end())
    for (const Decl *D : Ctx.getTranslationUnitDecl()->decls())
      if (D->hasAttr<AnnotateAttr>()) {
        Annotations A = annotationsOf(D);
        if (A.Acquires || A.Releases)
          return true;
      }
  forRows(Contract->context_fields, [&](void *Row) {
    const auto *CF = static_cast<const HcContextField *>(Row);
    if (!HasType(CF->type))
      return;
    DeclarationName Name(&Ctx.Idents.get(CF->type));
    for (NamedDecl *ND : Ctx.getTranslationUnitDecl()->lookup(Name))
      if (const auto *RD = dyn_cast<RecordDecl>(ND))
        if (const RecordDecl *Def = RD->getDefinition())
          for (const FieldDecl *F : Def->fields())
            Found |= F->getName() == CF->field && F->isReferenced();
  });
  return Found;
}

bool FileIndex::isActive(const HcPair *Pair) const {
  return llvm::is_contained(Active, Pair);
}

const HcPair *FileIndex::acquires(const FunctionDecl *FD) const {
  for (const HcPair *Pair : Active)
    if (isCall(Pair->acquire, FD))
      return Pair;
  return nullptr;
}

const HcPair *FileIndex::releases(const FunctionDecl *FD) const {
  for (const HcPair *Pair : Active)
    if (isCall(Pair->release, FD))
      return Pair;
  return nullptr;
}

const HcPair *FileIndex::manualRef(const FunctionDecl *FD, bool &IsRef) const {
  for (const HcPair *Pair : Inactive) {
    if (StringRef(Pair->dialect) != "classic" || !HolderDialect)
      continue;
    IsRef = isCall(Pair->acquire, FD);
    if (IsRef || isCall(Pair->release, FD))
      return Pair;
  }
  return nullptr;
}

bool FileIndex::isDeclared(const char *Function) const {
  if (!Function || !*Function)
    return false;
  auto It = Ctx.Idents.find(Function);
  return It != Ctx.Idents.end() &&
         !Ctx.getTranslationUnitDecl()
              ->lookup(DeclarationName(It->second))
              .empty();
}

/// A get that this file defines itself is the implementation, or another API
/// by the same name.
const HcCall *FileIndex::borrows(const FunctionDecl *FD) const {
  const HcCall *Found = nullptr;
  if (FD->hasBody())
    return nullptr;
  forRows(Contract->borrows, [&](void *Row) {
    const auto *Borrow = static_cast<const HcBorrow *>(Row);
    if (isCall(Borrow->call, FD) && !isDeclared(Borrow->unless))
      Found = &Borrow->call;
  });
  return Found;
}

bool FileIndex::argumentIs(const Expr *Arg, StringRef Type) const {
  if (Type.empty())
    return true;
  return pointeeRecord(stripCasts(Arg, Contract)->getType()) == Type ||
         pointeeRecord(Arg->IgnoreParenCasts()->getType()) == Type;
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
  Functions[Key] = std::move(FI);
}

void FileIndex::mention(const FunctionDecl *FD) {
  // A definition further down, or one in a header, is walked in its turn.
  const FunctionDecl *Def = nullptr;
  if (FD->hasBody(Def) && !Functions.count(FD->getCanonicalDecl()))
    Pending.push_back(Def);
}

void FileIndex::walk(const Stmt *S, FunctionInfo &FI) {
  if (!S)
    return;
  ++FI.Size;
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
      noteField(UO->getSubExpr(), nameOf(FI.Def), true);
  }
  if (const auto *DS = dyn_cast<DeclStmt>(S))
    for (const Decl *D : DS->decls())
      if (const auto *VD = dyn_cast<VarDecl>(D)) {
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
      mention(FD);
    }
  for (const Stmt *Child : S->children())
    walk(Child, FI);
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
  for (const Expr *Arg : CE->arguments())
    walk(Arg, FI);
}

void FileIndex::walkAssign(const Expr *LHS, const Expr *RHS, SourceLocation Loc,
                           FunctionInfo &FI) {
  LHS = LHS->IgnoreParenCasts();
  noteField(LHS, nameOf(FI.Def), false);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(LHS))
    if (const auto *VD = dyn_cast<VarDecl>(Ref->getDecl());
        VD && VD->hasGlobalStorage())
      Reassigned.insert(VD);
  const auto *ME = dyn_cast<MemberExpr>(LHS);
  const FunctionDecl *Fn = namedFunction(RHS);
  if (!ME || !Fn)
    return;
  const auto *F = dyn_cast<FieldDecl>(ME->getMemberDecl());
  if (!F)
    return;
  // rc->phases.exit is both ResettablePhases.exit and
  // ResettableClass.phases.exit.
  std::string Path = F->getNameAsString();
  for (;;) {
    Slots.push_back({nameOf(FI.Def).str(),
                     recordName(F->getParent()) + "." + Path, Fn, Loc});
    const auto *Outer = dyn_cast<MemberExpr>(ME->getBase()->IgnoreParenCasts());
    if (ME->isArrow() || !Outer)
      break;
    ME = Outer;
    F = dyn_cast<FieldDecl>(ME->getMemberDecl());
    if (!F)
      break;
    Path = F->getNameAsString() + "." + Path;
  }
}

void FileIndex::noteField(const Expr *E, StringRef Function, bool Escapes) {
  E = E->IgnoreParenCasts();
  while (const auto *ASE = dyn_cast<ArraySubscriptExpr>(E))
    E = ASE->getBase()->IgnoreParenCasts();
  const auto *ME = dyn_cast<MemberExpr>(E);
  const auto *F = ME ? dyn_cast<FieldDecl>(ME->getMemberDecl()) : nullptr;
  if (!F || (Escapes && F->getType()->isRecordType()))
    return;
  FieldUses.push_back({recordName(F->getParent()), qualifiedName(F),
                       Function.str(), Escapes});
}

void FileIndex::walkVar(const VarDecl *VD) {
  if (const Expr *Init = VD->getInit())
    walkInit(Init, VD->getNameAsString());
}

void FileIndex::walkInit(const Expr *Init, const std::string &Group) {
  const Expr *E = Init->IgnoreParenCasts();
  if (const auto *OOE = dyn_cast<OffsetOfExpr>(E)) {
    for (unsigned I = 0; I < OOE->getNumComponents(); ++I)
      if (OOE->getComponent(I).getKind() == OffsetOfNode::Field) {
        const FieldDecl *F = OOE->getComponent(I).getField();
        FieldUses.push_back(
            {recordName(F->getParent()), qualifiedName(F), "", true});
      }
    return;
  }
  if (const auto *CLE = dyn_cast<CompoundLiteralExpr>(E))
    E = CLE->getInitializer()->IgnoreParenCasts();
  const auto *IL = dyn_cast<InitListExpr>(E);
  if (!IL) {
    // Property tables hide offsetof() in sums and type checks.
    for (const Stmt *Child : E->children())
      if (const auto *CE = dyn_cast_or_null<Expr>(Child))
        walkInit(CE, Group);
    return;
  }
  if (const InitListExpr *Sem = IL->isSemanticForm() ? IL
                                                     : IL->getSemanticForm())
    IL = Sem;
  const auto *RT = IL->getType()->getAs<RecordType>();
  if (!RT) {
    for (unsigned I = 0; I < IL->getNumInits(); ++I)
      walkInit(IL->getInit(I), Group + "[" + std::to_string(I) + "]");
    return;
  }
  unsigned I = 0;
  for (const FieldDecl *F : RT->getDecl()->fields()) {
    if (F->isBitField() && !F->getDeclName())
      continue;
    if (I >= IL->getNumInits())
      break;
    const Expr *Value = IL->getInit(I++);
    if (!Value || isa<ImplicitValueInitExpr>(Value))
      continue;
    if (const FunctionDecl *Fn = namedFunction(Value)) {
      Taken.insert(Fn->getCanonicalDecl());
      mention(Fn);
      Slots.push_back({Group,
                       recordName(RT->getDecl()) + "." + F->getNameAsString(),
                       Fn, Value->getBeginLoc()});
      Joins.emplace_back(Group, nameOf(Fn).str());
    } else {
      walkInit(Value, Group);
    }
  }
}

/// Functions that reach the API, through direct calls and cleanups; and those
/// in the slots beside theirs, whose silence is what may be wrong.
void FileIndex::propagate() {
  for (auto &Entry : Functions) {
    Entry.second.Relevant = Entry.second.NamesApi;
    Entry.second.AddressTaken = Taken.count(Entry.first);
  }
  bool Changed = true;
  while (Changed) {
    Changed = false;
    for (auto &Entry : Functions) {
      if (Entry.second.Relevant)
        continue;
      for (const FunctionDecl *Callee : Entry.second.Callees) {
        auto It = Functions.find(Callee);
        if (It != Functions.end() && It->second.Relevant) {
          Entry.second.Relevant = Changed = true;
          break;
        }
      }
    }
  }
}

/// A TypeInfo and the class_init it names speak of one type: where the
/// initialiser of a struct names a function that itself fills slots, their
/// groups are one.
void FileIndex::joinGroups() {
  llvm::StringSet<> Assigning;
  for (const SlotInfo &S : Slots)
    Assigning.insert(S.Group);
  std::map<std::string, std::string> Rename;
  for (const auto &[Group, Function] : Joins)
    if (Assigning.count(Function))
      Rename[Group] = Function;
  for (SlotInfo &S : Slots) {
    auto It = Rename.find(S.Group);
    if (It != Rename.end())
      S.Group = It->second;
  }
  // The counterpart of a relevant slot is relevant, whatever it does.
  llvm::StringSet<> Groups;
  for (const SlotInfo &S : Slots)
    if (const FunctionInfo *FI = info(S.Function); FI && FI->Relevant)
      Groups.insert(S.Group);
  llvm::StringSet<> InLifeCycle;
  auto AddSequences = [&](GPtrArray *Sequences) {
    forRows(Sequences, [&](void *Row) {
      for (char **Slot = static_cast<HcSequence *>(Row)->slots; Slot && *Slot;
           ++Slot)
        InLifeCycle.insert(*Slot);
    });
  };
  forRows(Contract->life_cycles, [&](void *Row) {
    const auto *LC = static_cast<const HcLifeCycle *>(Row);
    InLifeCycle.insert(LC->acquire);
    AddSequences(LC->success);
    AddSequences(LC->failure);
    AddSequences(LC->without);
  });
  for (const SlotInfo &S : Slots) {
    if (!Groups.count(S.Group) || !InLifeCycle.count(S.Slot))
      continue;
    auto It = Functions.find(S.Function->getCanonicalDecl());
    if (It != Functions.end() && It->second.Def)
      It->second.Relevant = true;
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

std::vector<std::string> FileIndex::slotsOf(const FunctionDecl *FD) const {
  std::vector<std::string> Result;
  for (const SlotInfo &S : Slots)
    if (S.Function->getCanonicalDecl() == FD->getCanonicalDecl())
      Result.push_back(S.Slot);
  return Result;
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
