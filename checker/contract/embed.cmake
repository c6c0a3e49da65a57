# SPDX-License-Identifier: GPL-2.0-or-later
# cmake -DIN=contract.json -DOUT=default_contract.c -P embed.cmake
# Writes IN as one C string.  A literal a line keeps the output readable when
# a compiler message points into it.
file(READ ${IN} TEXT)
string(REPLACE "\\" "\\\\" TEXT "${TEXT}")
string(REPLACE "\"" "\\\"" TEXT "${TEXT}")
string(REPLACE "\n" "\\n\"\n    \"" TEXT "${TEXT}")
file(WRITE ${OUT}
  "/* SPDX-License-Identifier: GPL-2.0-or-later */\n"
  "/* Generated from contract.json by embed.cmake: do not edit. */\n"
  "#include \"contract/parse.h\"\n\n"
  "const char hc_default_contract[] =\n    \"${TEXT}\";\n")
