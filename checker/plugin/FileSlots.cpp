//===-- FileSlots.cpp - which function sits in which slot -----------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// The part of FileIndex that reads assignments and initialisers: slots of
// classes and driver structs, and who writes which field.
#include "FileIndex.h"
#include "IndexRows.h"
#include "Terms.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSet.h"
#include <map>

using namespace clang;

namespace holdcheck {

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

/// object_property_add_link(..., &s->iothread, check, ...): who gets the
/// address writes there what the user says, as with offsetof() in a table.
bool FileIndex::isProperty(const CallExpr *CE, unsigned I) const {
  const HcFact *Fact =
      hc_contract_fact(Contract, calleeName(CE).c_str(), HC_FACT_PROPERTY);
  if (!Fact || Fact->arg != int(I))
    return false;
  return Fact->arg2 < 0 || unsigned(Fact->arg2) >= CE->getNumArgs() ||
         !CE->getArg(Fact->arg2)
              ->isNullPointerConstant(Ctx, Expr::NPC_ValueDependentIsNotNull);
}

/// Whether E is what the first parameter of FD points to: VNET(vdev), also from
/// a variable that begins as that.
static bool isOwnObject(const Expr *E, const FunctionDecl *FD,
                        const HcContract *Contract) {
  const auto *Ref = dyn_cast<DeclRefExpr>(stripCasts(E, Contract));
  if (!Ref)
    return false;
  if (const auto *P = dyn_cast<ParmVarDecl>(Ref->getDecl()))
    return P->getFunctionScopeIndex() == 0;
  const auto *VD = dyn_cast<VarDecl>(Ref->getDecl());
  return VD && VD->hasLocalStorage() && VD->getInit() &&
         isOwnObject(VD->getInit(), FD, Contract);
}

/// Whether E is a number that is a parameter, not cut short for Ty; or a bit of
/// one, where Ty is bool.
static bool isGivenNumber(const Expr *E, QualType Ty, const ASTContext &Ctx) {
  E = E->IgnoreParenImpCasts();
  if (const auto *BO = dyn_cast<BinaryOperator>(E)) {
    Expr::EvalResult Bits;
    return Ty->isBooleanType() && BO->getOpcode() == BO_And &&
           BO->getRHS()->EvaluateAsInt(Bits, Ctx) &&
           Bits.Val.getInt().getBoolValue() &&
           isGivenNumber(BO->getLHS(), Ty, Ctx);
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *P = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
  return P && P->getType()->isIntegerType() && Ty->isIntegerType() &&
         !Ty->isEnumeralType() &&
         (Ty->isBooleanType() ||
          Ctx.getTypeSize(P->getType()) >= Ctx.getTypeSize(Ty));
}

static bool mayLeave(const Stmt *S) {
  if (!S)
    return false;
  return isa<ReturnStmt, GotoStmt, IndirectGotoStmt, LabelStmt>(S) ||
         llvm::any_of(S->children(), mayLeave);
}

/// s->features = features; in a straight line from the beginning, and the only
/// place of FD where that field is written.
void FileIndex::noteGiven(const FunctionDecl *FD) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(FD->getBody());
  if (!Body)
    return;
  for (const Stmt *S : Body->body()) {
    if (mayLeave(S))
      return;
    const auto *BO = dyn_cast<BinaryOperator>(S);
    const auto *ME = BO && BO->getOpcode() == BO_Assign
                         ? dyn_cast<MemberExpr>(BO->getLHS()->IgnoreParens())
                         : nullptr;
    const auto *F = ME ? dyn_cast<FieldDecl>(ME->getMemberDecl()) : nullptr;
    if (!F || F->isBitField() || !isOwnObject(ME->getBase(), FD, Contract) ||
        !isGivenNumber(BO->getRHS(), F->getType(), Ctx))
      continue;
    FieldUse *Only = nullptr;
    unsigned Uses = 0;
    for (FieldUse &Use : FieldUses)
      if (Use.Function == nameOf(FD) && Use.Field == qualifiedName(F)) {
        Only = &Use;
        ++Uses;
      }
    if (Uses == 1)
      Only->Given = !Only->Escapes;
  }
}

/// The last function with a body, parsed or not, that was not looked at: what
/// stands before it may be known to it.  Null: all were.
const FunctionDecl *FileIndex::lastLeftOut() const {
  const FunctionDecl *Last = nullptr;
  for (const Decl *D : Ctx.getTranslationUnitDecl()->decls())
    if (const auto *FD = dyn_cast<FunctionDecl>(D);
        FD &&
        (FD->doesThisDeclarationHaveABody() || FD->hasSkippedBody()) &&
        !Functions.count(FD->getCanonicalDecl()))
      Last = FD;
  return Last;
}

/// Whether Outer is Inner, or has one in it.
static bool contains(const RecordDecl *Outer, const RecordDecl *Inner) {
  if (canonical(Outer) == canonical(Inner))
    return true;
  const RecordDecl *Def = Outer->getDefinition();
  return Def && llvm::any_of(Def->fields(), [&](const FieldDecl *F) {
           const auto *RT =
               F->getType()->getBaseElementTypeUnsafe()->getAs<RecordType>();
           return RT && contains(RT->getDecl(), Inner);
         });
}

/// A pointer that the file reads, in a record that no other file can reach
/// into, and that nothing writes: it is what the memory was made with.
void FileIndex::noteNeverWritten() {
  if (PointersRead.empty())
    return;
  const SourceManager &SM = Ctx.getSourceManager();
  const FunctionDecl *LeftOut = lastLeftOut();
  std::set<std::string> Written;
  for (const FieldUse &Use : FieldUses)
    Written.insert(Use.Field);
  for (const FieldDecl *F : PointersRead) {
    const RecordDecl *RD = F->getParent();
    std::string Name = qualifiedName(F);
    QualType Ty = F->getType();
    // What the user sets is often left out of a part of a program, and is what
    // holds are told apart by: a name, an IOThread.
    if (!Ty->getPointeeType()->isRecordType() || isKeyPointer(Ty))
      continue;
    if (!RD->isStruct() || recordName(RD).empty() || !isPrivateType(RD) ||
        Written.count(Name) || OffsetTaken.count(F) ||
        (LeftOut && SM.isBeforeInTranslationUnit(RD->getLocation(),
                                                 LeftOut->getLocation())) ||
        llvm::any_of(WrittenWhole, [&](const RecordDecl *Whole) {
          return contains(Whole, RD);
        }))
      continue;
    FieldUses.push_back({recordName(RD), Name, "", false});
    FieldUses.back().Never = true;
  }
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
  llvm::StringSet<> InLifeCycle, NotFirst;
  auto AddSequences = [&](GPtrArray *Sequences) {
    forRows(Sequences, [&](void *Row) {
      char **Slots = static_cast<HcSequence *>(Row)->slots;
      for (char **Slot = Slots; Slot && *Slot; ++Slot) {
        InLifeCycle.insert(*Slot);
        if (Slot != Slots)
          NotFirst.insert(*Slot);
      }
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
    if (It == Functions.end() || !It->second.Def)
      continue;
    It->second.Relevant = true;
    if (NotFirst.count(S.Slot))
      Following.insert(It->first);
  }
}

std::vector<std::string> FileIndex::slotsOf(const FunctionDecl *FD) const {
  std::vector<std::string> Result;
  for (const SlotInfo &S : Slots)
    if (S.Function->getCanonicalDecl() == FD->getCanonicalDecl())
      Result.push_back(S.Slot);
  return Result;
}

} // namespace holdcheck
