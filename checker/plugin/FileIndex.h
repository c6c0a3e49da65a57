//===-- FileIndex.h - what in this file can matter --------------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// One walk over the syntax tree, before any path is explored: which functions
// can reach the API, who calls whom, which function sits in which slot, and
// who writes which field.  A file that never names the API costs nothing.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_FILEINDEX_H
#define HOLDCHECK_FILEINDEX_H

#include "Containers.h"
#include "References.h"
#include "contract/contract.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace holdcheck {

struct FunctionInfo {
  const clang::FunctionDecl *Def = nullptr;
  llvm::SetVector<const clang::FunctionDecl *> Callees; // definitions
  bool NamesApi = false;
  bool Relevant = false;
  bool AddressTaken = false;
  bool HasCleanup = false;
  bool UsesContext = false; ///< itself or through what it calls
  unsigned Size = 0; ///< statements
  bool HasLoop = false;
  std::vector<const clang::VarDecl *> Statics; ///< local, not const
  std::vector<int64_t> LoopBounds; ///< constant ones: i < 8, i <= 7
  bool HasBranch = false;
  bool InMainFile = false;
};

struct SlotInfo {
  std::string Group;
  std::string Slot;
  const clang::FunctionDecl *Function;
  clang::SourceLocation Loc;
};

struct FieldUse {
  std::string Type, Field, Function;
  bool Escapes;
  bool Given = false; ///< what its caller gives it, whenever it runs
  bool Never = false; ///< no use at all: nothing writes it
};

struct ContextRead {
  const clang::MemberExpr *Member;
  const clang::FunctionDecl *In;
};

/// The first value of i at which i < N, i <= N or i != N ends a loop.
std::optional<int64_t> constantBound(const clang::Expr *Cond,
                                     const clang::ASTContext &Ctx);

/// What the annotations of a function say.
struct Annotations {
  bool Acquires = false, Releases = false;
  bool Ignore = false, IgnoreWithoutReason = false;
};
Annotations annotationsOf(const clang::Decl *D);

/// "IOThread" for a pointer to struct IOThread, also through a typedef of an
/// unnamed struct; "" for all else.
std::string pointeeRecord(clang::QualType Ty);
inline const clang::RecordDecl *canonical(const clang::RecordDecl *RD) {
  return llvm::cast<clang::RecordDecl>(RD->getCanonicalDecl());
}
/// "GBad::iothread": fields of one name in unlike records are two fields.
std::string qualifiedName(const clang::FieldDecl *FD);
std::string recordName(const clang::RecordDecl *RD);

class FileIndex {
public:
  /// Callees: functions of other files that are known to take or put.
  /// Refs: null: what Sema says is referred to will do.
  FileIndex(clang::ASTContext &Ctx, const HcContract *Contract,
            const std::set<std::string> &Callees, const References *Refs);

  /// False: nothing here can matter, and nothing else was looked at.
  bool matters() const { return Matters; }
  bool isHolderDialect() const { return HolderDialect; }
  /// This file defines the API: it may touch struct IOThread's own fields.
  bool definesApi() const { return DefinesApi; }

  /// A function of another file that takes or puts holds.
  bool isForeign(const clang::FunctionDecl *FD) const;

  bool isActive(const HcPair *Pair) const;
  /// The active pair of which FD is the acquire/release; with the classic
  /// pair the argument must be an IOThread, which only the call can tell.
  const HcPair *acquires(const clang::FunctionDecl *FD) const;
  const HcPair *releases(const clang::FunctionDecl *FD) const;
  /// A pair that is not active here, but whose calls are manual references
  /// beside the active one's holds.
  const HcPair *manualRef(const clang::FunctionDecl *FD, bool &IsRef) const;
  const HcCall *borrows(const clang::FunctionDecl *FD) const;
  /// Whether argument I of CE is a context or a thing that lives in one, so
  /// that the call uses it.
  bool isContextUse(const clang::CallExpr *CE, unsigned I) const;
  /// A call that only prints or frees what it is given.
  bool ignoresContext(const clang::CallExpr *CE) const;
  /// Whether argument Arg of CE is, before casts, a pointer to Type.
  bool argumentIs(const clang::Expr *Arg, llvm::StringRef Type) const;

