// SPDX-License-Identifier: MIT-0
// External events. The host gives an event to the wait that began last, also when that was given up long ago; here one
// wait for each name takes all of them in, and the flow that has waited longest gets the first. Names are those of the
// drawing, in which "Paid" and "paid" are the same event.
'use strict';

const { Wait, isOver } = require('./lanes');
const { fromOutside } = require('./values');

class EventWait extends Wait {
    constructor(mailbox, names) {
        super();
        this.mailbox = mailbox;
        this.names = names;
        this.hasCome = false;
        this.event = undefined; // which of the names it was
        this.payload = null;
    }
    poll() { return this.hasCome; }
    take() { return this.payload; }
    cancel() { this.mailbox.leave(this); }

    accept(key, payload) {
        this.hasCome = true;
        this.event = this.names.find((name) => name.toLowerCase() === key);
        this.payload = payload;
    }
}

class Mailbox {
    constructor(df) {
        this.df = df;
        this.open = new Map();  // name -> { task, listed: how often it was yielded }
        this.kept = new Map();  // name in small letters -> payloads that nobody has waited for
        this.waiting = [];      // EventWait, the oldest first
    }

    // A wait that is over with the first event of any of these names.
    wait(names) {
        const wait = new EventWait(this, names);
        for (const name of names) {
            const key = name.toLowerCase();
            const payloads = this.kept.get(key) || [];
            if (payloads.length > 0) {
                wait.accept(key, payloads.shift());
                return wait;
            }
        }
        names.filter((name) => !this.open.has(name)).forEach((name) => this.listen(name));
        this.waiting.push(wait);
        return wait;
    }

    leave(wait) {
        this.waiting = this.waiting.filter((other) => other !== wait);
    }

    listen(name) {
        this.open.set(name, { task: this.df.waitForExternalEvent(name), listed: 0 });
    }

    // Part of every yield once there was a wait: an event must not get lost between two waits.
    tasks() {
        return [...this.open.values()].map((entry) => {
            entry.listed += 1;
            return entry.task;
        });
    }

    collect() {
        for (const [name, { task, listed }] of [...this.open]) {
            if (!isOver(task))
                continue;
            this.open.delete(name);
            this.deliver(name.toLowerCase(), fromOutside(task.result));
            // The host goes on giving events to a task that was yielded several times, so another has to take over.
            // Otherwise the host keeps what comes until somebody waits again.
            const isWanted = this.waiting.some((wait) => wait.names.includes(name));
            if (listed > 1 || isWanted)
                this.listen(name);
        }
    }

    deliver(key, payload) {
        const first = this.waiting.find((wait) => wait.names.some((name) => name.toLowerCase() === key));
        if (first) {
            this.leave(first);
            first.accept(key, payload);
        } else {
            this.keep(key, payload);
        }
    }

    keep(key, payload) {
        this.kept.set(key, [...(this.kept.get(key) || []), payload]);
    }

    // What the next execution needs of it; undefined when there is nothing.
    carriedOver() {
        const left = [...this.kept].filter(([, payloads]) => payloads.length > 0);
        return left.length > 0 ? Object.fromEntries(left) : undefined;
    }

    restore(events) {
        Object.entries(events || {}).forEach(([key, payloads]) => payloads.forEach((each) => this.keep(key, each)));
    }
}

module.exports = { Mailbox, EventWait };
