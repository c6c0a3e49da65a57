// SPDX-License-Identifier: GPL-2.0-or-later
// Source with a path drawn on it.
//
// A stop is {at, text, mark, kind}: mark is what stands in its circle, kind
// "path", "related" (another end, not on the path), "end", or "put", one of
// several ways that a hold may end.

const around = 6;

// The pieces of a file that @stops need, in order.
function pieces(file, stops) {
    const runs = new Set(stops.flatMap((stop) =>
        runsOf(file, stop.at[1], stop.at[1])));

    return [...runs].flatMap((run) => split(run, stops))
        .sort((a, b) => a.first - b.first);
}

// A run may be longer than this finding needs: other findings share it.
function split(run, stops) {
    const [start, lines] = run;
    const end = start + lines.length - 1;
    const wanted = stops.map((stop) => stop.at[1])
        .filter((line) => line >= start && line <= end)
        .sort((a, b) => a - b);
    const parts = [];

    for (const line of wanted) {
        const last = parts[parts.length - 1];

        if (last && line - last.line <= 40) {
            last.line = line;
            last.last = Math.min(end, line + around);
        } else {
            parts.push({run, line,
                first: Math.max(start, line - around),
                last: Math.min(end, line + around)});
        }
    }
    return parts;
}

function badge(stop) {
    return el("span", {class: "badge " + stop.kind}, stop.mark);
}

function said(stop) {
    const row = el("div", {class: "said " + stop.kind},
        el("span", {class: "stop"}, badge(stop)),
        el("span", {class: "text"}, stop.text));

    stop.row = row;
    return row;
}

function lineRow(number, text, stops) {
    const marks = stops.filter((stop) => stop.at[3] >= 0).map((stop) => {
        const from = stop.at[3];

        return [from, stop.at[4] > from ? stop.at[4] : markEnd(text, from)];
    });
    const ended = stops.some((stop) => stop.kind === "end");
    const row = el("div",
        {class: "ln" + (stops.length ? " hit" : "") + (ended ? " end" : "")},
        el("span", {class: "no"}, String(number)),
        el("span", {class: "src"}, ...lineNodes(text, marks)));

    stops.forEach((stop) => {
        stop.line = row;
    });
    return row;
}

function excerpt(file, stops) {
    const rows = [];
    let before = 0;
    const left = new Set(stops);

    for (const part of pieces(file, stops)) {
        if (before && part.first > before + 1) {
            rows.push(el("div", {class: "gap"}, el("span", {class: "no"},
                "⋯"), plural(part.first - before - 1, "line", "lines")));
        }
        for (let n = Math.max(part.first, before + 1); n <= part.last; n++) {
            const here = stops.filter((stop) => stop.at[1] === n);

            rows.push(lineRow(n, part.run[1][n - part.run[0]], here));
            here.forEach((stop) => {
                rows.push(said(stop));
                left.delete(stop);
            });
        }
        before = Math.max(before, part.last);
    }
    // Without source the path is still told.
    for (const stop of left) {
        rows.push(el("div", {class: "gap"}, el("span", {class: "no"},
            String(stop.at[1] || "")), "source not available"), said(stop));
    }
    return el("div", {class: "excerpt"},
        el("div", {class: "name"}, data.files[file].name),
        el("div", {class: "lines"}, el("div", {class: "fit"}, ...rows)));
}

function arrow(from, to, kind, depth) {
    const x = 30;
    const down = to.y >= from.y;
    const [y1, y2] = [from.y + (down ? 9 : -9), to.y + (down ? -12 : 12)];
    // A curve comes three quarters of the way to its control points.
    const bulge = x - depth * 4 / 3;
    const tip = down ? [y2 + 3, y2 - 4] : [y2 - 3, y2 + 4];
    const line = depth
        ? `M${x - 6} ${y1} C${bulge} ${y1 + (down ? 14 : -14)} ` +
          `${bulge} ${y2 - (down ? 14 : -14)} ${x - 3} ${y2}`
        : `M${x} ${y1} L${x} ${y2}`;

    return [svg("path", {d: line, class: kind}),
        svg("path", {class: "tip",
            d: `M${x - 4} ${tip[1]} L${x + 4} ${tip[1]} L${x} ${tip[0]} Z`})];
}

// Lines from stop to stop, bent out of the way of stops between them.
function drawPath(code, stops, paper) {
    const top = code.getBoundingClientRect().top;
    const spots = stops.filter((stop) => stop.row).map((stop) => {
        const box = stop.row.querySelector(".badge").getBoundingClientRect();

        return {kind: stop.kind, y: box.top + box.height / 2 - top};
    });
    const parts = [];
    const connect = (from, to, kind) => {
        const [low, high] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
        const between = spots.some((s) => s.y > low + 1 && s.y < high - 1);

        // Three lanes, so that long arrows can be told apart.
        parts.push(...arrow(from, to, kind, between || to.y < from.y
            ? 16 + 7 * (parts.length / 2 % 3) : 0));
    };
    const of = (...kinds) => spots.filter((s) => kinds.includes(s.kind));
    const path = of("path", "end");

    path.slice(1).forEach((spot, i) => connect(path[i], spot, "path"));
    of("put").forEach((spot) => connect(path[0], spot, "path"));
    if (path.length === 1) {
        of("related").forEach((spot) => connect(spot, path[0], "related"));
    }
    paper.replaceChildren(...parts);
}

function reveal(stop) {
    for (const row of [stop.row, stop.line]) {
        if (row) {
            row.classList.remove("flash");
            void row.offsetWidth;
            row.classList.add("flash");
        }
    }
    if (stop.row) {
        stop.row.scrollIntoView({block: "center"});
    }
}

// Puts step list and source of @stops into @node.
function showCode(node, stops) {
    const paper = svg("svg", {"aria-hidden": "true"});
    const files = [...new Set(stops.map((stop) => stop.at[0]))]
        .filter((file) => file >= 0);
    const code = el("div", {class: "code"}, paper, ...files.map((file) =>
        excerpt(file, stops.filter((stop) => stop.at[0] === file))));
    const list = el("ol", {class: "steps"}, ...stops.map((stop) =>
        el("li", {}, el("button", {onclick: () => reveal(stop)}, badge(stop),
            el("span", {class: "text"}, stop.text),
            el("span", {class: "mono"}, shortPlace(stop.at))))));

    if (stops.length > 1) {
        node.append(list);
    }
    node.append(code);
    if (showCode.watch) {
        showCode.watch.disconnect();
    }
    showCode.watch = new ResizeObserver(() => drawPath(code, stops, paper));
    showCode.watch.observe(code);
}
