//===-- Emit.cpp - verdicts and findings as Clang reports -----------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Emit.h"
#include "Compat.h"

#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace ento;

namespace holdcheck {

namespace {

/// A declaration that has no suppress attribute in it.  Clang drops what the
/// attribute covers, but looks for it only in the report's own declaration
/// (and for a report without one, in all).
const Decl *elsewhere(ASTContext &Ctx) { return Ctx.getInt128Decl(); }

/// Of what the user silenced: only recorded, but that it must be.
class QuietReport : public HoldReport {
  const Decl *In;

public:
  QuietReport(const BugType &BT, StringRef Text, const ExplodedNode *N,
              const Effect *About, ASTContext &Ctx)
      : HoldReport(BT, Text, N, About), In(elsewhere(Ctx)) {}
  const Decl *getDeclWithIssue() const override { return In; }
};

} // namespace

Emitter::Emitter(const Rules &R, ASTContext &Ctx, UnitRecorder *Unit)
    : R(R), Ctx(Ctx), SM(Ctx.getSourceManager()), Unit(Unit), Silenced(Ctx) {
  auto Make = [&](int I, const char *Category) {
    return std::make_unique<BugType>(R.Name[I], hc_rule_description(HcRule(I)),
                                     Category);
  };
  for (int I = 0; I < HC_RULE_COUNT; ++I)
    if (R.On[I]) {
      Types[I] = Make(I, "IOThread holds");
      Quiet[I] = Make(I, QuietCategory);
    }
}

std::string textOf(HcMessage M, const std::string &A, const std::string &B,
                   const std::string &C) {
  char *Text = g_strdup_printf(hc_message_text(M), A.c_str(), B.c_str(),
                               C.c_str());
  std::string Result = Text;
  g_free(Text);
  return Result;
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
  std::string Text = textOf(V.Message, V.Arg1, V.Arg2, V.Arg3);
  // Of one effect it is said at one place: before that is looked for.
  if (V.At && ++SaidOf[{V.At, Text}] > MaxEqual)
    return;
  const ExplodedNode *N = nodeOf(V);
  if (!N)
    return;
  auto Report = std::make_unique<HoldReport>(*Types[Rule], Text, N, V.About);
  if (N == V.Path->End && !V.Path->Return)
    Report->End =
        PathDiagnosticLocation::createDeclEnd(N->getLocationContext(), SM);
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
  SourceLocation GetLoc = Get ? Get->Site->getBeginLoc() : SourceLocation();
  Mark M = Silenced.either(In, Where.asLocation(),
                           Get ? Get->LCtx->getDecl() : nullptr, GetLoc);
  if (M.honoured()) {
    if (!Unit)
      return;
    PathDiagnosticLocation End = Report->End;
    Report =
        std::make_unique<QuietReport>(*Quiet[Rule], Text, N, V.About, Ctx);
    Report->End = End;
  } else if (M.Kind != HC_MARK_NONE)
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
  if (Unit) {
    const Effect *E = V.About ? V.About : V.At;
    ReportFacts Facts;
    if (const auto *FD = dyn_cast<FunctionDecl>(In))
      Facts.Function = FD->getNameAsString();
    if (E) {
      Facts.Key = E->KeyText;
      Facts.Holder = E->HolderText;
      Facts.Pair = E->Pair ? E->Pair->name : "";
    }
    Facts.Related = GetLoc;
    Facts.Silenced = M;
    Facts.Fixes = Report->getFixits();
    Unit->expect(Text, Where, Facts);
  }
  BR.emitReport(std::move(Report));
}

/// The words of an argument that means the same in another place of the
/// function: a plain variable, field or literal, as it is or in one macro such
/// as OBJECT(). Empty: it is none.
static StringRef plainWords(const Expr *Arg, const ASTContext &Ctx) {
  const SourceManager &SM = Ctx.getSourceManager();
  const LangOptions &LO = Ctx.getLangOpts();
  if (!isa<DeclRefExpr, MemberExpr, StringLiteral>(Arg->IgnoreParenCasts()) ||
      Arg->HasSideEffects(Ctx))
    return "";
  CharSourceRange Words = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Arg->getSourceRange()), SM, LO);
  return Lexer::getSourceText(Words, SM, LO);
}

/// Whether each path that ends at the return holds what was taken at that site:
/// a put there would be wrong for the others.
static bool holdsAlways(const FunctionRecord *F, const ReturnStmt *RS,
                        uint64_t Site) {
  auto HasHold = [&](const PathRecord &P) {
    return P.Return != RS ||
           llvm::any_of(P.Holds, [&](const PathRecord::Remaining &R) {
             return R.Hold->SiteId == Site;
           });
  };
  return F && F->Complete && llvm::all_of(F->Paths, HasHold);
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
  if (!CE || RS->getBeginLoc().isMacroID() ||
      !holdsAlways(V.Function, RS, H->SiteId))
    return;
  std::string Args;
  for (const Expr *Arg : CE->arguments()) {
    StringRef Words = plainWords(Arg, Ctx);
    if (Words.empty())
      return;
    if (!Args.empty())
      Args += ", ";
    Args += Words;
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

void Emitter::emit(const HcFinding &F, BugReporter &BR, AnalysisManager &AM,
                   const FileIndex &Index) {
  HcRule Rule = hc_message_rule(F.message);
  if (!R.On[Rule])
    return;
  SourceLocation Loc = Silenced.locationOf(F.place);
  SourceLocation Get = Silenced.locationOf(F.related);
  if (Loc.isInvalid())
    return;
  const FunctionDecl *In = Silenced.functionAt(Loc, Index);
  Mark M = Silenced.either(
      In, Loc, Get.isValid() ? Silenced.functionAt(Get, Index) : nullptr, Get);
  if (M.honoured())
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
    SourceLocation At = Silenced.locationOf(Note->place);
    if (At.isInvalid())
      continue;
    char *NoteText = hc_note_text(Note);
    Report->addNote(NoteText, PathDiagnosticLocation(At, SM));
    g_free(NoteText);
  }
  if (M.Kind != HC_MARK_NONE)
    Report->addNote(hc_message_text(HC_NOTE_NO_REASON),
                    PathDiagnosticLocation(Loc, SM));
  BR.emitReport(std::move(Report));
}

void Emitter::emitContextRead(const ContextRead &Read, const std::string &Key,
                              BugReporter &BR, AnalysisManager &AM) {
  if (!R.On[HC_RULE_UNHELD_CONTEXT])
    return;
  SourceLocation Loc = Read.Member->getMemberLoc();
  Mark M = Silenced.at(Read.In, Loc);
  if (M.honoured() && !Unit)
    return;
  std::string Text = textOf(HC_MSG_UNHELD_FIELD, Key, "", "");
  PathDiagnosticLocation Where(Read.Member, SM,
                               AM.getAnalysisDeclContext(Read.In));
  auto Report = std::make_unique<BasicBugReport>(
      *(M.honoured() ? Quiet : Types)[HC_RULE_UNHELD_CONTEXT], Text, Where);
  Report->setDeclWithIssue(M.honoured() ? elsewhere(Ctx) : Read.In);
  if (M.Kind != HC_MARK_NONE && !M.honoured())
    Report->addNote(hc_message_text(HC_NOTE_NO_REASON),
                    PathDiagnosticLocation(Loc, SM));
  if (Unit) {
    ReportFacts Facts;
    Facts.Function = Read.In->getNameAsString();
    Facts.Key = Key;
    Facts.Silenced = M;
    Unit->expect(Text, Where, Facts);
  }
  BR.emitReport(std::move(Report));
}

} // namespace holdcheck
