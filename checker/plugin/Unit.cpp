//===-- Unit.cpp - what the file says, into a file of its own -------------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Unit.h"
#include "HoldModel.h"
#include "pairing/pairing.h"

#include "clang/Basic/Version.h"
#include "clang/Lex/Lexer.h"

#include <dlfcn.h>

using namespace clang;
using namespace ento;

namespace holdcheck {

const char QuietCategory[] = "IOThread holds, silenced";

namespace {

class Collector : public PathDiagnosticConsumer {
  UnitRecorder &To;

public:
  explicit Collector(UnitRecorder &To) : To(To) {}
  void FlushDiagnosticsImpl(std::vector<const PathDiagnostic *> &Diags,
                            FilesMade *) override {
    for (const PathDiagnostic *D : Diags)
      To.take(*D);
  }
  // As Clang's text output has it.
  StringRef getName() const override { return "HoldcheckUnit"; }
  bool supportsLogicalOpControlFlow() const override { return true; }
  bool supportsCrossFileDiagnostics() const override { return true; }
};

} // namespace

UnitRecorder::UnitRecorder(ASTContext &Ctx)
    : Ctx(Ctx), SM(Ctx.getSourceManager()) {
  auto Main = SM.getFileEntryRefForID(SM.getMainFileID());
  Unit = hc_unit_new(Main ? Main->getName().str().c_str() : "");
}

UnitRecorder::~UnitRecorder() { hc_unit_free(Unit); }

PathDiagnosticConsumer *UnitRecorder::makeConsumer() {
  return new Collector(*this);
}

std::string UnitRecorder::identity(StringRef Text,
                                   const PathDiagnosticLocation &Where,
                                   bool Quiet) const {
  return (Quiet ? "quiet " : "") + Where.asLocation().printToString(SM) + ' ' +
         Text.str();
}

void UnitRecorder::expect(StringRef Text, const PathDiagnosticLocation &Where,
                          const ReportFacts &Facts) {
  if (Where.isValid())
    Expected.try_emplace(identity(Text, Where, Facts.Silenced.honoured()),
                         Facts);
}

HcPlace UnitRecorder::place(const PathDiagnosticLocation &L, guint &EndLine,
                            guint &EndColumn) const {
  HcPlace P = placeOf(Unit->summary, SM, L.asLocation());
  PathDiagnosticRange Range = L.asRange();
  if (Range.isPoint)
    return P;
  SourceLocation Last = SM.getExpansionRange(Range.getEnd()).getEnd();
  SourceLocation End = Lexer::getLocForEndOfToken(Last, 0, SM,
                                                  Ctx.getLangOpts());
  HcPlace E = placeOf(Unit->summary, SM, End);
  if (E.file == P.file && (E.line > P.line || (E.line == P.line &&
                                               E.column > P.column))) {
    EndLine = E.line;
    EndColumn = E.column;
  }
  return P;
}

static HcUnitNoteKind kindOf(const PathDiagnosticPiece &Piece) {
  switch (Piece.getKind()) {
  case PathDiagnosticPiece::Note:
    return HC_UNIT_NOTE_RELATED;
  case PathDiagnosticPiece::ControlFlow:
    return HC_UNIT_NOTE_BRANCH;
  default:
    return HC_UNIT_NOTE_PATH;
  }
}

void UnitRecorder::addNotes(HcUnitFinding *Finding,
                            const PathDiagnostic &D) const {
  auto Add = [&](const PathDiagnosticPiece &Piece) {
    guint EndLine = 0, EndColumn = 0;
    HcPlace At = place(Piece.getLocation(), EndLine, EndColumn);
    HcUnitNote *Note = hc_unit_finding_add_note(
        Finding, kindOf(Piece), Piece.getString().str().c_str(), At);
    Note->end_line = EndLine;
    Note->end_column = EndColumn;
  };
  for (const auto &Piece : D.path)
    if (isa<PathDiagnosticNotePiece>(*Piece))
      Add(*Piece);
  PathPieces Flat = D.path.flatten(/*ShouldFlattenMacros=*/true);
  for (const auto &Piece : Flat) {
    // The last one says what the finding says.
    if (Piece == Flat.back() && Piece->getString() == D.getVerboseDescription())
      break;
    if (!isa<PathDiagnosticNotePiece>(*Piece) && !Piece->getString().empty())
      Add(*Piece);
  }
}

void UnitRecorder::addFix(HcUnitFinding *Finding, const FixItHint &Hint) const {
  CharSourceRange Range = Hint.RemoveRange;
  if (Hint.isNull() || Hint.InsertFromRange.isValid())
    return;
  HcPlace Begin = placeOf(Unit->summary, SM, Range.getBegin());
  HcPlace End = placeOf(
      Unit->summary, SM,
      Range.isTokenRange()
          ? Lexer::getLocForEndOfToken(Range.getEnd(), 0, SM,
                                       Ctx.getLangOpts())
          : Range.getEnd());
  if (Begin.file && Begin.file == End.file)
    hc_unit_finding_add_fix(Finding, Begin, End.line, End.column,
                            Hint.CodeToInsert.c_str());
}

void UnitRecorder::take(const PathDiagnostic &D) {
  bool Quiet = D.getCategory() == QuietCategory;
  ReportFacts Facts;
  StringRef Text = D.getVerboseDescription();
  auto It = Expected.find(identity(Text, D.getLocation(), Quiet));
  if (It != Expected.end())
    Facts = It->second;
  int Rule = 0;
  while (Rule < HC_RULE_COUNT &&
         D.getCheckerName().rsplit('.').second != hc_rule_name(HcRule(Rule)))
    ++Rule;
  if (Rule == HC_RULE_COUNT)
    return;
  guint EndLine = 0, EndColumn = 0;
  HcPlace At = place(D.getLocation(), EndLine, EndColumn);
  HcUnitFinding *F = hc_unit_add_finding(
      Unit, HcRule(Rule), Text.str().c_str(), At);
  F->end_line = EndLine;
  F->end_column = EndColumn;
  auto Set = [](char *&To, const std::string &Value) {
    g_free(To);
    To = g_strdup(Value.c_str());
  };
  Set(F->function, Facts.Function);
  Set(F->key_text, Facts.Key);
  Set(F->holder_text, Facts.Holder);
  Set(F->pair, Facts.Pair);
  if (Facts.Related.isValid())
    F->related = placeOf(Unit->summary, SM, Facts.Related);
  F->mark.kind = Facts.Silenced.Kind;
  if (Facts.Silenced.Reason)
    F->mark.reason = g_strdup(Facts.Silenced.Reason->c_str());
  for (const FixItHint &Hint : Facts.Fixes)
    addFix(F, Hint);
  addNotes(F, D);
}

void UnitRecorder::addMarks(Marks &M, const FileIndex &Index) {
  auto Less = [](const HcPlace &A, const HcPlace &B) {
    return std::tie(A.file, A.line, A.column) <
           std::tie(B.file, B.line, B.column);
  };
  // File names are interned: equal ones are one pointer.  The unit is sorted
  // by name before it is written.
  std::set<HcPlace, decltype(Less)> Seen(Less);
  auto Look = [&](const HcPlace &Place) {
    if (!Place.line || !Seen.insert(Place).second)
      return;
    SourceLocation Loc = M.locationOf(Place);
    Mark Found = M.at(M.functionAt(Loc, Index), Loc);
    if (Found.Kind != HC_MARK_NONE)
      hc_unit_add_mark(Unit, Place, Found.Kind,
                       Found.Reason ? Found.Reason->c_str() : nullptr);
  };
  const HcSummary *S = Unit->summary;
  for (guint I = 0; I < S->slots->len; ++I)
    Look(static_cast<HcSlot *>(S->slots->pdata[I])->place);
  for (guint I = 0; I < S->functions->len; ++I) {
    auto *F = static_cast<HcFunction *>(S->functions->pdata[I]);
    Look(F->place);
    for (guint J = 0; J < F->paths->len; ++J) {
      auto *P = static_cast<HcPath *>(F->paths->pdata[J]);
      Look(P->exit);
      for (guint K = 0; K < P->effects->len; ++K)
        Look(static_cast<HcEffect *>(P->effects->pdata[K])->place);
    }
  }
}

/// All that the preprocessor entered; a file that is entered twice is there
/// under the name it had first.
void UnitRecorder::addFiles() {
  for (unsigned I = 0, N = SM.local_sloc_entry_size(); I < N; ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile())
      continue;
    if (const auto &File = Entry.getFile().getContentCache().OrigEntry)
      g_ptr_array_add(Unit->files, g_strdup(File->getName().str().c_str()));
  }
}

