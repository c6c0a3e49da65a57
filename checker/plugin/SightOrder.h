//===-- SightOrder.h - an order for what is known by address ----*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// The engine keeps constraints and memory in maps by address, which differs
// from run to run; terms are numbered as they are made, and a summary must be
// the same bytes each time.  So they come in the order in which they were first
// seen, and those that are seen together by their text.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_SIGHTORDER_H
#define HOLDCHECK_SIGHTORDER_H

#include "clang/StaticAnalyzer/Core/PathSensitive/MemRegion.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/SymExpr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <string>
#include <vector>

namespace holdcheck {

/// Thing: SymExpr or MemRegion.
template <typename Thing> class SightOrder {
  llvm::DenseMap<const Thing *, unsigned> Ranks;

public:
  void clear() { Ranks.clear(); }

  /// Row: what is to be sorted; thing(Row) is what it is about.
  template <typename Row, typename Get>
  void sort(std::vector<Row> &Rows, Get thing) {
    std::vector<std::pair<std::string, const Thing *>> New;
    for (const Row &R : Rows)
      if (!Ranks.count(thing(R))) {
        std::string Text;
        llvm::raw_string_ostream OS(Text);
        thing(R)->dumpToStream(OS);
        New.emplace_back(OS.str(), thing(R));
      }
    llvm::stable_sort(New, [](const auto &A, const auto &B) {
      return A.first < B.first;
    });
    for (const auto &[Text, T] : New)
      Ranks.try_emplace(T, Ranks.size());
    llvm::stable_sort(Rows, [&](const Row &A, const Row &B) {
      return Ranks.lookup(thing(A)) < Ranks.lookup(thing(B));
    });
  }
};

} // namespace holdcheck

#endif
