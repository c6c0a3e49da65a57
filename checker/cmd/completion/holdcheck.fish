# SPDX-License-Identifier: GPL-2.0-or-later
# Completion for fish.  What there is, the program itself is asked for.

function __holdcheck_commands
    holdcheck --help 2>/dev/null |
        string match -r -g '^(?:usage:)? +holdcheck ([a-z][a-z-]*)' | sort -u
end

function __holdcheck_options
    set -l command (commandline -opc)[2]
    holdcheck $command --help 2>/dev/null |
        string match -r -g '^ +(?:-[A-Za-z], )?(--[a-z-]+=?)(?:[A-Z/=]+)? +(.*)$' |
        paste - -
end

function __holdcheck_formats
    set -l command (commandline -opc)[2]
    holdcheck $command --help 2>/dev/null |
        string match -r -g -- '--format=[A-Z]+ +(.*)$' |
        string replace -ar ' *\([^)]*\)|,' '' | string split ' '
end

complete -c holdcheck -n __fish_use_subcommand -f -a '(__holdcheck_commands)'
complete -c holdcheck -n __fish_use_subcommand -f -l help -d 'Show help'
complete -c holdcheck -n __fish_use_subcommand -f -l version -d 'Show the version'
complete -c holdcheck \
    -n 'not __fish_use_subcommand; and string match -q -- "-*" (commandline -ct)' \
    -f -a '(__holdcheck_options)'
complete -c holdcheck -n 'not __fish_use_subcommand' -s f -l format -x \
    -a '(__holdcheck_formats)'
