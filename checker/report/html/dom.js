// SPDX-License-Identifier: GPL-2.0-or-later
// Everything on the page is made here.  There is no way to hand in markup:
// a child is a node or becomes text.  The word for the element that scripts
// stand in must not be in these files with its slash.
"use strict";

const byId = (id) => document.getElementById(id);

function put(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
        if (value === null || value === undefined || value === false) {
            continue;
        } else if (name.startsWith("on")) {
            node.addEventListener(name.slice(2), value);
        } else {
            node.setAttribute(name, value === true ? "" : value);
        }
    }
    node.append(...children.filter((c) => c !== null && c !== undefined));
    return node;
}

// el("span", {class: "mono"}, "text", node, null)
function el(tag, attributes, ...children) {
    return put(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
    const space = "http://www.w3.org/2000/svg";

    return put(document.createElementNS(space, tag), attributes, children);
}

function option(value, text) {
    return el("option", {value: String(value)}, text);
}

// Calls @run once, shortly after the last of several calls.
function later(run, delay) {
    let timer = 0;

    return () => {
        clearTimeout(timer);
        timer = setTimeout(run, delay);
    };
}

function plural(n, one, many) {
    return n.toLocaleString("en") + " " + (n === 1 ? one : many);
}
