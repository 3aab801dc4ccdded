// SPDX-License-Identifier: GPL-3.0-or-later
// The tasks of durable-functions 3.x, as far as orchestrators see them.
'use strict';

class Task {
    constructor(action, id) {
        this.action = action;
        this.id = id; // undefined: gets a number when it is scheduled
        this.state = 'running';
        this.alreadyScheduled = false;
        this.result = undefined;
        this.parent = undefined;
    }
    get actionObj() { return this.action; }
    get isOver() { return this.state !== 'running'; }
    get isCompleted() { return this.state === 'completed'; }
    get isFaulted() { return this.state === 'failed'; }

    settle(hasFailed, result) {
        this.state = hasFailed ? 'failed' : 'completed';
        this.result = result;
        if (this.parent)
            this.parent.onChild(this);
    }
}

class TimerTask extends Task {
    get isCanceled() { return this.action.isCanceled; }
    cancel() {
        if (this.isOver)
            throw new Error('A timer that has fired cannot be cancelled.');
        this.action.isCanceled = true;
    }
}

class CompoundTask extends Task {
    constructor(children, actionType) {
        if (children.length === 0)
            throw new Error('There must be at least one task.');
        super({ actionType, compoundActions: children.map((child) => child.actionObj) });
        this.children = children;
        children.forEach((child) => { child.parent = this; });
    }
}

class AnyTask extends CompoundTask {
    constructor(children) { super(children, 11); }
    onChild(child) {
        if (!this.isOver)
            this.settle(false, child);
    }
}

class AllTask extends CompoundTask {
    constructor(children) { super(children, 12); }
    onChild(child) {
        if (this.isOver)
            return;
        if (child.isFaulted)
            this.settle(true, child.result);
        else if (this.children.every((each) => each.isCompleted))
            this.settle(false, this.children.map((each) => each.result));
    }
}

function combined(Kind) {
    return (tasks) => {
        if (!Array.isArray(tasks) || !tasks.every((task) => task instanceof Task))
            throw new Error('Only a list of tasks can be waited for.');
        return new Kind(tasks);
    };
}

module.exports = { Task, TimerTask, CompoundTask, any: combined(AnyTask), all: combined(AllTask) };
