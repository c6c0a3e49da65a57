//===-- HoldState.h - what a path knows about holds -------------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// The records behind the program state.  A record is interned for one call
// site, call stack and value, so that two paths that took the same hold in the
// same way share it and states can be compared by pointer.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_HOLDSTATE_H
#define HOLDCHECK_HOLDSTATE_H

#include "contract/contract.h"
#include "summary/summary.h"

#include "clang/StaticAnalyzer/Core/PathSensitive/ProgramStateTrait.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ProgramState.h"
#include <memory>
#include <string>
#include <vector>

namespace holdcheck {

/// A call of a function whose body is in another file; see HcUnseenCall.
struct ForeignCall {
  struct Row {
    const HcTerm *Base;
    std::string Field;
    const HcTerm *Value;
  };
  std::vector<const HcTerm *> Args;
  const HcTerm *Result = nullptr;
  HcOutcome Outcome = HC_OUTCOME_UNKNOWN;
  std::vector<Row> Writes, Outs;
};

/// One thing a path does to holds, in order of execution.
struct Effect {
  enum Kind {
    Acquire,
    Release,
    Use,      ///< of a context, after a release on the path
    GiveUp,   ///< an unseen callee may put it
    Register, ///< callback or driver
    Ref,      ///< manual object_ref, holder dialect
    Unref,    ///< manual object_unref, holder dialect
    Borrow,   ///< classic get: a context with no hold
    BadName,  ///< HolderName: nothing else is known about the call
    Foreign,  ///< a call of a function of another file that takes or puts
    Drop,     ///< what is in a table no longer is
    Overwrite ///< the pointer that led to a hold's IOThread is overwritten
  };

  Kind K;
  unsigned Id = 0; ///< order of creation
  const HcPair *Pair = nullptr;
  const HcTerm *Key = nullptr;
  clang::ento::SVal KeyVal;
  const HcTerm *Holder = nullptr;
  std::string KeyText;
  std::string HolderText;
  std::string Detail; ///< callee of a Ref, what a Use uses, slot function
  const clang::Stmt *Site = nullptr;
  const clang::LocationContext *LCtx = nullptr;
  /// The statement and the calls that led to it, whatever the loop count.
  uint64_t SiteId = 0;
  /// Release: the acquire it ended, or null.  Overwrite: the hold it is about.
  /// GiveUp: the hold given up, or null for "whatever the owner holds".
  const Effect *Of = nullptr;
  /// Release without match: the hold on this path it may have been meant for,
  /// alike but for its name or its IOThread.  Or, for a second put, the first.
  const Effect *Near = nullptr;
  enum NearKind { None, OtherName, OtherThread, Again } NearBy = None;
  /// BadName: which.
  int Message = -1;
  /// GiveUp: to a function of another file whose summary will tell more.
  bool ToForeign = false;
  /// Release: behind a question for its IOThread that an earlier put of the
  /// path did not ask.
  bool Asked = false;
  /// Foreign: what the summary says of the call.
  std::shared_ptr<const ForeignCall> Call;
  /// Types through which the code reached the IOThread: an unseen callee that
  /// takes one of these may put the hold.
  std::vector<const clang::RecordDecl *> OwnerTypes;
  const clang::ento::MemRegion *OwnerBase = nullptr;
  bool KeyIsParam = false;
  bool HolderIsParam = false;

  bool isHoldEvent() const { return K == Acquire || K == Release; }
  /// A release that ended a hold of this path, and not just for want of a
  /// better one: a name that was read from memory is one that was saved before,
  /// so one that is made here is hardly meant.
  bool surelyMatched() const {
    return Of && (Of->Holder == Holder || !Holder || !Of->Holder ||
                  Holder->kind != HC_TERM_LOAD ||
                  Of->Holder->kind == HC_TERM_LOAD);
  }
};

} // namespace holdcheck

