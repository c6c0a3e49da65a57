// SPDX-License-Identifier: GPL-2.0-or-later
// A list of rows of one height, of which only those in sight exist.

class List {
    // @node: scrolls.  @draw: item -> element.  @choose: called with the item.
    constructor(node, height, draw, choose) {
        this.node = node;
        this.height = height;
        this.draw = draw;
        this.choose = choose;
        this.items = [];
        this.chosen = -1;
        this.space = el("div", {class: "space"});
        node.replaceChildren(this.space);
        node.addEventListener("scroll", () => this.schedule());
        new ResizeObserver(() => this.schedule()).observe(node);
        node.addEventListener("click", (event) => {
            const row = event.target.closest(".item");

            if (row) {
                this.pick(Number(row.dataset.index));
            }
        });
    }

    show(items) {
        const kept = this.items[this.chosen];

        this.items = items;
        this.chosen = kept ? items.indexOf(kept) : -1;
        this.space.style.height = items.length * this.height + "px";
        if (this.chosen >= 0) {
            this.reveal();
        }
        this.render();
    }

    schedule() {
        if (!this.waiting) {
            this.waiting = true;
            requestAnimationFrame(() => {
                this.waiting = false;
                this.render();
            });
        }
    }

    render() {
        const top = this.node.scrollTop;
        const first = Math.max(0, Math.floor(top / this.height) - 6);
        const end = Math.min(this.items.length, Math.ceil(
            (top + this.node.clientHeight) / this.height) + 6);
        const rows = [];

        for (let i = first; i < end; i++) {
            const row = this.draw(this.items[i]);

            row.classList.add("item");
            row.dataset.index = i;
            row.id = this.node.id + "-" + i;
            row.style.top = i * this.height + "px";
            row.style.height = this.height + "px";
            row.setAttribute("aria-selected", i === this.chosen);
            row.setAttribute("aria-posinset", i + 1);
            row.setAttribute("aria-setsize", this.items.length);
            rows.push(row);
        }
        this.space.replaceChildren(...rows);
    }

    pick(index) {
        if (!this.items.length) {
            return;
        }
        this.chosen = Math.max(0, Math.min(index, this.items.length - 1));
        this.reveal();
        this.render();
        this.node.setAttribute("aria-activedescendant",
            this.node.id + "-" + this.chosen);
        this.choose(this.items[this.chosen]);
    }

    reveal() {
        const top = this.chosen * this.height;
        const room = this.node.clientHeight;

        if (top < this.node.scrollTop) {
            this.node.scrollTop = top;
        } else if (top + this.height > this.node.scrollTop + room) {
            this.node.scrollTop = top + this.height - room;
        }
    }

    // Returns whether @key was one of the list's.
    key(key) {
        const page = Math.max(1,
            Math.floor(this.node.clientHeight / this.height) - 1);
        const to = {
            j: this.chosen + 1, ArrowDown: this.chosen + 1,
            k: this.chosen - 1, ArrowUp: this.chosen - 1,
            PageDown: this.chosen + page, PageUp: this.chosen - page,
            Home: 0, End: this.items.length - 1,
        }[key];

        if (to === undefined) {
            return false;
        }
        this.pick(to);
        return true;
    }
}
