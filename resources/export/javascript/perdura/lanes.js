// SPDX-License-Identifier: MIT-0
// Flows that run at the same time. A lane holds one flow, a generator, and what it waits for: a durable task, or one
// of the waits of this folder, which are made of others. Only driver.js yields to the host.
'use strict';

const { fault } = require('./failures');
const { fromOutside } = require('./values');

// What a flow can wait for besides durable tasks.
class Wait {
    // Goes on as far as possible; true when the wait is over.
    poll() { return false; }
    // The durable tasks that it is waiting for.
    tasks() { return []; }
    // The result; throws when there is a failure.
    take() { return null; }
    // Nobody waits for it any more.
    cancel() {}
}

function isTask(value) {
    return value !== null && typeof value === 'object' && 'isCompleted' in value;
}

function isOver(task) {
    return task.isCompleted || task.isFaulted;
}

function poll(wait) {
    return wait instanceof Wait ? wait.poll() : isOver(wait);
}

function tasksOf(wait) {
    return wait instanceof Wait ? wait.tasks() : [wait];
}

function take(wait) {
    if (wait instanceof Wait)
        return wait.take();
    if (wait.isFaulted)
        throw wait.result;
    return fromOutside(wait.result);
}

// Timers of a flow that is given up must not keep the instance alive; other tasks cannot be taken back.
function cancel(wait) {
    if (wait instanceof Wait)
        wait.cancel();
    else if (typeof wait.cancel === 'function' && !isOver(wait))
        wait.cancel();
}

// Over as soon as one of them is.
class AnyWait extends Wait {
    constructor(waits) {
        super();
        this.waits = waits;
    }
    poll() { return this.waits.some(poll); }
    tasks() { return this.waits.flatMap(tasksOf); }
    cancel() { this.waits.forEach(cancel); }
}

class Lane extends Wait {
    // Begins at once and goes on until the flow has to wait.
    constructor(run, generator) {
        super();
        this.run = run;
        this.generator = generator;
        this.wait = undefined;
        this.isEnded = false;
        this.hasFailed = false;
        this.result = null;
        this.step(() => generator.next());
    }

    poll() {
        while (!this.isEnded && poll(this.wait))
            this.goOn();
        return this.isEnded;
    }

    goOn() {
        const wait = this.wait;
        // A container counts the waits of its lanes, not those for its lanes.
        if (!(wait instanceof AnyWait))
            this.run.waits += 1;
        let value;
        try {
            value = take(wait);
        } catch (thrown) {
            this.step(() => this.generator.throw(thrown));
            return;
        }
        this.step(() => this.generator.next(value));
    }

    step(resume) {
        try {
            const { done, value } = resume();
            if (done)
                this.end(false, value === undefined ? null : value);
            else if (value instanceof Wait || isTask(value))
                this.wait = value;
            else
                this.step(() => this.generator.throw(fault('Error', 'Only durable tasks can be yielded.')));
        } catch (thrown) {
            this.end(true, thrown);
        }
    }

    end(hasFailed, result) {
        this.isEnded = true;
        this.hasFailed = hasFailed;
        this.result = result;
        this.wait = undefined;
    }

    tasks() { return this.isEnded ? [] : tasksOf(this.wait); }

    take() {
        if (this.hasFailed)
            throw this.result;
        return this.result;
    }

    // Gives the flow up: it takes no further step but those of its `finally`, such as to release a lock.
    cancel() {
        if (this.isEnded)
            return;
        this.run.leave(tasksOf(this.wait));
        cancel(this.wait);
        this.end(false, null);
        this.generator.return();
    }
}

// Runs lanes until `isEnough()`; `onEnd(lane)` is told of each that ends, one after the other,
// and may give another lane that takes its place. Whichever way it ends,
// also when the flow around is given up, open lanes are given up; `keepsOpen()` says otherwise.
function* runLanes(run, lanes, { isEnough = () => false, onEnd = () => {}, keepsOpen = () => false } = {}) {
    const open = [...lanes];
    let hasEnded = false;
    try {
        for (;;) {
            const place = open.findIndex((lane) => lane.poll());
            if (place >= 0) {
                const [ended] = open.splice(place, 1);
                const next = onEnd(ended);
                if (next)
                    open.splice(place, 0, next);
            }
            if (isEnough() || open.length === 0)
                break;
            if (place < 0)
                yield new AnyWait(open);
        }
        hasEnded = true;
    } finally {
        if (hasEnded && keepsOpen())
            run.background.push(...open);
        else
            open.forEach((lane) => lane.cancel());
    }
}

module.exports = { Wait, AnyWait, Lane, runLanes, isOver, poll, cancel };
