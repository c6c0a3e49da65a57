//===-- Emit.cpp - verdicts and findings as Clang reports -----------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Emit.h"
#include "Compat.h"

#include "clang/AST/Attr.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

Emitter::Emitter(const Rules &R, ASTContext &Ctx, const HcContract *Contract)
    : R(R), Ctx(Ctx), Contract(Contract), SM(Ctx.getSourceManager()) {
  for (int I = 0; I < HC_RULE_COUNT; ++I)
    if (R.On[I])
      Types[I] = std::make_unique<BugType>(
          R.Name[I], hc_rule_description(HcRule(I)), "IOThread holds");
}

std::string textOf(HcMessage M, const std::string &A, const std::string &B,
                   const std::string &C) {
  char *Text = g_strdup_printf(hc_message_text(M), A.c_str(), B.c_str(),
                               C.c_str());
  std::string Result = Text;
  g_free(Text);
  return Result;
}

/// "holdcheck: ignore REASON" in a comment of this line.
static bool ignoreIn(StringRef Line, const LangOptions &LO, bool &Reason) {
  if (!Line.contains("holdcheck:"))
    return false;
  // Only a comment counts, not the text of a string.
  std::string Text;
  if (Line.ltrim().starts_with("*")) {
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
    return false;
  Rest = Rest.drop_front(At + strlen("holdcheck:")).ltrim();
  if (!Rest.consume_front("ignore"))
    return false;
  Rest = Rest.substr(0, Rest.find("*/"));
  Reason = !Rest.trim(" \t\r:").empty();
  return true;
}

Emitter::Comment Emitter::commentAt(SourceLocation Loc) const {
  if (Loc.isInvalid())
    return Comment::None;
  auto [FID, Offset] = SM.getDecomposedLoc(SM.getExpansionLoc(Loc));
  bool Invalid = false;
  StringRef Text = SM.getBufferData(FID, &Invalid);
  if (Invalid)
    return Comment::None;
  Comment Found = Comment::None;
  // Its line, then the line above.
  StringRef Before = Text.take_front(Offset);
  size_t Begin = Before.rfind('\n') + 1;
  for (int I = 0; I < 2; ++I) {
    bool Reason = false;
    StringRef Line = Text.slice(Begin, Text.find('\n', Begin));
    if (ignoreIn(Line, Ctx.getLangOpts(), Reason)) {
      if (Reason)
        return Comment::Ignore;
      Found = Comment::NoReason;
    }
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
bool Emitter::attributeAt(const FunctionDecl *FD, SourceLocation Loc) {
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

bool Emitter::isIgnored(const Decl *In, SourceLocation Loc, const Decl *GetIn,
                        SourceLocation Get, bool &NoReason) {
  for (auto [D, L] : {std::make_pair(In, Loc), std::make_pair(GetIn, Get)}) {
    Comment C = commentAt(L);
    if (C == Comment::Ignore)
      return true;
    NoReason |= C == Comment::NoReason;
    const auto *FD = dyn_cast_or_null<FunctionDecl>(D);
    if (!FD)
      continue;
    Annotations A = annotationsOf(FD);
    if (A.Ignore || (L.isValid() && attributeAt(FD, L)))
      return true;
    NoReason |= A.IgnoreWithoutReason;
  }
  return false;
}

/// The node to report at: where an effect first shows, or where the frame
/// that should have put the hold is left.
const ExplodedNode *Emitter::nodeOf(const Verdict &V) const {
  const ExplodedNode *N = V.Path->End;
  auto Has = [](const ExplodedNode *Node, const Effect *E) {
    for (const Effect *Other : Node->getState()->get<EffectList>())
      if (Other == E)
        return true;
    return false;
  };
  const Effect *At = V.At ? V.At : V.About;
  const ExplodedNode *Exit = V.Path->End;
  while (N) {
    const ExplodedNode *Pred = N->getFirstPred();
    if (V.At && Has(N, At) && (!Pred || !Has(Pred, At)))
      return N;
    if (!V.At && V.Depth) {
      if (!Has(N, At))
        break;
      const StackFrameContext *SF = N->getStackFrame();
      unsigned Depth = 0;
      for (auto *F = SF; !F->inTopFrame(); F = F->getParent()->getStackFrame())
        ++Depth;
      // The last statement of the frame, walking back: its exit.
      if (Depth == V.Depth && N->getLocation().getAs<PostStmt>() &&
          N->getLocation().castAs<PostStmt>().getStmt() &&
          isa<ReturnStmt>(N->getLocation().castAs<PostStmt>().getStmt()))
        return N;
      if (Depth == V.Depth && N->getLocation().getAs<CallExitBegin>())
        Exit = N;
    }
    N = Pred;
  }
  return V.At ? nullptr : Exit;
}

/// Of equal reports the shortest path of so many is shown.
static const unsigned MaxEqual = 4;

void Emitter::emit(const Verdict &V, BugReporter &BR) {
  HcRule Rule = hc_message_rule(V.Message);
  if (!R.On[Rule])
    return;
  const ExplodedNode *N = nodeOf(V);
  if (!N)
    return;
  std::string Text = textOf(V.Message, V.Arg1, V.Arg2, V.Arg3);
  auto Report = std::make_unique<HoldReport>(*Types[Rule], Text, N, V.About);
  PathDiagnosticLocation Where = Report->getLocation();
  if (Where.isValid()) {
    std::string Id = Text + '@' + Where.asLocation().printToString(SM);
    if (Rule == HC_RULE_HOLD_LEAK && V.Get) {
      // Two paths to one return, one hold: one leak.
      std::string &First =
          Leaks[std::to_string(V.Get->SiteId) + '@' +
                Where.asLocation().printToString(SM)];
      if (First.empty())
        First = Text;
      else if (First != Text)
        return;
    }
    if (++Said[Id] > MaxEqual)
      return;
  }
  const Decl *In = N->getLocationContext()->getDecl();
  const Effect *Get = V.Get;
  bool NoReason = false;
  if (isIgnored(In, Where.asLocation(), Get ? Get->LCtx->getDecl() : nullptr,
                Get ? Get->Site->getBeginLoc() : SourceLocation(), NoReason))
    return;
  if (NoReason)
    Report->addNote(hc_message_text(HC_NOTE_NO_REASON), Where);
  if (V.At)
    Report->addRange(V.At->Site->getSourceRange());
  if (V.Beside && V.Beside->Id > V.At->Id)
    Report->addNote(textOf(V.Beside->K == Effect::Acquire ? HC_NOTE_TAKEN
                                                          : HC_NOTE_PUT,
                           V.Beside->HolderText, "", ""),
                    PathDiagnosticLocation(V.Beside->Site, SM,
                                           V.Beside->LCtx));
  addFixIt(V, *Report);
  BR.emitReport(std::move(Report));
}

/// Only where the repair is certain.
void Emitter::addFixIt(const Verdict &V, BugReport &Report) {
  const LangOptions &LO = Ctx.getLangOpts();
  if (V.Message == HC_MSG_REDUNDANT_REF) {
    SourceLocation Begin = SM.getExpansionLoc(V.At->Site->getBeginLoc());
    SourceLocation End =
        SM.getExpansionRange(V.At->Site->getEndLoc()).getEnd();
    SourceLocation Semi = Lexer::findLocationAfterToken(
        End, tok::semi, SM, LO, /*SkipTrailingWhitespaceAndNewLine=*/false);
    if (Semi.isValid())
      Report.addFixItHint(FixItHint::CreateRemoval(
          CharSourceRange::getCharRange(Begin, Semi)));
    return;
  }
  if (V.Message != HC_MSG_LEAK_ERROR && V.Message != HC_MSG_LEAK_PATH)
    return;
  // A put before the return, where the get's own words mean the same: same
  // function, plain variables and fields, a statement of its own.
  const ReturnStmt *RS = V.Path->Return;
  const Effect *H = V.About;
  if (V.Depth || !RS || !H || !H->LCtx->inTopFrame() || !H->Pair)
    return;
  const auto *CE = dyn_cast<CallExpr>(H->Site);
  if (!CE || RS->getBeginLoc().isMacroID())
    return;
  std::string Args;
  for (const Expr *Arg : CE->arguments()) {
    const Expr *E = Arg->IgnoreParenCasts();
    if (Arg->getBeginLoc().isMacroID() ||
        !isa<DeclRefExpr, MemberExpr, StringLiteral>(E))
      return;
    if (!Args.empty())
      Args += ", ";
    Args += Lexer::getSourceText(
        CharSourceRange::getTokenRange(Arg->getSourceRange()), SM, LO);
  }
  auto [FID, Offset] = SM.getDecomposedLoc(RS->getBeginLoc());
  StringRef Before = SM.getBufferData(FID).take_front(Offset);
  StringRef Indent = Before.take_back(Before.size() - Before.rfind('\n') - 1);
  StringRef Code = Before.rtrim();
  if (!Indent.trim().empty() || Code.empty() ||
      StringRef("{;}").find(Code.back()) == StringRef::npos)
    return;
  Report.addFixItHint(FixItHint::CreateInsertion(
      RS->getBeginLoc(), std::string(H->Pair->release.function) + "(" + Args +
                             ");\n" + Indent.str()));
}

SourceLocation Emitter::locationOf(const HcPlace &Place) const {
  if (!Place.file || !*Place.file || !Place.line)
    return SourceLocation();
  auto File = SM.getFileManager().getFile(Place.file);
  if (!File)
    return SourceLocation();
  return SM.translateFileLineCol(*File, Place.line, Place.column);
}

const FunctionDecl *Emitter::functionAt(SourceLocation Loc,
                                        const FileIndex &Index) const {
  for (const auto &Entry : Index.functions())
    if (const FunctionDecl *FD = Entry.second.Def)
      if (SM.isPointWithin(Loc, SM.getExpansionLoc(FD->getBeginLoc()),
                           SM.getExpansionLoc(FD->getEndLoc())))
        return FD;
  return nullptr;
}

void Emitter::emit(const HcFinding &F, BugReporter &BR, AnalysisManager &AM,
                   const FileIndex &Index) {
  HcRule Rule = hc_message_rule(F.message);
  if (!R.On[Rule])
    return;
  SourceLocation Loc = locationOf(F.place), Get = locationOf(F.related);
  if (Loc.isInvalid())
    return;
  const FunctionDecl *In = functionAt(Loc, Index);
  const FunctionDecl *GetIn = Get.isValid() ? functionAt(Get, Index) : nullptr;
  bool NoReason = false;
  if (isIgnored(In, Loc, GetIn, Get, NoReason))
    return;
  char *Text = hc_finding_text(&F);
  std::string Id = std::string(Text) + '@' + Loc.printToString(SM);
  if (Said[Id]++) {
    g_free(Text);
    return;
  }
  auto Report = std::make_unique<BasicBugReport>(
      *Types[Rule], Text, PathDiagnosticLocation(Loc, SM));
  g_free(Text);
  Report->setDeclWithIssue(In);
  for (guint I = 0; I < F.notes->len; ++I) {
    auto *Note = static_cast<HcFindingNote *>(F.notes->pdata[I]);
    SourceLocation At = locationOf(Note->place);
    if (At.isInvalid())
      continue;
    char *NoteText = hc_note_text(Note);
    Report->addNote(NoteText, PathDiagnosticLocation(At, SM));
    g_free(NoteText);
  }
  if (NoReason)
    Report->addNote(hc_message_text(HC_NOTE_NO_REASON),
                    PathDiagnosticLocation(Loc, SM));
  BR.emitReport(std::move(Report));
}

void Emitter::emitContextRead(const ContextRead &Read, const std::string &Key,
                              BugReporter &BR, AnalysisManager &AM) {
  if (!R.On[HC_RULE_UNHELD_CONTEXT])
    return;
  SourceLocation Loc = Read.Member->getMemberLoc();
  bool NoReason = false;
  if (isIgnored(Read.In, Loc, nullptr, SourceLocation(), NoReason))
    return;
  auto Report = std::make_unique<BasicBugReport>(
      *Types[HC_RULE_UNHELD_CONTEXT], textOf(HC_MSG_UNHELD_FIELD, Key, "", ""),
      PathDiagnosticLocation(Read.Member, SM,
                             AM.getAnalysisDeclContext(Read.In)));
  Report->setDeclWithIssue(Read.In);
  if (NoReason)
    Report->addNote(hc_message_text(HC_NOTE_NO_REASON),
                    PathDiagnosticLocation(Loc, SM));
  BR.emitReport(std::move(Report));
}

} // namespace holdcheck
