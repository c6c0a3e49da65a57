// SPDX-License-Identifier: GPL-2.0-or-later
// The report as html_data.c writes it, and what is worked out from it once.
//
// A place is [file, line, column, from, to]: index into files or -1; column in
// bytes, for people; from and to in the line as it stands here, -1 if unknown.

const data = JSON.parse(byId("data").textContent);
const pairedNames = ["paired", "not known", "not paired"];

function fileName(place) {
    return place[0] < 0 ? "" : data.files[place[0]].name;
}

function placeText(place) {
    return shortPlace(place) + (place[1] ? ":" + place[2] : "");
}

function shortPlace(place) {
    return fileName(place) + (place[1] ? ":" + place[1] : "");
}

// One lower case text that a filter is looked up in, word by word.
function haystack(...texts) {
    return texts.join("\n").toLowerCase();
}

function matcher(text) {
    const words = text.toLowerCase().split(/\s+/).filter((w) => w);

    return (hay) => words.every((word) => hay.includes(word));
}

data.findings.forEach((f, index) => {
    f.index = index;
    f.kind = data.rules[f.rule];
    f.hay = haystack(f.text, "qemu.iothread." + f.kind.name, placeText(f.at),
        f.function, f.iothread, f.holder, f.id,
        f.suppressed ? f.suppressed.by + " " + f.suppressed.reason : "");
});

data.holds.forEach((h, index) => {
    h.index = index;
    h.hay = haystack(h.owner, h.iothread, h.holder, h.function,
        placeText(h.at), h.cycle, pairedNames[h.paired], h.reason,
        ...h.puts.map((p) => p.function + " " + placeText(p.at)));
});

// The lines of a file that are here: [[number, text], ...] within one run.
function runsOf(file, first, last) {
    return data.files[file].runs.filter(
        (run) => run[0] <= last && run[0] + run[1].length > first);
}
