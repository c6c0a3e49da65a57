//===-- Suppress.cpp - what the user said about a place -------------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Suppress.h"

#include "clang/AST/Attr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace holdcheck {

Marks::Marks(ASTContext &Ctx) : Ctx(Ctx), SM(Ctx.getSourceManager()) {}

/// "holdcheck: ignore REASON" in a comment of this line.
static Mark ignoreIn(StringRef Line, const LangOptions &LO) {
  Mark M;
  if (!Line.contains("holdcheck:"))
    return M;
  // Only a comment counts, not the text of a string.
  std::string Text;
  if (Line.ltrim().take_front() == "*") {
    Text = Line.str(); // inside a longer one
  } else {
    std::string Buffer = Line.str() + "\n";
    Lexer L(SourceLocation(), LO, Buffer.data(), Buffer.data(),
            Buffer.data() + Buffer.size());
    L.SetCommentRetentionState(true);
    Token Tok;
    do {
      const char *Begin = L.getBufferLocation();
      L.LexFromRawLexer(Tok);
      if (Tok.is(tok::comment))
        Text += std::string(Begin, L.getBufferLocation()) + " ";
    } while (Tok.isNot(tok::eof));
  }
  StringRef Rest = Text;
  size_t At = Rest.find("holdcheck:");
  if (At == StringRef::npos)
    return M;
  Rest = Rest.drop_front(At + strlen("holdcheck:")).ltrim();
  if (!Rest.consume_front("ignore"))
    return M;
  M.Kind = HC_MARK_COMMENT;
  Rest = Rest.substr(0, Rest.find("*/")).trim(" \t\r:");
  if (!Rest.empty())
    M.Reason = Rest.str();
  return M;
}

Mark Marks::commentAt(SourceLocation Loc) const {
  Mark Found;
  if (Loc.isInvalid())
    return Found;
  auto [FID, Offset] = SM.getDecomposedLoc(SM.getExpansionLoc(Loc));
  bool Invalid = false;
  StringRef Text = SM.getBufferData(FID, &Invalid);
  if (Invalid)
    return Found;
  // Its line, then the line above.
  StringRef Before = Text.take_front(Offset);
  size_t Begin = Before.rfind('\n') + 1;
  for (int I = 0; I < 2; ++I) {
    StringRef Line = Text.slice(Begin, Text.find('\n', Begin));
    Mark M = ignoreIn(Line, Ctx.getLangOpts());
    if (M.honoured())
      return M;
    if (M.Kind != HC_MARK_NONE)
      Found = M;
    if (!Begin)
      break;
    Begin = Text.take_front(Begin - 1).rfind('\n') + 1;
  }
  return Found;
}

static void findSuppressed(const Stmt *S, std::vector<SourceRange> &Out) {
  if (!S)
    return;
  if (const auto *AS = dyn_cast<AttributedStmt>(S))
    for (const Attr *A : AS->getAttrs())
      if (isa<SuppressAttr>(A))
        Out.push_back(S->getSourceRange());
  if (const auto *DS = dyn_cast<DeclStmt>(S))
    for (const Decl *D : DS->decls())
      if (D->hasAttr<SuppressAttr>())
        Out.push_back(S->getSourceRange());
  for (const Stmt *Child : S->children())
    findSuppressed(Child, Out);
}

/// Clang honours __attribute__((suppress)) at the report; at the get it is
/// ours to honour.
bool Marks::attributeAt(const FunctionDecl *FD, SourceLocation Loc) {
  auto [It, New] = SuppressedRanges.try_emplace(FD);
  if (New) {
    if (FD->hasAttr<SuppressAttr>())
      It->second.push_back(FD->getSourceRange());
    findSuppressed(FD->getBody(), It->second);
  }
  Loc = SM.getExpansionLoc(Loc);
  return llvm::any_of(It->second, [&](SourceRange Range) {
    return SM.isPointWithin(Loc, SM.getExpansionLoc(Range.getBegin()),
                            SM.getExpansionLoc(Range.getEnd()));
  });
}

/// The reason in an annotation that has one.
static std::string reasonOf(const FunctionDecl *FD) {
  const FunctionDecl *Last = FD->getMostRecentDecl();
  for (const auto *A : Last->specific_attrs<AnnotateAttr>()) {
    StringRef Text = A->getAnnotation();
    if (Text.consume_front("holdcheck.ignore:") && !Text.trim().empty())
      return Text.trim().str();
  }
  return "";
}

Mark Marks::at(const Decl *In, SourceLocation Loc) {
  Mark M = commentAt(Loc);
  const auto *FD = dyn_cast_or_null<FunctionDecl>(In);
  if (M.honoured() || !FD)
    return M;
  Mark Other;
  Annotations A = annotationsOf(FD);
  if (A.Ignore || A.IgnoreWithoutReason)
    Other.Kind = HC_MARK_ANNOTATION;
  if (A.Ignore)
    Other.Reason = reasonOf(FD);
  else if (Loc.isValid() && attributeAt(FD, Loc))
    Other.Kind = HC_MARK_ATTRIBUTE;
  return Other.honoured() || M.Kind == HC_MARK_NONE ? Other : M;
}

Mark Marks::either(const Decl *In, SourceLocation Loc, const Decl *GetIn,
                   SourceLocation Get) {
  Mark Here = at(In, Loc);
  if (Here.honoured())
    return Here;
  Mark There = at(GetIn, Get);
  return There.honoured() || Here.Kind == HC_MARK_NONE ? There : Here;
}

SourceLocation Marks::locationOf(const HcPlace &Place) const {
  if (!Place.file || !*Place.file || !Place.line)
    return SourceLocation();
  auto File = SM.getFileManager().getOptionalFileRef(Place.file);
  if (!File)
    return SourceLocation();
  return SM.translateFileLineCol(&File->getFileEntry(), Place.line,
                                 Place.column);
}

const FunctionDecl *Marks::functionAt(SourceLocation Loc,
                                      const FileIndex &Index) const {
  for (const auto &Entry : Index.functions())
    if (const FunctionDecl *FD = Entry.second.Def)
      if (SM.isPointWithin(Loc, SM.getExpansionLoc(FD->getBeginLoc()),
                           SM.getExpansionLoc(FD->getEndLoc())))
        return FD;
  return nullptr;
}

} // namespace holdcheck
