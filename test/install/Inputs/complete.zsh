# SPDX-License-Identifier: GPL-2.0-or-later
# usage: complete.zsh PREFIX: what zsh makes of some lines and a TAB.  zsh only
# completes on a terminal: a second zsh gets one.
zmodload zsh/zpty
zpty -b inner zsh -f -i
inner() { zpty -w inner "$1"; }
inner 'PS1= PS2= PROMPT_EOL_MARK= TERM=dumb; unsetopt zle_bracketed_paste'
inner "fpath=($1/share/zsh/site-functions \$fpath)"
inner 'autoload -Uz compinit && compinit -u -D'
# Instead of running the line, show what became of it.
inner 'show() { print -r -- "<<$BUFFER>>"; BUFFER=; zle accept-line }'
inner 'zle -N show; bindkey "^X" show; print -r -- rea""dy'
zpty -r inner line '*ready*'
for line in 'holdcheck che' 'holdcheck check --htm' \
        'holdcheck check --write' 'holdcheck check --overl' \
        'holdcheck check -f sarif-' \
        'holdcheck check --format=git'; do
    print -r -- "'$line'"
    zpty -w -n inner "$line"$'\t\x18'
    zpty -r inner text $'*<<*>>*'
    print -r -- "${${text##*<<}%%>>*}"
done
print end
zpty -d inner