  /// Types through which some get or put of the file reaches its IOThread.
  bool isOwnerType(const clang::RecordDecl *RD) const {
    return RD && OwnerTypes.count(canonical(RD));
  }
  /// A type that others begin with: a callee that takes it knows nothing of
  /// the fields behind.
  bool isGenericType(const clang::RecordDecl *RD) const;
  /// Defined in this file: no other file can reach into it.
  bool isPrivateType(const clang::RecordDecl *RD) const;
  /// Record types that the body of FD, which cannot reach the API itself,
  /// hands to functions outside the file.
  const llvm::DenseSet<const clang::RecordDecl *> &
  typesGivenAway(const clang::FunctionDecl *FD) const;

  const Containers &containers() const { return Tables; }

  const FunctionInfo *info(const clang::FunctionDecl *FD) const;
  /// A static function that nothing names, not even to register it.
  bool isDead(const clang::FunctionDecl *FD) const;
  /// The relevant functions to start from, callers before callees.
  std::vector<const clang::FunctionDecl *> roots() const;
  /// All relevant functions, in source order.
  std::vector<const clang::FunctionDecl *> relevant() const;

  const std::vector<SlotInfo> &slots() const { return Slots; }
  const std::vector<FieldUse> &fieldUses() const { return FieldUses; }
  const std::vector<ContextRead> &contextReads() const { return ContextReads; }
  const llvm::SetVector<const clang::VarDecl *> &reassigned() const {
    return Reassigned;
  }
  /// Slots FD sits in: "TypeInfo.instance_finalize".
  std::vector<std::string> slotsOf(const clang::FunctionDecl *FD) const;
  /// Whether FD sits in a slot that runs after another one that may put.
  bool followsSlots(const clang::FunctionDecl *FD) const {
    return Following.count(FD->getCanonicalDecl());
  }
  const llvm::MapVector<const clang::FunctionDecl *, FunctionInfo> &
  functions() const {
    return Functions;
  }

private:
  clang::ASTContext &Ctx;
  const HcContract *Contract;
  const std::set<std::string> &Callees;
  bool Matters = false, HolderDialect = false, DefinesApi = false;
  std::vector<const HcPair *> Active, Inactive;
  llvm::MapVector<const clang::FunctionDecl *, FunctionInfo> Functions;
  std::vector<const clang::FunctionDecl *> Pending;
  llvm::SetVector<const clang::FunctionDecl *> Taken;
  Containers Tables;
  std::vector<SlotInfo> Slots;
  llvm::DenseSet<const clang::FunctionDecl *> Following;
  std::vector<FieldUse> FieldUses;
  std::vector<ContextRead> ContextReads;
  /// Pointers in records that are read, fields of which the offset is asked,
  /// and records written as a whole.
  llvm::SetVector<const clang::FieldDecl *> PointersRead;
  llvm::DenseSet<const clang::FieldDecl *> OffsetTaken;
  llvm::DenseSet<const clang::RecordDecl *> WrittenWhole;
  llvm::SetVector<const clang::VarDecl *> Reassigned;
  /// "&s->name" where only the field itself is read and written by it.
  llvm::DenseSet<const clang::UnaryOperator *> ReadThrough;
  std::vector<std::pair<std::string, std::string>> Joins;
  llvm::DenseSet<const clang::RecordDecl *> OwnerTypes;
  mutable llvm::DenseMap<const clang::FunctionDecl *,
                         llvm::DenseSet<const clang::RecordDecl *>>
      GivenAway;

  bool isDeclared(const char *Function) const;
  void decideDialect();
  bool apiIsReferenced(const References *Refs) const;
  void addFunction(const clang::FunctionDecl *FD);
  void walk(const clang::Stmt *S, FunctionInfo &FI);
  void walkCall(const clang::CallExpr *CE, FunctionInfo &FI);
  bool isProperty(const clang::CallExpr *CE, unsigned I) const;
  void walkAssign(const clang::Expr *LHS, const clang::Expr *RHS,
                  clang::SourceLocation Loc, FunctionInfo &FI);
  void noteField(const clang::Expr *E, llvm::StringRef Function, bool Escapes);
  void noteGiven(const clang::FunctionDecl *FD);
  void noteNeverWritten();
  const clang::FunctionDecl *lastLeftOut() const;
  void walkVar(const clang::VarDecl *VD);
  void walkInit(const clang::Expr *Init, const std::string &Group);
  void mention(const clang::FunctionDecl *FD);
  void propagate();
  bool mayKeep(const FunctionInfo &FI) const;
  bool isKeyPointer(clang::QualType Ty) const;
  void joinGroups();
};

} // namespace holdcheck

#endif
