//===-- Suppress.h - what the user said about a place -----------*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// Comments, annotations and attributes that silence a finding, for what is
// reported here and for what a later step will find in the summary.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_SUPPRESS_H
#define HOLDCHECK_SUPPRESS_H

#include "FileIndex.h"
#include "summary/unit.h"

#include <map>

namespace holdcheck {

struct Mark {
  HcMarkKind Kind = HC_MARK_NONE;
  std::optional<std::string> Reason;

  /// False where there is a mark, too, but without the reason it needs.
  bool honoured() const {
    return Kind == HC_MARK_ATTRIBUTE || (Kind != HC_MARK_NONE && Reason);
  }
};

class Marks {
  clang::ASTContext &Ctx;
  const clang::SourceManager &SM;
  std::map<const clang::FunctionDecl *, std::vector<clang::SourceRange>>
      SuppressedRanges;

  Mark commentAt(clang::SourceLocation Loc) const;
  bool attributeAt(const clang::FunctionDecl *FD, clang::SourceLocation Loc);

public:
  explicit Marks(clang::ASTContext &Ctx);

  /// The mark at Loc, which stands in the function In (or null).
  Mark at(const clang::Decl *In, clang::SourceLocation Loc);
  /// The one that counts for a finding at Loc about a get elsewhere.
  Mark either(const clang::Decl *In, clang::SourceLocation Loc,
              const clang::Decl *GetIn, clang::SourceLocation Get);

  clang::SourceLocation locationOf(const HcPlace &Place) const;
  const clang::FunctionDecl *functionAt(clang::SourceLocation Loc,
                                        const FileIndex &Index) const;
};

} // namespace holdcheck

#endif
