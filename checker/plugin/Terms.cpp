//===-- Terms.cpp - values of the engine as terms of the summary ----------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Terms.h"
#include "Compat.h"

#include "clang/AST/Decl.h"
#include "clang/AST/PrettyPrinter.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

const HcTerm *Terms::make(HcTermKind Kind, int64_t Value, StringRef Text,
                          ArrayRef<const HcTerm *> Args) {
  return hc_summary_term(Summary, Kind, Value, Text.str().c_str(), Args.data(),
                         Args.size());
}

const HcTerm *Terms::unknown(StringRef Id) {
  return make(HC_TERM_UNKNOWN, 0, Prefix + Id.str());
}

/// A first member is where its record is: an upcast is no other object.
static bool isAtOffsetZero(const FieldRegion *FR) {
  const FieldDecl *FD = FR->getDecl();
  const RecordDecl *RD = FD->getParent();
  return !RD->isUnion() && FD->getFieldIndex() == 0 &&
         FD->getType()->isRecordType();
}

/// container_of() and its like: back at the start of the object.
static const MemRegion *backAtStart(const MemRegion *R) {
  if (!isa<ElementRegion>(R))
    return R;
  RegionOffset Off = R->getAsOffset();
  if (Off.isValid() && !Off.hasSymbolicOffset() && Off.getOffset() == 0)
    if (const MemRegion *Base = Off.getRegion();
        isa<SymbolicRegion>(Base) || isa<VarRegion>(Base))
      return Base;
  return R;
}

Terms::Place Terms::place(const MemRegion *R, ProgramStateRef State) {
  if (const auto *ER = dyn_cast<ElementRegion>(R))
    if (const auto *Super = dyn_cast<TypedValueRegion>(ER->getSuperRegion());
        Super && !Super->getValueType()->isArrayType())
      R = backAtStart(R);
  if (const auto *FR = dyn_cast<FieldRegion>(R)) {
    Place P = place(FR->getSuperRegion(), State);
    if (!FR->getDecl()->getIdentifier()) // anonymous struct or union
      return P;
    // s->parent_obj.id and DEVICE(s)->id are one place: the way through first
    // members is not part of its name.
    if (isAtOffsetZero(FR) && P.Field.empty())
      return P;
    if (!P.Field.empty())
      P.Field += '.';
    P.Field += qualifiedName(FR->getDecl());
    return P;
  }
  if (const auto *ER = dyn_cast<ElementRegion>(R)) {
    Place P = place(ER->getSuperRegion(), State);
    SVal Index = ER->getIndex();
    if (auto I = Index.getAs<nonloc::ConcreteInt>()) {
      const llvm::APSInt &Known = compat::number(I->getValue());
      const auto *Super = dyn_cast<TypedValueRegion>(ER->getSuperRegion());
      bool Array = Super && Super->getValueType()->isArrayType();
      if (Known == 0 && !Array)
        return P; // a cast, or p[0], which is *p
      P.Field += "[" + std::to_string(Known.getExtValue()) + "]";
      return P;
    }
    const HcTerm *T = value(Index, State);
    P.Field += "[#" + std::to_string(T->id) + "]";
    return P;
  }
  Place P;
  if (const auto *SR = dyn_cast<SymbolicRegion>(R)) {
    P.Base = symbol(SR->getSymbol(), State);
  } else if (const auto *VR = dyn_cast<VarRegion>(R)) {
    const VarDecl *VD = VR->getDecl();
    P.Base = VD->hasGlobalStorage()
                 ? make(HC_TERM_GLOBAL, !VD->isExternallyVisible(),
                        VD->getName())
                 : make(HC_TERM_UNKNOWN, 1,
                        Prefix + "&" + VD->getNameAsString());
  } else if (const auto *FCR = dyn_cast<FunctionCodeRegion>(R)) {
    const auto *ND = FCR->getDecl();
    P.Base = make(HC_TERM_GLOBAL, 0, ND ? ND->getName() : "");
  } else if (const auto *Str = dyn_cast<StringRegion>(R)) {
    P.Base = make(HC_TERM_STRING, 0, Str->getStringLiteral()->getBytes());
  } else if (const auto *Sub = dyn_cast<SubRegion>(R)) {
    if (isa<CXXBaseObjectRegion, CompoundLiteralRegion>(R))
      return place(Sub->getSuperRegion(), State);
    P.Base = unknown("region" + std::to_string(++NextUnknown));
  } else {
    P.Base = unknown("region" + std::to_string(++NextUnknown));
  }
  return P;
}

