//===-- HeaderBodies.cpp - which functions of headers are parsed ----------===//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "HeaderBodies.h"

#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/LineIterator.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;

namespace holdcheck {

void HeaderBodies::readWords() {
  Words.emplace();
  const SourceManager &SM = CI.getSourceManager();
  FileID Main = SM.getMainFileID();
  Lexer Raw(Main, SM.getBufferOrFake(Main), SM, CI.getLangOpts());
  Token Tok;
  do {
    Raw.LexFromRawLexer(Tok);
    if (Tok.is(tok::raw_identifier))
      Words->insert(Tok.getRawIdentifier());
  } while (Tok.isNot(tok::eof));
  // A file that cannot be read is a bad guess, no more.
  if (auto Text = llvm::MemoryBuffer::getFile(Names, /*IsText=*/true))
    for (llvm::line_iterator Line(**Text); !Line.is_at_eof(); ++Line)
      Words->insert(Line->trim());
}

bool HeaderBodies::isSkipped(const Decl *D) {
  const auto *FD = dyn_cast<FunctionDecl>(D);
  // What others can call by name is defined here, body or not.
  if (Names.empty() || !FD || !FD->getIdentifier() ||
      FD->getStorageClass() != SC_Static)
    return false;
  const SourceManager &SM = CI.getSourceManager();
  if (SM.isInMainFile(SM.getExpansionLoc(FD->getLocation())))
    return false;
  if (!Words)
    readWords();
  StringRef Rest = FD->getName();
  while (!Words->count(Rest)) {
    size_t Underscore = Rest.find('_');
    if (Underscore == StringRef::npos)
      return true;
    Rest = Rest.substr(Underscore + 1);
  }
  return false;
}

} // namespace holdcheck
