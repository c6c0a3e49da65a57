# SPDX-License-Identifier: GPL-2.0-or-later
# usage: complete.fish PREFIX: what fish would offer for some lines
source $argv[1]/share/fish/vendor_completions.d/holdcheck.fish

for line in 'holdcheck che' 'holdcheck check --htm' \
        'holdcheck check --write' 'holdcheck check --overl' \
        'holdcheck check -f sarif-' \
        'holdcheck check --format=git'
    echo "'$line'"
    complete -C $line
end
echo end
