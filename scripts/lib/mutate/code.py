# SPDX-License-Identifier: GPL-2.0-or-later
"""C functions as trees of statements, from text without comments and strings.

No compiler's parser: a mutant is text put between two statements of the file
as it was written, macros and all.  QEMU's style is what it has to read."""
import re

import tree as t

STRING = re.compile(rb'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'')
DIRECTIVE = re.compile(rb"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)
HEAD = re.compile(rb"\b(if|for|while|switch|do|else|case|default)\b")
WORD = re.compile(rb"[A-Za-z_]\w*")
LABEL = re.compile(rb"([A-Za-z_]\w*)\s*:(?!:)")
OPEN = b"([{"
CLOSE = b")]}"


def blank(match):
    return re.sub(rb"[^\n]", b" ", match.group(0))


def mask(text):
    """Text of the same length without comments, strings and directives."""
    return DIRECTIVE.sub(blank, STRING.sub(blank, t.COMMENT.sub(blank, text)))


def close(masked, at):
    """Behind the bracket that closes the one at AT."""
    depth = 0
    while at < len(masked):
        c = masked[at:at + 1]
        if c in OPEN:
            depth += 1
        elif c in CLOSE:
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    raise ValueError("unbalanced")


def split(masked, begin, end):
    """Places of the arguments between two parentheses."""
    parts = []
    at = first = begin
    while at < end:
        c = masked[at:at + 1]
        if c in OPEN:
            at = close(masked, at)
            continue
        if c == b",":
            parts.append((first, at))
            first = at + 1
        at += 1
    parts.append((first, end))
    return parts


class Node:
    """A statement: kind is block, if, loop, switch, label or simple."""

    def __init__(self, kind, begin, parent):
        self.kind = kind
        self.begin = begin
        self.end = begin
        self.parent = parent
        self.head = None
        self.children = []

    def up(self):
        node = self
        while node:
            yield node
            node = node.parent

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def at(self, place):
        """The innermost statement that PLACE is in."""
        for child in self.children:
            if child.begin <= place < child.end:
                return child.at(place)
        return self

    def before(self):
        """What stands before it in its block, nearest first."""
        if not self.parent or self.parent.kind != "block":
            return []
        rest = self.parent.children
        return rest[:rest.index(self)][::-1]

    def after(self):
        if not self.parent or self.parent.kind != "block":
            return []
        rest = self.parent.children
        return rest[rest.index(self) + 1:]


class Parser:
    def __init__(self, masked):
        self.masked = masked

    def space(self, at):
        while self.masked[at:at + 1].isspace():
            at += 1
        return at

    def word(self, at):
        match = WORD.match(self.masked, at)
        return match.group(0) if match else b""

    def statement(self, at, parent):
        at = self.space(at)
        masked = self.masked
        word = self.word(at)
        node = Node("simple", at, parent)
        if masked[at:at + 1] == b"{":
            node.kind = "block"
            end = close(masked, at) - 1
            at = self.space(at + 1)
            while at < end:
                node.children.append(self.statement(at, node))
                at = self.space(node.children[-1].end)
            node.end = end + 1
            return node
        if word in (b"if", b"for", b"while", b"switch"):
            return self.headed(node, at + len(word), word)
        if word == b"do":
            node.kind = "loop"
            body = self.statement(at + 2, node)
            node.children.append(body)
            node.end = masked.index(b";", body.end) + 1
            return node
        if word in (b"case", b"default"):
            node.kind = "label"
            node.end = masked.index(b":", at) + 1
            return node
        match = LABEL.match(masked, at)
        if match:
            node.kind = "label"
            node.end = match.end()
            return node
        # QLIST_FOREACH() and its like, and WITH_...() {
        if word:
            paren = self.space(at + len(word))
            if masked[paren:paren + 1] == b"(":
                brace = self.space(close(masked, paren))
                if masked[brace:brace + 1] == b"{":
                    return self.headed(node, at + len(word), word)
        while masked[at:at + 1] != b";":
            if not masked[at:at + 1]:
                raise ValueError("no end")
            at = close(masked, at) if masked[at:at + 1] in OPEN else at + 1
        node.end = at + 1
        return node

    def headed(self, node, at, word):
        node.kind = {b"if": "if", b"switch": "switch"}.get(word, "loop")
        at = self.space(at)
        end = close(self.masked, at)
        node.head = (at + 1, end - 1)
        node.children.append(self.statement(end, node))
        node.end = node.children[0].end
        at = self.space(node.end)
        if node.kind == "if" and self.word(at) == b"else":
            node.children.append(self.statement(at + 4, node))
            node.end = node.children[1].end
        return node


class Function:
    def __init__(self, file, name, head, parameters, body):
        self.file = file
        self.name = name
        self.static = b"static" in head.split()
        self.type = b" ".join(w for w in head.split()
                              if w not in (b"static", b"inline",
                                           b"coroutine_fn"))
        self.parameters = parameters
        self.body = body

    def labels(self):
        return [node for node in self.body.walk() if node.kind == "label"]


def functions(file, masked):
    """The functions of a file; what cannot be read is left out."""
    parser = Parser(masked)
    at = last = 0
    while at < len(masked):
        c = masked[at:at + 1]
        if c in b";}":
            last = at + 1
        if c != b"{":
            at += 1
            continue
        head = masked[last:at].rstrip()
        try:
            end = close(masked, at)
            if head.endswith(b")"):
                paren = matching(head)
                names = WORD.findall(head[:paren])
                if names:
                    name = names[-1]
                    yield Function(file, name,
                                   head[:head.rindex(name, 0, paren)],
                                   head[paren + 1:-1],
                                   parser.statement(at, None))
        except ValueError:
            end = at + 1
        at = last = end


def matching(head):
    """Where the parenthesis at the end of HEAD opens."""
    depth = 0
    for at in range(len(head) - 1, -1, -1):
        depth += (head[at:at + 1] == b")") - (head[at:at + 1] == b"(")
        if depth == 0:
            return at
    raise ValueError("unbalanced")
