// SPDX-License-Identifier: GPL-2.0-or-later
// The hold map: who holds which IOThread, from where to where.

const holdColumns = [
    ["Owner", (h) => h.owner],
    ["IOThread", (h) => h.iothread],
    ["Holder", (h) => h.holder],
    ["Taken", (h) => shortPlace(h.at)],
    ["Put", (h) => (h.puts.length ? shortPlace(h.puts[0].at) : "")],
    ["Life cycle", (h) => h.cycle],
    ["Paired", (h) => h.paired],
];

const holds = {
    list: null,
    sorted: null,   // column, null: as the report has it
    down: false,

    row(h) {
        const more = h.puts.length > 1 ? ` +${h.puts.length - 1}` : "";
        const cell = (text, title) => el("span",
            {class: "mono", role: "gridcell", title: title || text},
            text || "–");
        const place = (text, title) => el("span",
            {class: "mono tail", role: "gridcell", title},
            el("bdi", {}, text || "–"));

        return el("div", {role: "row", class: "row"},
            cell(h.owner), cell(h.iothread), cell(h.holder),
            place(shortPlace(h.at), shortPlace(h.at) + "  " + h.function),
            place(h.puts.length ? shortPlace(h.puts[0].at) + more : "",
                h.puts.map((p) => shortPlace(p.at) + "  " + p.function)
                    .join("\n")),
            cell(h.cycle),
            el("span", {class: "paired-" + h.paired, role: "gridcell",
                title: h.reason || pairedNames[h.paired]},
            ["✓ ", "? ", "✗ "][h.paired] + pairedNames[h.paired]));
    },

    stops(h) {
        const stops = [{at: h.at, kind: "path", mark: "1",
            text: "held here" + (h.holder ? " as " + h.holder : "")}];

        h.puts.forEach((p, i) => stops.push({at: p.at, mark: String(i + 2),
            kind: "put",
            text: "put here" + (p.function ? ", in '" + p.function + "'"
                : "")}));
        return stops;
    },

    show(h) {
        const node = byId("hold-detail");

        node.hidden = false;
        node.replaceChildren(
            el("h2", {}, (h.iothread || "IOThread") +
                (h.holder ? " as " + h.holder : "")),
            facts([
                ["owner", h.owner, true],
                ["taken in", h.function, true],
                ["life cycle", h.cycle, true],
                ["paired", el("span", {class: "paired-" + h.paired},
                    pairedNames[h.paired] + (h.reason ? ": " + h.reason
                        : ""))],
            ]));
        showCode(node, holds.stops(h));
        node.scrollTop = 0;
        holds.list.reveal();
    },

    compare(a, b) {
        const value = holdColumns[holds.sorted][1];
        const [x, y] = [value(a), value(b)];
        const order = x < y ? -1 : Number(x > y);

        return (holds.down ? -order : order) || a.index - b.index;
    },

    filter() {
        const match = matcher(byId("hold-text").value);
        const paired = byId("hold-paired").value;
        const cycle = byId("hold-cycle").value;
        const shown = data.holds.filter((h) =>
            (paired === "" || String(h.paired) === paired) &&
            (cycle === "" || h.cycle === cycle) && match(h.hay));

        if (holds.sorted !== null) {
            shown.sort(holds.compare);
        }
        holds.list.show(shown);
        if (holds.list.chosen < 0) {
            byId("hold-detail").hidden = true;
            holds.list.node.scrollTop = 0;
        }
        byId("hold-shown").value = shown.length === data.holds.length
            ? plural(shown.length, "hold", "holds")
            : shown.length.toLocaleString("en") + " of " +
              plural(data.holds.length, "hold", "holds");
    },

    // Up, down, then as the report has it.
    sort(column) {
        if (holds.sorted !== column) {
            [holds.sorted, holds.down] = [column, false];
        } else if (!holds.down) {
            holds.down = true;
        } else {
            holds.sorted = null;
        }
        holds.head();
        holds.filter();
    },

    head() {
        byId("hold-head").replaceChildren(...holdColumns.map(([name], i) => {
            const on = holds.sorted === i;
            const sort = on ? (holds.down ? "descending" : "ascending")
                : "none";
            const sign = on ? (holds.down ? " ↓" : " ↑") : "";

            return el("span", {role: "columnheader", "aria-sort": sort},
                el("button", {onclick: () => holds.sort(i)}, name + sign));
        }));
    },

    start() {
        const cycles = [...new Set(data.holds.map((h) => h.cycle))].sort();

        holds.list = new List(byId("hold-list"), 28, holds.row, holds.show);
        byId("hold-paired").append(option("", "Paired or not"),
            ...pairedNames.map((name, i) => option(i, name +
                ` (${data.holds.filter((h) => h.paired === i).length})`)));
        byId("hold-cycle").append(option("", "All life cycles"),
            ...cycles.filter((c) => c).map((c) => option(c, c)));
        byId("hold-text").addEventListener("input", later(holds.filter, 60));
        for (const id of ["hold-paired", "hold-cycle"]) {
            byId(id).addEventListener("change", holds.filter);
        }
        byId("tab-holds").querySelector(".count").textContent =
            data.holds.length;
        holds.head();
        holds.filter();
        if (!data.holds.length) {
            holds.list.node.replaceChildren(el("p", {class: "empty"},
                "No hold of an IOThread was seen"));
        }
    },
};
