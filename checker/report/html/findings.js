// SPDX-License-Identifier: GPL-2.0-or-later
// The view of the findings: a list with filters, and one of them at a time.

const findings = {
    list: null,

    row(f) {
        return el("div", {
            role: "option",
            class: "finding " + f.kind.severity + (f.suppressed ? " off" : ""),
        },
        el("div", {class: "what"}, f.text),
        el("div", {class: "where"},
            el("span", {class: "mono tail"}, el("bdi", {}, shortPlace(f.at))),
            el("span", {}, f.kind.name)));
    },

    // Steps in order, other ends lettered, the finding itself last.
    stops(f) {
        let number = 0;
        let letter = 0;
        const stops = f.steps.map((step) => ({
            at: step.at, text: step.text,
            kind: step.related ? "related" : "path",
            mark: step.related ? String.fromCharCode(97 + letter++ % 26)
                : String(++number),
        }));

        stops.push({at: f.at, text: f.text, kind: "end",
            mark: number ? String(number + 1) : "!"});
        return stops;
    },

    facts(f) {
        const rows = [
            ["rule", el("b", {class: f.kind.severity},
                "qemu.iothread." + f.kind.name)],
            ["place", placeText(f.at), true],
            ["function", f.function, true],
            ["IOThread", f.iothread, true],
            ["holder", f.holder, true],
            ["pair", f.pair, true],
            ["fingerprint", f.id, true],
        ];

        if (f.suppressed) {
            const by = f.suppressed;

            rows.push(["suppressed", "by " + by.by +
                (by.reason ? ": " + by.reason : "") +
                (by.at[0] >= 0 ? " (" + shortPlace(by.at) + ")" : "")]);
        }
        return facts(rows);
    },

    show(f) {
        const node = byId("find-detail");

        node.replaceChildren(el("h2", {}, f.text), findings.facts(f));
        showCode(node, findings.stops(f));
        if (f.kind.page) {
            node.append(el("details", {}, el("summary", {}, "About " +
                f.kind.name), el("pre", {}, f.kind.page)));
        }
        node.scrollTop = 0;
        remember("finding=" + f.id);
    },

    filter() {
        const match = matcher(byId("find-text").value);
        const rule = byId("find-rule").value;
        const file = byId("find-file").value;
        const hidden = byId("find-hidden").checked;
        const shown = data.findings.filter((f) =>
            (hidden || !f.suppressed) &&
            (rule === "" || String(f.rule) === rule) &&
            (file === "" || String(f.at[0]) === file) && match(f.hay));

        findings.list.show(shown);
        byId("find-shown").value = shown.length === data.findings.length
            ? plural(shown.length, "finding", "findings")
            : shown.length.toLocaleString("en") + " of " +
              plural(data.findings.length, "finding", "findings");
        if (findings.list.chosen < 0) {
            findings.list.node.scrollTop = 0;
            if (shown.length) {
                findings.list.pick(0);
            }
        }
        if (!shown.length) {
            byId("find-detail").replaceChildren(el("p", {class: "empty"},
                data.findings.length ? "No finding matches"
                    : "Nothing found"));
        }
    },

    start() {
        const count = (of) => {
            const n = new Map();

            data.findings.forEach((f) => n.set(of(f), (n.get(of(f)) || 0) + 1));
            return n;
        };
        const rules = count((f) => f.rule);
        const files = count((f) => f.at[0]);

        findings.list = new List(byId("find-list"), 62, findings.row,
            findings.show);
        byId("find-rule").append(option("", "All rules"),
            ...data.rules.map((rule, i) => [rule, i])
                .filter(([, i]) => rules.has(i))
                .map(([rule, i]) => option(i,
                    `${rule.name} (${rules.get(i)})`)));
        byId("find-file").append(option("", "All files"),
            ...data.files.map((file, i) => [file, i])
                .filter(([, i]) => files.has(i))
                .sort(([a], [b]) => (a.name < b.name ? -1 : 1))
                .map(([file, i]) => option(i,
                    `${file.name} (${files.get(i)})`)));
        byId("find-hidden-label").hidden =
            !data.findings.some((f) => f.suppressed);
        byId("find-text").addEventListener("input",
            later(findings.filter, 60));
        for (const id of ["find-rule", "find-file", "find-hidden"]) {
            byId(id).addEventListener("change", findings.filter);
        }
        byId("tab-findings").querySelector(".count").textContent =
            data.findings.filter((f) => !f.suppressed).length;
        findings.filter();
    },

    // Opens the finding of that fingerprint, whatever the filters are.
    open(id) {
        const f = data.findings.find((one) => one.id === id);

        if (!f) {
            return;
        }
        byId("find-hidden").checked = byId("find-hidden").checked ||
            Boolean(f.suppressed);
        byId("find-text").value = "";
        byId("find-rule").value = "";
        byId("find-file").value = "";
        findings.filter();
        findings.list.pick(findings.list.items.indexOf(f));
    },
};
