# SPDX-License-Identifier: GPL-2.0-or-later
# usage: complete.bash PREFIX: what bash would offer for some lines
. "$1/share/bash-completion/completions/holdcheck"

offer() {
    local handler
    echo "'$1'"
    # As readline cuts it: = is a word of its own.
    read -r -a COMP_WORDS <<<"${1//=/ = }"
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    handler=$(complete -p holdcheck | sed -E 's/.*-F ([^ ]+).*/\1/')
    # Outside of readline there is nothing to set options of.
    compopt() { :; }
    "$handler"
    printf '%s\n' "${COMPREPLY[@]}"
}

offer 'holdcheck che'
offer 'holdcheck check --htm'
offer 'holdcheck check --write'
offer 'holdcheck check --overl'
offer 'holdcheck check -f sarif-'
offer 'holdcheck check --format=git'
echo end