void UnitRecorder::addNames(const std::set<std::string> &Callees,
                            const References &Refs) {
  for (const Decl *D : Ctx.getTranslationUnitDecl()->decls()) {
    const auto *FD = dyn_cast<FunctionDecl>(D);
    if (!FD || !FD->getIdentifier() || !FD->isExternallyVisible())
      continue;
    std::string Name = FD->getName().str();
    if (FD->doesThisDeclarationHaveABody()) {
      g_ptr_array_add(Unit->defines, g_strdup(Name.c_str()));
      continue;
    }
    // An asm label is another name for the linker, but the source says this.
    if (!Refs.has(FD) || FD->hasBody())
      continue;
    if (Callees.count(Name))
      g_ptr_array_add(Unit->callees, g_strdup(Name.c_str()));
    if (!SM.isInSystemHeader(FD->getLocation()))
      g_ptr_array_add(Unit->mentions, g_strdup(Name.c_str()));
  }
}

void reportError(DiagnosticsEngine &Diags, StringRef Text) {
  Diags.Report(Diags.getCustomDiagID(DiagnosticsEngine::Error, "%0")) << Text;
}

/// The text of Error, or what it was about.
static std::string messageOf(GError *Error) {
  std::string Text = Error->message;
  g_error_free(Error);
  return Text;
}

void UnitRecorder::write(const std::string &File, HcProducer Producer,
                         const std::set<std::string> &Callees,
                         const References &Refs) {
  addFiles();
  addNames(Callees, Refs);
  hc_unit_finish(Unit);
  std::string Clang = getClangFullVersion();
  Producer.clang = Clang.c_str();
  GError *Error = nullptr;
  Dl_info Info;
  char *Id = nullptr, *Text = nullptr;
  if (dladdr(reinterpret_cast<const void *>(QuietCategory), &Info))
    Id = hc_build_id_of_file(Info.dli_fname, &Error);
  Producer.build_id = Id ? Id : "";
  if (!Error)
    Text = hc_producer_text(&Producer, &Error);
  if (Text) {
    g_free(Unit->producer);
    Unit->producer = Text;
    hc_unit_write(Unit, File.c_str(), &Error);
  }
  g_free(Id);
  if (Error)
    reportError(Ctx.getDiagnostics(), messageOf(Error));
}

} // namespace holdcheck