// Clang's own REGISTER_*_WITH_PROGRAMSTATE make a type per source file; these
// traits are shared by several.
#define HC_PROGRAM_STATE(Name, ...)                                            \
  namespace holdcheck {                                                        \
  struct Name {};                                                              \
  using Name##Ty = __VA_ARGS__;                                                \
  }                                                                            \
  namespace clang {                                                            \
  namespace ento {                                                             \
  template <>                                                                  \
  struct ProgramStateTrait<holdcheck::Name>                                    \
      : public ProgramStatePartialTrait<holdcheck::Name##Ty> {                 \
    static void *GDMIndex() {                                                  \
      static int Index;                                                        \
      return &Index;                                                           \
    }                                                                          \
  };                                                                           \
  }                                                                            \
  }

// Holds taken on this path and not put; all that happened.  Newest first.
HC_PROGRAM_STATE(HoldList, llvm::ImmutableList<const holdcheck::Effect *>)
HC_PROGRAM_STATE(EffectList, llvm::ImmutableList<const holdcheck::Effect *>)
// What a pointer value stands for: a holder name that was built here, or a
// context and what is derived from it.
HC_PROGRAM_STATE(NameOf,
                 llvm::ImmutableMap<clang::ento::SymbolRef, const HcTerm *>)
HC_PROGRAM_STATE(ContextOf,
                 llvm::ImmutableMap<clang::ento::SymbolRef, const HcTerm *>)
// Freshly allocated names that nobody else points to yet.
HC_PROGRAM_STATE(FreshName,
                 llvm::ImmutableMap<clang::ento::SymbolRef, const HcName *>)
// Symbols of memory allocated on this path, and whether it was zeroed.
HC_PROGRAM_STATE(HeapSymbols,
                 llvm::ImmutableMap<clang::ento::SymbolRef, bool>)
// ... that something unseen was given.
HC_PROGRAM_STATE(HeapEscaped, llvm::ImmutableSet<clang::ento::SymbolRef>)
// Every region a binding was seen for: the store itself forgets which field
// of an object an offset was.
HC_PROGRAM_STATE(WrittenRegions,
                 llvm::ImmutableSet<const clang::ento::MemRegion *>)
// Symbols that are not NULL because the API was given them: no condition of
// the code's.
HC_PROGRAM_STATE(Presumed, llvm::ImmutableSet<clang::ento::SymbolRef>)
// ... of which the code asks, but only after it put them.
HC_PROGRAM_STATE(AskedLate, llvm::ImmutableSet<clang::ento::SymbolRef>)
// What the function is about to return, at key 0: the engine forgets it
// before the end.
HC_PROGRAM_STATE(ReturnValue, llvm::ImmutableMap<unsigned, clang::ento::SVal>)
// Conditions of loops that were entered and need not be again.
HC_PROGRAM_STATE(LoopsSeen, llvm::ImmutableSet<const clang::Expr *>)
// IOThreads put into a list or table by an unseen function.
HC_PROGRAM_STATE(PutAway, llvm::ImmutableSet<const HcTerm *>)
// What a value is by where it comes from: a place of a table, something made on
// a context.  What the path left in places of tables, NULL where it was dropped.
HC_PROGRAM_STATE(ValueOf,
                 llvm::ImmutableMap<clang::ento::SymbolRef, const HcTerm *>)
HC_PROGRAM_STATE(Elements, llvm::ImmutableMap<const HcTerm *, const HcTerm *>)
// What a function without parameters, qemu_get_aio_context(), gave: it gives
// the same again, and never the context of an IOThread that is taken here.
HC_PROGRAM_STATE(FixedContexts,
                 llvm::ImmutableMap<const clang::FunctionDecl *,
                                    clang::ento::SymbolRef>)
// Whether two pointers are equal, as a value of its own: the engine keeps that
// where nobody can read it.
HC_PROGRAM_STATE(EqualitySymbol,
                 llvm::ImmutableMap<const HcTerm *, clang::ento::SymbolRef>)
HC_PROGRAM_STATE(EqualityOf,
                 llvm::ImmutableMap<clang::ento::SymbolRef, const HcTerm *>)
// A char buffer handed to a writer: its content has another version.
HC_PROGRAM_STATE(BufferVersion,
                 llvm::ImmutableMap<const clang::ento::MemRegion *, unsigned>)
// ... or is a name that is known.
HC_PROGRAM_STATE(BufferText, llvm::ImmutableMap<const clang::ento::MemRegion *,
                                                const HcTerm *>)

#endif
