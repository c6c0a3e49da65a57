# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced, after common.sh, by the scripts that run the lit tests.
# shellcheck shell=bash

# hc_lit BUILD CLANG ARGUMENT...: lit with these ARGUMENTs, on what BUILD has,
# with the plugin for CLANG; sets hc_good and hc_bad.
hc_lit() {
    local build=$1 clang=$2 lit log=$1/lit-$2.log status=0
    shift 2
    lit=$(dpkg -L "llvm-$hc_clang-tools" | sed -n '/\/lit\/lit\.py$/p')
    [ -n "$lit" ] || die "llvm-$hc_clang-tools has no lit.py"
    HOLDCHECK_BUILD=$build HOLDCHECK_CLANG=$clang python3 -B "$lit" -v \
        "$@" 2>&1 | tee "$log" || status=$?
    hc_good=$(hc_lit_count "$log" 'Passed|Expectedly Failed|Passed With Retry')
    hc_bad=$(hc_lit_count "$log" \
        'Failed|Unexpectedly Passed|Timed Out|Unresolved')
    if [ "$status" -ne 0 ] && [ "$hc_bad" -eq 0 ]; then
        hc_bad=1
    fi
}

# hc_lit_count LOG WORDS: the sum of lit's numbers behind WORDS ("Passed: 12").
hc_lit_count() {
    sed -nE "s/^ *($2) *: *([0-9]+).*/\\2/p" "$1" |
        awk '{ n += $1 } END { print n + 0 }'
}
