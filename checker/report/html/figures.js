// SPDX-License-Identifier: GPL-2.0-or-later
// How many of what, and what could not be checked.

// A list of facts: [[name, text or node, in monospace], ...].
function facts(rows) {
    return el("dl", {}, ...rows.filter(([, value]) => value)
        .flatMap(([name, value, mono]) => [el("dt", {}, name),
            el("dd", {class: mono ? "mono" : null}, value)]));
}

function figure(title, rows, gauge, full) {
    const most = Math.max(1, ...rows.map(([, n]) => n));

    if (!rows.length) {
        return null;
    }
    return el("div", {class: full ? "full" : null}, el("h2", {}, title),
        el("table", {}, ...rows.map(([name, n]) => {
            const bar = el("i");

            bar.style.width = 100 * n / most + "%";
            return el("tr", {}, el("td", {}, name),
                gauge ? el("td", {class: "gauge"}, bar) : null,
                el("td", {class: "number"}, n.toLocaleString("en")));
        })));
}

function tally(items, of) {
    const n = new Map();

    items.forEach((item) => n.set(of(item), (n.get(of(item)) || 0) + 1));
    return [...n].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

const noticeNames = ["note", "warning", "error"];

function startFigures() {
    const active = data.findings.filter((f) => !f.suppressed);
    const off = data.findings.filter((f) => f.suppressed);
    const files = tally(active, (f) => fileName(f.at));
    const notices = data.notices.length ? el("div", {class: "full"},
        el("h2", {}, "What the run says of itself"),
        el("table", {}, ...data.notices.map((notice) => el("tr", {},
            el("td", {}, el("b", {class: ["minor", "major",
                "critical"][notice.level]}, noticeNames[notice.level])),
            el("td", {class: "mono"}, shortPlace(notice.at)),
            el("td", {}, notice.text))))) : null;

    byId("figures").append(...[
        figure("Findings by rule", tally(active, (f) => f.kind.name), true),
        figure("Findings by file" + (files.length > 20 ? ", the first 20"
            : ""), files.slice(0, 20), true),
        figure("Suppressed, by", tally(off, (f) => f.suppressed.by), true),
        figure("Holds", tally(data.holds, (h) => pairedNames[h.paired]), true),
        figure("Counted", data.counts.map((c) => [c.name, c.value])),
        notices,
    ].filter((part) => part));
    byId("tab-figures").querySelector(".count").textContent =
        data.notices.filter((notice) => notice.level > 0).length || "";
    if (!byId("figures").children.length) {
        byId("figures").append(el("p", {class: "empty"}, "Nothing to count"));
    }
}