/// "abc" and "abc" + 1 where they are used as pointers.
const HcTerm *Terms::literal(const MemRegion *R) {
  if (const auto *Str = dyn_cast<StringRegion>(R))
    return make(HC_TERM_STRING, 0, Str->getStringLiteral()->getBytes());
  if (const auto *ER = dyn_cast<ElementRegion>(R))
    if (const auto *Str = dyn_cast<StringRegion>(ER->getSuperRegion()))
      if (auto I = ER->getIndex().getAs<nonloc::ConcreteInt>()) {
        StringRef Bytes = Str->getStringLiteral()->getBytes();
        uint64_t N = compat::number(I->getValue()).getZExtValue();
        return make(HC_TERM_STRING, 0,
                    N <= Bytes.size() ? Bytes.drop_front(N) : "");
      }
  return nullptr;
}

const HcTerm *Terms::value(SVal V, ProgramStateRef State) {
  if (auto I = V.getAs<nonloc::ConcreteInt>())
    return make(HC_TERM_INT, compat::number(I->getValue()).getExtValue(), "");
  if (auto I = V.getAs<loc::ConcreteInt>())
    return make(HC_TERM_INT, compat::number(I->getValue()).getExtValue(), "");
  if (auto L = V.getAs<loc::MemRegionVal>()) {
    const MemRegion *R = L->getRegion();
    if (const HcTerm *Literal = literal(R->StripCasts()))
      return Literal;
    // Upcasts through the first member, in either direction.
    while (const auto *FR = dyn_cast<FieldRegion>(R)) {
      if (!isAtOffsetZero(FR))
        break;
      R = FR->getSuperRegion();
    }
    R = backAtStart(R);
    Place P = place(R, State);
    if (P.Field.empty())
      return P.Base;
    return make(HC_TERM_ADDR, 0, P.Field, {P.Base});
  }
  if (SymbolRef Sym = V.getAsSymbol())
    return symbol(Sym, State);
  if (auto N = V.getAs<nonloc::LocAsInteger>())
    return value(N->getLoc(), State);
  return unknown("value" + std::to_string(++NextUnknown));
}

/// Numbered in order of creation, so stable from run to run.
static std::string symbolId(SymbolRef Sym) {
  const auto *Data = dyn_cast<SymbolData>(Sym);
  return Data ? std::to_string(Data->getSymbolID()) : "";
}

const HcTerm *Terms::parameter(const ParmVarDecl *P) {
  unsigned I = P->getFunctionScopeIndex();
  if (I == 0 && P->getType()->isPointerType())
    return make(HC_TERM_SELF, 0, "");
  return make(HC_TERM_PARAM, I, "");
}

const HcTerm *Terms::symbol(SymbolRef Sym, ProgramStateRef State) {
  if (const HcTerm *const *Known = State->get<ContextOf>(Sym))
    return *Known;
  if (const HcTerm *const *Known = State->get<NameOf>(Sym))
    return *Known;
  if (const HcTerm *const *Known = State->get<EqualityOf>(Sym))
    return *Known;
  if (const HcTerm *const *Known = State->get<ValueOf>(Sym))
    return *Known;
  for (const auto &Entry : State->get<FixedContexts>())
    if (Entry.second == Sym)
      return make(HC_TERM_GLOBAL, 0, Entry.first->getName().str() + "()");
  if (const bool *Zeroed = State->get<HeapSymbols>(Sym))
    return make(HC_TERM_HEAP, *Zeroed, Prefix + "heap" +
                                     symbolId(Sym));
  if (const auto *RV = dyn_cast<SymbolRegionValue>(Sym)) {
    const MemRegion *R = RV->getRegion();
    if (const auto *VR = dyn_cast<VarRegion>(R)) {
      if (const auto *PVD = dyn_cast<ParmVarDecl>(VR->getDecl())) {
        // Parameters of inlined functions are bound; only the top one's are
        // unknown.
        auto It = Given.find(PVD);
        return It == Given.end() ? parameter(PVD) : It->second;
      } else if (!VR->getDecl()->hasGlobalStorage()) {
        return unknown("var" + symbolId(Sym));
      }
    }
    Place P = place(R, State);
    return make(HC_TERM_LOAD, 0, P.Field, {P.Base});
  }
  if (const auto *C = dyn_cast<SymbolCast>(Sym))
    return symbol(C->getOperand(), State);
  if (const auto *SI = dyn_cast<SymIntExpr>(Sym))
    return make(HC_TERM_EXPR, 0, BinaryOperator::getOpcodeStr(SI->getOpcode()),
                {symbol(SI->getLHS(), State),
                 make(HC_TERM_INT,
                      compat::number(SI->getRHS()).getExtValue(), "")});
  if (const auto *IS = dyn_cast<IntSymExpr>(Sym))
    return make(HC_TERM_EXPR, 0, BinaryOperator::getOpcodeStr(IS->getOpcode()),
                {make(HC_TERM_INT,
                      compat::number(IS->getLHS()).getExtValue(), ""),
                 symbol(IS->getRHS(), State)});
  if (const auto *SS = dyn_cast<SymSymExpr>(Sym))
    return make(HC_TERM_EXPR, 0, BinaryOperator::getOpcodeStr(SS->getOpcode()),
                {symbol(SS->getLHS(), State), symbol(SS->getRHS(), State)});
  UnaryOperatorKind Op = UO_Minus;
  if (SymbolRef Operand = compat::unaryOperand(Sym, Op))
    return make(HC_TERM_EXPR, 0, UnaryOperator::getOpcodeStr(Op),
                {symbol(Operand, State)});
  // Whoever made this value was not seen.
  return make(HC_TERM_UNKNOWN, 1, Prefix + "v" + symbolId(Sym));
}

