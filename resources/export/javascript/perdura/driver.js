// SPDX-License-Identifier: MIT-0
// The one place that yields to the host: what all open lanes wait for, together.
//
// The host takes each yielded combination for new work: a task that is in two of them would be begun twice. So a
// combination names to the host only the tasks that it has not seen yet, and the host must not wait for these alone,
// because the older ones can be over first. `nothing` is over at once, and with it in the combination the host goes on
// to what comes next. (The first combination of tasks that are all new needs none of this.)
'use strict';

const { Lane, isOver } = require('./lanes');
const { Mailbox } = require('./mailbox');
const { createTimer, tryAgain } = require('./timers');

const nothing = Object.freeze({ actionType: 12, compoundActions: [] }); // all of no tasks

// Activities, children and entities, as the package numbers its actions; timers and events are no calls.
function isCall(task) {
    return task.actionObj !== undefined && [0, 1, 2, 3, 7, 8].includes(task.actionObj.actionType);
}

class Run {
    constructor(context) {
        this.df = context.df;
        this.mailbox = new Mailbox(context.df);
        this.background = []; // lanes that go on after their container has ended
        this.waits = 0;       // that are over
        this.seen = new WeakSet();
        this.leftBehind = []; // calls of lanes that were given up before the host knew of them
        this.continuesAsNew = false;
        this.context = contextFor(this, context);
    }

    // Runs the flow to its end. Lanes that go on are not cut off by it, unless all they wait for is an event.
    * drive(generator) {
        const main = new Lane(this, generator);
        while (!main.poll() || (!this.continuesAsNew && this.background.some((lane) => lane.tasks().length > 0))) {
            const lanes = [main, ...this.background];
            this.leftBehind = this.leftBehind.filter((task) => !isOver(task));
            const tasks = [...new Set([...lanes.flatMap((lane) => lane.tasks()), ...this.mailbox.tasks(),
                ...this.leftBehind])];
            yield* this.pause(tasks);
            this.mailbox.collect();
            this.pollBackground();
        }
        return main.take();
    }

    // A lane that goes on may leave others behind meanwhile.
    pollBackground() {
        const lanes = this.background;
        this.background = [];
        const open = lanes.filter((lane) => !lane.poll());
        this.background = [...open, ...this.background];
    }

    // The rest of this execution does not count any more.
    continueAsNew(input) {
        this.continuesAsNew = true;
        this.df.continueAsNew(input);
    }

    // In Perdura a call has begun as soon as the flow comes to it, even when its lane loses at once.
    leave(tasks) {
        this.leftBehind.push(...tasks.filter((task) => isCall(task) && !this.seen.has(task)));
    }

    // Waits until one of the tasks is over.
    * pause(tasks) {
        const fresh = tasks.filter((task) => !this.seen.has(task));
        tasks.forEach((task) => this.seen.add(task));
        try {
            yield tasks.length === 1 ? tasks[0] : this.anyOf(tasks, fresh);
        } catch (thrown) {
            // That of a single task that has failed; its lane will see it.
            if (!tasks.some(isOver))
                throw thrown;
        }
    }

    anyOf(tasks, fresh) {
        const any = this.df.Task.any(tasks);
        if (fresh.length === 0)
            any.alreadyScheduled = true;
        else if (fresh.length < tasks.length)
            any.actionObj.compoundActions = [...fresh.map((task) => task.actionObj), nothing];
        return any;
    }
}

// The context as the flows see it: as that of the host, but for what consists of several tasks.
function contextFor(run, context) {
    const { df } = context;
    const replaced = {
        createTimer: (due) => createTimer(df, due),
        continueAsNew: (input) => run.continueAsNew(input),
        waitForExternalEvent: (name) => run.mailbox.wait([name]),
        callActivityWithRetry: (name, options, input) =>
            new Lane(run, tryAgain(df, options, function* () { return yield df.callActivity(name, input); })),
        callSubOrchestratorWithRetry: (name, options, ...more) =>
            new Lane(run, tryAgain(df, options, function* () { return yield df.callSubOrchestrator(name, ...more); })),
    };
    const seenDf = new Proxy(df, {
        get(target, name) {
            if (Object.hasOwn(replaced, name))
                return replaced[name];
            const value = target[name];
            return typeof value === 'function' ? value.bind(target) : value;
        },
        set(target, name, value) {
            target[name] = value;
            return true;
        },
    });
    return new Proxy(context, {
        get(target, name) {
            if (name === 'df')
                return seenDf;
            const value = target[name];
            return typeof value === 'function' ? value.bind(target) : value;
        },
    });
}

module.exports = { Run };
