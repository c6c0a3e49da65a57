//===-- HeaderBodies.h - which functions of headers are parsed --*- C++ -*-===//
// SPDX-License-Identifier: GPL-2.0-or-later
//
// A file of QEMU brings 2000 static functions of headers along, most of them
// made by macros for each type (g_autoptr() of all of QAPI's), and calls a
// handful.  To parse the others is a fifth of all that clang does for the file.
//
// A body is parsed if the file has the function's name, or what remains of it
// behind one of its underscores: "glib_autoptr_cleanup_Error" for "Error".  So
// are those whose names the caller gives, for what stands behind macros and in
// other functions of headers.  It is a guess: References tells afterwards
// whether a body is needed that is not there, and then all of them are parsed.
//===----------------------------------------------------------------------===//
#ifndef HOLDCHECK_HEADERBODIES_H
#define HOLDCHECK_HEADERBODIES_H

#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/StringSet.h"
#include <optional>

namespace holdcheck {

class HeaderBodies {
  clang::CompilerInstance &CI;
  std::string Names; // file, one name a line
  std::optional<llvm::StringSet<>> Words;

  void readWords();

public:
  /// Names: file with names, one a line; "" means that all bodies are parsed.
  HeaderBodies(clang::CompilerInstance &CI, llvm::StringRef Names)
      : CI(CI), Names(Names) {}

  bool someAreSkipped() const { return !Names.empty(); }
  bool isSkipped(const clang::Decl *D);
};

} // namespace holdcheck

#endif
