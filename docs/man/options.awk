# SPDX-License-Identifier: GPL-2.0-or-later
# usage: awk -v VERSION=V -v HELP=FILE -f options.awk PAGE.1.in
#
# Puts into a page what stands only in the program: for @OPTIONS@ the options
# that --help has, in FILE, and for @VERSION@ V.

function roff(text)
{
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    return text
}

function options(    line, at, n)
{
    while ((getline line <HELP) > 0) {
        if (line !~ /^  +-/)
            continue
        sub(/^ +/, "", line)
        at = match(line, /  +/)
        if (!at)
            at = length(line) + 1
        print ".TP"
        print ".B " roff(substr(line, 1, at - 1))
        line = substr(line, at)
        sub(/^ +/, "", line)
        # A line that began with a dot or a quote would be a request.
        print "\\&" roff(line)
        n++
    }
    if (!n) {
        print "options.awk: no options in " HELP >"/dev/stderr"
        exit 1
    }
}

/^@OPTIONS@$/ { options(); next }

{
    gsub(/@VERSION@/, VERSION)
    print
}
