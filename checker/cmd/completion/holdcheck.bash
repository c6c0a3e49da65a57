# SPDX-License-Identifier: GPL-2.0-or-later
# Completion for bash.  What there is, the program itself is asked for, so that
# this file knows no command and no option by name.
# shellcheck shell=bash

_holdcheck()
{
    local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]}
    local command=${COMP_WORDS[1]} words i
    COMPREPLY=()
    # Behind -- stands somebody else's.
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [ "${COMP_WORDS[i]}" = -- ]; then
            compopt -o default
            return
        fi
    done
    if [ "$COMP_CWORD" -eq 1 ]; then
        words=$("$program" --help 2>/dev/null |
            sed -nE 's/^(usage:)? +holdcheck ([a-z][a-z-]*).*/\2/p' | sort -u)
        mapfile -t COMPREPLY < <(compgen -W "$words --help --version" \
            -- "$current")
        return
    fi
    # bash takes --format=text for three words.
    if [ "$current" = = ]; then
        current=
    fi
    case "${COMP_WORDS[COMP_CWORD - 1]} ${COMP_WORDS[COMP_CWORD - 2]}" in
    "--format "* | "-f "* | "= --format")
        words=$("$program" "$command" --help 2>/dev/null |
            sed -nE 's/.*--format=[A-Z]+ +//p' |
            sed -E 's/\([^)]*\)//g; s/,/ /g')
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
        return
        ;;
    esac
    if [[ $current == -* ]]; then
        words=$("$program" "$command" --help 2>/dev/null |
            grep -oE '^ +(-[A-Za-z], )?--[a-z-]+=?' |
            grep -oE -- '--[a-z-]+=?')
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
        if [[ ${COMPREPLY[0]-} == *= ]]; then
            compopt -o nospace
        fi
        return
    fi
    compopt -o default
}

complete -F _holdcheck holdcheck
