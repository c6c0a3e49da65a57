// SPDX-License-Identifier: GPL-2.0-or-later
// Colours for one line of C.  An excerpt may begin inside a comment, which a
// line that begins with a star gives away.

const tokenPattern = new RegExp([
    "(/\\*.*?(?:\\*/|$)|//.*$|^\\s*\\*(?:[\\s/].*)?$)",
    "(\"(?:\\\\.|[^\"\\\\])*\"?|'(?:\\\\.|[^'\\\\])*'?)",
    "(\\b(?:0[xX][0-9a-fA-F]+|[0-9][0-9.]*)[uUlLfF]*\\b)",
    "(^\\s*#\\s*[a-z]+|\\b(?:auto|bool|break|case|char|const|continue|" +
    "default|do|double|else|enum|extern|false|float|for|goto|if|inline|int|" +
    "long|NULL|register|restrict|return|short|signed|sizeof|static|struct|" +
    "switch|true|typedef|union|unsigned|void|volatile|while)\\b)",
].join("|"), "g");
const tokenClasses = [null, "c", "s", "n", "k"];

// [[from, to, class], ...] in order, only what has a colour.
function tokens(text) {
    const found = [];

    for (const match of text.matchAll(tokenPattern)) {
        const group = match.findIndex((m, i) => i > 0 && m !== undefined);

        if (match[0]) {
            found.push([match.index, match.index + match[0].length,
                tokenClasses[group]]);
        }
    }
    return found;
}

// A place gives where it begins; it ends with the word or call there.
function markEnd(text, from) {
    const word = /^(?:[A-Za-z0-9_]+|\S)/.exec(text.slice(from));

    return from + (word ? word[0].length : 0);
}

// The nodes of one line: colours, and marks: [[from, to], ...].
function lineNodes(text, marks) {
    const cuts = new Set([0, text.length]);
    const spans = tokens(text);
    const nodes = [];

    for (const [from, to] of [...spans, ...marks]) {
        cuts.add(from).add(to);
    }
    const edges = [...cuts].filter((c) => c <= text.length)
        .sort((a, b) => a - b);
    for (let i = 0; i + 1 < edges.length; i++) {
        const [from, to] = [edges[i], edges[i + 1]];
        const covers = (s) => s[0] <= from && to <= s[1];
        const colour = spans.find(covers);
        const names = [];

        if (colour) {
            names.push(colour[2]);
        }
        if (marks.some(covers)) {
            names.push("at");
        }
        nodes.push(names.length
            ? el("span", {class: names.join(" ")}, text.slice(from, to))
            : text.slice(from, to));
    }
    return nodes;
}
