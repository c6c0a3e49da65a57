//===-- GivenUp.cpp - holds that an unseen callee may put -----------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// It may put a hold only if its types let it reach the IOThread: it takes one,
// or the very type the IOThread was read from, or void.
//===----------------------------------------------------------------------===//
#include "HoldModel.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

static const RecordDecl *recordOf(QualType Ty) {
  if (!Ty->isPointerType())
    return nullptr;
  const auto *RT = Ty->getPointeeType()->getAs<RecordType>();
  return RT ? canonical(RT->getDecl()) : nullptr;
}

/// Whether memory of Base holds the IOThread of H or a context of it.
static bool storedIn(ProgramStateRef S, const MemRegion *Base, const Effect *H,
                     Terms &T) {
  struct Handler : StoreManager::BindingsHandler {
    ProgramStateRef S;
    const MemRegion *Base;
    const Effect *H;
    Terms &T;
    bool Found = false;
    Handler(ProgramStateRef S, const MemRegion *B, const Effect *H, Terms &T)
        : S(S), Base(B), H(H), T(T) {}
    bool HandleBinding(StoreManager &, Store, const MemRegion *R,
                       SVal V) override {
      if (R->getBaseRegion() != Base || !V.getAsSymbol(true))
        return true;
      const HcTerm *Term = T.value(V, S);
      Found |= Term == H->Key ||
               (Term->kind == HC_TERM_APP && Term->n_args &&
                Term->args[0] == H->Key);
      return !Found;
    }
  } Look(S, Base, H, T);
  S->getStateManager().getStoreManager().iterBindings(S->getStore(), Look);
  return Look.Found;
}

HoldModel::State HoldModel::giveUp(const CallEvent &Call, Ctx &C, State S,
                                   const FunctionDecl *FD) const {
  std::string Name = FD && FD->getIdentifier() ? FD->getName().str() : "";
  const HcFact *Harmless =
      hc_contract_fact(M->Contract, Name.c_str(), HC_FACT_HARMLESS);
  bool Exact = Harmless && Name == Harmless->function;
  const HcFact *Runs =
      hc_contract_fact(M->Contract, Name.c_str(), HC_FACT_RUNS_RELEASE);
  // A body in the file that cannot reach the API puts nothing, but what it
  // calls outside the file may.
  const llvm::DenseSet<const RecordDecl *> *Reaches = nullptr;
  if (FD && FD->hasBody())
    Reaches = &M->Index->typesGivenAway(FD);
  bool IsCallback = false;
  for (unsigned I = 0; I < Call.getNumArgs(); ++I)
    IsCallback |= Call.getArgSVal(I).getAsFunctionDecl() != nullptr;

  auto MayPut = [&](const Effect *H, unsigned I) {
    SVal V = Call.getArgSVal(I);
    const MemRegion *R = V.getAsRegion();
    if (!R)
      return false;
    R = R->getBaseRegion();
    QualType Ty = parameterType(Call, FD, I);
    const RecordDecl *RD = recordOf(Ty);
    bool Void = Ty->isVoidPointerType();
    if (!RD && !Void)
      return false;
    if (Runs && (Runs->arg == int(I) || Runs->arg == HC_NO_ARG))
      return H ? R == H->OwnerBase || storedIn(S, R, H, *M->T) : true;
    if (Exact || (Void && (Harmless || IsCallback)))
      return false;
    if (Reaches)
      return RD && Reaches->count(RD);
    if (!H) // whatever the owner holds
      return M->T->value(loc::MemRegionVal(R), S)->kind == HC_TERM_SELF &&
             (Void || M->Index->isOwnerType(RD));
    bool IsThread = RD && recordName(RD) == H->Pair->key_type;
    if (IsThread || Void)
      if (M->T->value(V, S) == H->Key)
        return !Harmless;
    if (!FD && M->Index->isGenericType(RD) && !Void)
      return false; // parent_realize(dev, errp)
    if (!FD) // through a pointer: anybody
      return R == H->OwnerBase || storedIn(S, R, H, *M->T);
    if (Void || llvm::is_contained(H->OwnerTypes, RD))
      if (R == H->OwnerBase || (!H->OwnerBase && RD))
        return true;
    return !M->Index->isGenericType(RD) && storedIn(S, R, H, *M->T);
  };

  bool ToForeign = FD && M->Index->isForeign(FD);
  SmallVector<const Effect *, 4> Given;
  for (const Effect *H : S->get<HoldList>())
    for (unsigned I = 0; I < Call.getNumArgs(); ++I)
      if (MayPut(H, I)) {
        Given.push_back(H);
        break;
      }
  for (const Effect *H : Given) {
    Effect E = proto(Effect::GiveUp, Call.getOriginExpr(), C);
    E.Pair = H->Pair;
    E.Key = H->Key;
    E.Holder = H->Holder;
    E.KeyText = H->KeyText;
    E.Of = H;
    E.ToForeign = ToForeign;
    E.Detail = Name;
    S = record(S, intern(E));
    // All equal holds go: how many it puts is not known either.
    S = dropHold(S, H, /*All=*/true);
  }
  if (Given.empty() && !ToForeign)
    for (unsigned I = 0; I < Call.getNumArgs(); ++I)
      if (MayPut(nullptr, I)) {
        Effect E = proto(Effect::GiveUp, Call.getOriginExpr(), C);
        E.Detail = Name;
        E.Key = M->T->value(Call.getArgSVal(I), S);
        S = record(S, intern(E));
        break;
      }
  return S;
}

} // namespace holdcheck
