# SPDX-License-Identifier: GPL-2.0-or-later
# usage: awk -v OUT=DIR -f cases.awk RULE.md
#
# Each example of a rule's page that has the warning below it: DIR/N/FILE.c,
# DIR/N/expect, DIR/N/flags.  A function stands at line 1; statements get a
# function around them, and the line that the page says they have.

function save(    dir, file, line, i, first, whole)
{
    n++
    dir = OUT "/" n
    system("mkdir -p '" dir "'")
    split(warning[1], place, ":")
    file = dir "/" place[1]
    whole = code[1] ~ /^static /
    first = whole ? 1 : 41
    for (i = 1; i < first - 2; i++)
        print "" >file
    if (!whole)
        print "void example(VBlk *s, AioContext *ctx)\n{" >file
    for (i = 1; i <= lines; i++) {
        line = code[i] ~ /^ *\.\.\.$/ ? "" : code[i]
        print (whole || line == "" ? "" : "    ") line >file
    }
    if (!whole)
        print "}" >file
    for (i = 1; i <= warnings; i++)
        print warning[i] >(dir "/expect")
    print (classic ? "-DHC_CLASSIC" : "-DHC_HOLDER") >(dir "/flags")
    close(file)
    close(dir "/expect")
    close(dir "/flags")
}

function done()
{
    if (warnings && lines)
        save()
    if (warnings)
        lines = warnings = classic = 0
}

/^    [a-z-]+\.c:[0-9]+:[0-9]+: warning: / {
    warning[++warnings] = substr($0, 5)
    next
}
/^    / || /^$/ {
    if (warnings)
        done()
    if (!inside && /^$/)
        next
    if (!inside) {
        lines = 0
        inside = 1
    }
    code[++lines] = substr($0, 5)
    next
}
{
    done()
    inside = 0
    lines = 0
    classic = /^Classic:/
}
END { done() }