/// The literal a const array or a never assigned pointer was initialised with.
static const StringLiteral *literalOf(const VarDecl *VD) {
  const Expr *Init = VD->getAnyInitializer();
  return Init ? dyn_cast<StringLiteral>(Init->IgnoreParenImpCasts()) : nullptr;
}

const HcTerm *Terms::name(SVal V, ProgramStateRef State) {
  if (const MemRegion *R = V.getAsRegion()) {
    R = R->StripCasts();
    if (const auto *VR = dyn_cast<VarRegion>(R)) {
      const VarDecl *VD = VR->getDecl();
      if (VD->getType()->isArrayType() && VD->getType().isConstQualified())
        if (const StringLiteral *Lit = literalOf(VD))
          return make(HC_TERM_STRING, 0, Lit->getBytes());
    }
    if (const HcTerm *const *Text = State->get<BufferText>(R))
      return *Text;
    if (const unsigned *Version = State->get<BufferVersion>(R))
      return unknown("buffer" + std::to_string(*Version));
    if (const HcTerm *Literal = literal(R))
      return Literal;
    // s->name, an array: its content, as a pointer's is what it points to.
    if (const auto *TR = dyn_cast<TypedValueRegion>(R);
        TR && TR->getValueType()->isArrayType() && outlives(TR)) {
      Place P = place(TR, State);
      return make(HC_TERM_LOAD, 0, P.Field, {P.Base});
    }
  }
  if (SymbolRef Sym = V.getAsSymbol())
    if (const auto *RV = dyn_cast<SymbolRegionValue>(Sym))
      if (const auto *VR = dyn_cast<VarRegion>(RV->getRegion())) {
        const VarDecl *VD = VR->getDecl();
        if (VD->hasGlobalStorage() && !VD->isExternallyVisible() &&
            !Reassigned.count(VD))
          if (const StringLiteral *Lit = literalOf(VD))
            return make(HC_TERM_STRING, 0, Lit->getBytes());
      }
  return value(V, State);
}

const HcTerm *Terms::pieces(ArrayRef<const HcTerm *> Pieces) {
  // Adjacent literals are one, a lone piece is itself, so that
  // g_strdup_printf("%s", x) equals x and "a" "%s" equals g_strconcat("a", x).
  SmallVector<const HcTerm *, 8> Flat;
  auto Add = [&](const HcTerm *T) {
    if (T->kind == HC_TERM_STRING && !Flat.empty() &&
        Flat.back()->kind == HC_TERM_STRING) {
      Flat.back() =
          make(HC_TERM_STRING, 0, std::string(Flat.back()->text) + T->text);
      return;
    }
    if (T->kind == HC_TERM_STRING && !*T->text)
      return;
    Flat.push_back(T);
  };
  for (const HcTerm *T : Pieces) {
    if (T->kind == HC_TERM_APP && StringRef(T->text) == "format") {
      for (unsigned I = 0; I < T->n_args; ++I)
        Add(T->args[I]);
    } else {
      Add(T);
    }
  }
  if (Flat.empty())
    return make(HC_TERM_STRING, 0, "");
  if (Flat.size() == 1)
    return Flat[0];
  return make(HC_TERM_APP, 0, "format", Flat);
}

