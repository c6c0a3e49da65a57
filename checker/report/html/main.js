// SPDX-License-Identifier: GPL-2.0-or-later
// Views, theme, keys, and the address, which names what is shown.

const views = ["findings", "holds", "figures"];
let view = "";

// A page from disk may have no history and no storage.
function remember(hash) {
    try {
        history.replaceState(null, "", "#" + hash);
    } catch (error) {
        // Only the address stays behind.
    }
}

function stored(value) {
    try {
        if (value !== undefined) {
            localStorage.setItem("holdcheck-theme", value);
        }
        return localStorage.getItem("holdcheck-theme");
    } catch (error) {
        return null;
    }
}

function showView(name) {
    const chosen = findings.list.items[findings.list.chosen];

    view = name;
    for (const one of views) {
        byId(one).hidden = one !== name;
        byId("tab-" + one).setAttribute("aria-selected", one === name);
        byId("tab-" + one).tabIndex = one === name ? 0 : -1;
    }
    remember(name === "findings" && chosen ? "finding=" + chosen.id : name);
    if (name === "findings") {
        findings.list.render();
    } else if (name === "holds") {
        holds.list.render();
    }
}

function showTheme(theme) {
    if (theme === "light" || theme === "dark") {
        document.documentElement.dataset.theme = theme;
    }
}

function toggleTheme() {
    const now = document.documentElement.dataset.theme ||
        (matchMedia("(prefers-color-scheme: dark)").matches ? "dark"
            : "light");
    const theme = now === "dark" ? "light" : "dark";

    showTheme(theme);
    stored(theme);
}

function filterBox() {
    return byId(view === "holds" ? "hold-text" : "find-text");
}

function onKey(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    const list = {findings: findings.list, holds: holds.list}[view];

    if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
    }
    if (typing) {
        // From the filter straight into what it leaves.
        if (event.target.type === "search" && list &&
            (event.key === "ArrowDown" || event.key === "Enter")) {
            list.node.focus();
            if (list.chosen < 0) {
                list.pick(0);
            }
            event.preventDefault();
        } else if (event.key === "Escape") {
            if (event.target.type === "search" && event.target.value) {
                event.target.value = "";
                event.target.dispatchEvent(new Event("input"));
            } else {
                list.node.focus();
            }
            event.preventDefault();
        }
        return;
    }
    if (event.key === "/" && view !== "figures") {
        filterBox().focus();
        filterBox().select();
    } else if ("123".includes(event.key)) {
        showView(views[Number(event.key) - 1]);
    } else if (event.key === "t") {
        toggleTheme();
    } else if (event.target.getAttribute("role") === "tab" &&
               /^Arrow(Left|Right)$/.test(event.key)) {
        const step = event.key === "ArrowRight" ? 1 : views.length - 1;

        showView(views[(views.indexOf(view) + step) % views.length]);
        byId("tab-" + view).focus();
    } else if (list && (event.key === "j" || event.key === "k" ||
                        event.target === list.node ||
                        event.target === document.body)) {
        if (!list.key(event.key)) {
            return;
        }
    } else {
        return;
    }
    event.preventDefault();
}

function followAddress() {
    const hash = location.hash.slice(1);

    if (hash.startsWith("finding=")) {
        showView("findings");
        findings.open(hash.slice(8));
    } else {
        showView(views.includes(hash) ? hash : "findings");
    }
}

function start() {
    const address = location.hash;
    const active = data.findings.filter((f) => !f.suppressed).length;

    showTheme(stored());
    document.title = "Holdcheck: " + plural(active, "finding", "findings");
    byId("made").textContent = "holdcheck " + data.version +
        (data.clang ? ", clang " + data.clang : "");
    findings.start();
    holds.start();
    startFigures();
    remember(address.slice(1));
    followAddress();
    for (const one of views) {
        byId("tab-" + one).addEventListener("click", () => showView(one));
    }
    byId("theme").addEventListener("click", toggleTheme);
    addEventListener("hashchange", followAddress);
    addEventListener("keydown", onKey);
    byId("find-list").focus({preventScroll: true});
}

start();
