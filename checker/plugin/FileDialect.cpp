//===-- FileDialect.cpp - which API this file speaks ----------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// Which pairs of the contract are active in a file, and which of its calls are
// theirs.
//===----------------------------------------------------------------------===//
#include "FileIndex.h"
#include "IndexRows.h"
#include "Terms.h"

#include "clang/AST/Attr.h"

using namespace clang;

namespace holdcheck {

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
bool FileIndex::apiIsReferenced(const References *Refs) const {
  bool Found = false;
  auto Is = [&](const auto *D) {
    return Refs ? Refs->has(D) : D->isReferenced() || D->isUsed();
  };
  auto Look = [&](const char *Function) {
    auto It = Ctx.Idents.find(Function);
    if (It == Ctx.Idents.end())
      return;
    DeclarationName Name(It->second);
    for (NamedDecl *ND : Ctx.getTranslationUnitDecl()->lookup(Name))
      if (const auto *FD = dyn_cast<FunctionDecl>(ND))
        for (const FunctionDecl *R : FD->redecls())
          Found |= Is(R) || (R->doesThisDeclarationHaveABody() &&
                             (!Refs || R->isExternallyVisible()));
  };
  for (const HcPair *Pair : Active) {
    Look(Pair->acquire.function);
    Look(Pair->release.function);
  }
  forRows(Contract->borrows, [&](void *Row) {
    Look(static_cast<HcBorrow *>(Row)->call.function);
  });
  for (const std::string &Name : Callees)
    Look(Name.c_str());
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
            Found |= F->getName() == CF->field && Is(F);
  });
  return Found;
}

bool FileIndex::isForeign(const FunctionDecl *FD) const {
  return !Callees.empty() && FD->getIdentifier() && FD->isExternallyVisible() &&
         !FD->hasBody() && Callees.count(FD->getName().str());
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
  // Also a gpointer that the prototype makes one.
  return pointeeRecord(stripCasts(Arg, Contract)->getType()) == Type ||
         pointeeRecord(Arg->IgnoreParenCasts()->getType()) == Type ||
         pointeeRecord(Arg->getType()) == Type;
}

} // namespace holdcheck