const HcTerm *Terms::format(StringRef Format, ArrayRef<SVal> Args,
                            ProgramStateRef State) {
  SmallVector<const HcTerm *, 8> Pieces;
  std::string Text;
  auto Flush = [&] {
    if (!Text.empty())
      Pieces.push_back(make(HC_TERM_STRING, 0, Text));
    Text.clear();
  };
  for (size_t I = 0; I < Format.size(); ++I) {
    if (Format[I] != '%') {
      Text += Format[I];
      continue;
    }
    if (I + 1 < Format.size() && Format[I + 1] == '%') {
      Text += '%';
      ++I;
      continue;
    }
    size_t End = Format.find_first_of("diouxXcsSpfFeEgGaAn", I + 1);
    if (End == StringRef::npos || Args.empty() ||
        Format.slice(I, End).contains('*'))
      return unknown("format" + std::to_string(++NextUnknown));
    StringRef Spec = Format.slice(I, End + 1);
    Flush();
    if (Spec == "%s")
      Pieces.push_back(name(Args[0], State));
    else
      Pieces.push_back(make(HC_TERM_APP, 0, Spec, {value(Args[0], State)}));
    Args = Args.drop_front();
    I = End;
  }
  Flush();
  return pieces(Pieces);
}

bool Terms::outlives(const MemRegion *R) {
  const MemRegion *Base = R->getBaseRegion();
  if (isa<SymbolicRegion>(Base))
    return true;
  if (const auto *VR = dyn_cast<VarRegion>(Base))
    return VR->getDecl()->hasGlobalStorage();
  return false;
}

void Terms::setPhrase(const HcTerm *T, std::string Phrase) {
  Phrases[T] = std::move(Phrase);
}

std::string Terms::phrase(const HcTerm *T, const Expr *Spelled) {
  if (T->kind == HC_TERM_STRING)
    return "'" + std::string(T->text) + "'";
  auto It = Phrases.find(T);
  if (It != Phrases.end())
    return It->second;
  return "'" + spell(Spelled) + "'";
}

const Expr *stripCasts(const Expr *E, const HcContract *C) {
  for (;;) {
    E = E->IgnoreParenCasts();
    if (const auto *SE = dyn_cast<StmtExpr>(E)) {
      // container_of() and g_autoptr helpers: the value is the last statement.
      const auto *CS = SE->getSubStmt();
      if (CS->body_empty())
        return E;
      const auto *Last = dyn_cast<Expr>(CS->body_back());
      if (!Last)
        return E;
      E = Last;
      continue;
    }
    const auto *CE = dyn_cast<CallExpr>(E);
    const FunctionDecl *FD = CE ? CE->getDirectCallee() : nullptr;
    if (!FD || !FD->getIdentifier())
      return E;
    const HcFact *Fact = hc_contract_fact(C, FD->getName().str().c_str(),
                                          HC_FACT_IDENTITY);
    if (Fact && Fact->arg >= 0 && unsigned(Fact->arg) < CE->getNumArgs()) {
      E = CE->getArg(Fact->arg);
      continue;
    }
    // An instance checker: static inline T *VBLK(const void *obj), made by
    // DECLARE_INSTANCE_CHECKER; its body is one cast of its argument.
    const Stmt *Body = CE->getNumArgs() == 1 ? FD->getBody() : nullptr;
    const auto *CS = dyn_cast_or_null<CompoundStmt>(Body);
    const auto *RS = CS && CS->size() == 1
                         ? dyn_cast<ReturnStmt>(CS->body_back())
                         : nullptr;
    if (!RS || !RS->getRetValue())
      return E;
    const auto *Ref =
        dyn_cast<DeclRefExpr>(stripCasts(RS->getRetValue(), C));
    if (!Ref || Ref->getDecl() != FD->getParamDecl(0))
      return E;
    E = CE->getArg(0);
  }
}

std::string Terms::spell(const Expr *E) const {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  PrintingPolicy Policy(Ctx.getLangOpts());
  E->IgnoreParenCasts()->printPretty(OS, nullptr, Policy);
  OS.flush();
  // One line, whatever a macro became.
  std::string Line;
  for (char C : Text)
    if (C != '\n')
      Line += C;
    else if (!Line.empty() && Line.back() != ' ')
      Line += ' ';
  return Line;
}

} // namespace holdcheck
