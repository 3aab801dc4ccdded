// SPDX-License-Identifier: GPL-3.0-or-later
// One instance: its history, and what the extension makes of the actions of the orchestrator. Every turn adds one
// event to the history and runs the orchestrator through all of it.
'use strict';

const { types, event, json } = require('./events');

const marker = '$OutOfProcData$:';

// A text arrives as JSON of a text; other values as they are.
function inputOf({ actionType, input }) {
    const isText = [0, 2, 4].includes(actionType) && typeof input === 'string';
    const value = isText ? JSON.parse(input) : input;
    return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

// With the members in the order of their names, so that traces can be compared.
function sorted(value) {
    if (Array.isArray(value))
        return value.map(sorted);
    if (value === null || typeof value !== 'object')
        return value;
    return Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]));
}

// Whether a timer is cancelled is not known at first.
function fixedPart(action) {
    return JSON.stringify(action, (name, value) => (name === 'isCanceled' ? undefined : value));
}

class Instance {
    constructor(hub, { id, functionName, input, parent }) {
        Object.assign(this, { hub, id, functionName, parent });
        this.trace = [];
        this.begin(input);
    }

    begin(input) {
        this.input = JSON.parse(json(input));
        this.history = [];
        this.before = [];        // the actions of the last turn
        this.begun = new Set();  // numbers of tasks that the extension has begun
        this.over = new Set();   // of these, those that are over
        this.raised = new Map(); // event in small letters -> how often it came
        this.locked = [];
        this.status = 'Running';
        this.hub.post(this, [event('ExecutionStarted', this.hub.time, { Name: this.functionName, Input: json(input) })]);
    }

    async turn(events) {
        if (this.status !== 'Running')
            return;
        this.history.push(event('OrchestratorStarted', this.hub.time), ...events);
        events.forEach((each) => this.note(each));
        const { state, thrown } = await this.execute();
        const actions = state.actions.flat();
        this.trace.push(sorted(JSON.parse(JSON.stringify(actions))));
        this.checkReplay(actions);
        if (state.customStatus !== undefined && state.customStatus !== null)
            this.customStatus = JSON.parse(JSON.stringify(state.customStatus));
        const isThrough = this.carryOut(actions);
        this.history.push(event('OrchestratorCompleted', this.hub.time));
        if (isThrough)
            this.finish(state, thrown, actions);
    }

    note({ EventType, Name, TaskScheduledId, TimerId }) {
        if (EventType === types.EventRaised)
            this.raised.set(Name.toLowerCase(), (this.raised.get(Name.toLowerCase()) || 0) + 1);
        const id = TaskScheduledId === undefined ? TimerId : TaskScheduledId;
        if (id !== undefined)
            this.over.add(id);
    }

    async execute() {
        const known = this.hub.registered.get(this.functionName);
        const context = this.hub.contextFor(this.functionName);
        const trigger = {
            history: this.history.map((each) => ({ ...each })),
            input: this.input,
            instanceId: this.id,
            isReplaying: this.history.length > 2,
            parentInstanceId: this.parent ? this.parent.instance.id : null,
            upperSchemaVersion: 3,
            upperSchemaVersionNew: 3,
            longRunningTimerIntervalDuration: 'P3D',
            maximumShortTimerDuration: 'P6D',
            defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
        };
        try {
            return { state: await known.handler(trigger, context) };
        } catch (thrown) {
            const at = thrown.message.indexOf(marker);
            if (at < 0)
                throw thrown;
            return { state: JSON.parse(thrown.message.slice(at + marker.length)), thrown };
        }
    }

    // The same history must lead to the same actions.
    checkReplay(actions) {
        this.before.forEach((action, index) => {
            const now = actions[index] === undefined ? 'nothing' : fixedPart(actions[index]);
            if (now !== fixedPart(action))
                throw new Error(`Not deterministic: action ${index} was ${fixedPart(action)} and is ${now}.`);
        });
        this.before = actions;
    }

    // As the extension does: it begins one action after the other, and waits for each before it comes to the next.
    // Gives whether it has got through to the end.
    carryOut(actions) {
        this.nextId = 0;
        this.counted = new Map();
        this.locked = [];
        return actions.every((action) => this.carryOne(action));
    }

    // True when it is over.
    carryOne(action) {
        switch (action.actionType) {
        case 0: return this.beginTask(action, 'TaskScheduled', (id) => this.hub.runActivity(this, id, action, inputOf(action)));
        case 2: return this.beginTask(action, 'SubOrchestrationInstanceCreated',
            (id) => this.hub.runChild(this, id, action, inputOf(action)));
        case 4: return true;
        case 5: return this.beginTimer(action);
        case 6: return this.hasCome(action.externalEventName);
        case 7: return this.beginRequest(action, this.hub.guid(), (id, request) =>
            this.hub.callEntity(this, request, action.instanceId, action.operation, inputOf(action)));
        case 9: return this.once(() => this.hub.signalEntity(action.instanceId, action.operation, inputOf(action)));
        case 11: return action.compoundActions.map((each) => this.carryOne(each)).includes(true);
        case 12: return !action.compoundActions.map((each) => this.carryOne(each)).includes(false);
        case 13:
            this.locked = action.lockSet.map(({ name, key }) => `@${name.toLowerCase()}@${key}`);
            return this.beginRequest(action, action.lockRequestId, (id, request) =>
                this.hub.lock(this, request, this.locked));
        case 14: return this.release();
        default: throw new Error(`This host knows no action of the type ${action.actionType}.`);
        }
    }

    number(begin) {
        const id = this.nextId++;
        if (!this.begun.has(id)) {
            this.begun.add(id);
            begin(id);
        }
        return id;
    }

    once(begin) {
        this.number(begin);
        return true;
    }

    beginTask(action, eventName, begin) {
        const id = this.number((fresh) => {
            this.history.push(event(eventName, this.hub.time, { EventId: fresh, Name: action.functionName }));
            begin(fresh);
        });
        return this.over.has(id);
    }

    beginTimer(action) {
        const fireAt = new Date(action.fireAt);
        const id = this.number((fresh) => {
            this.history.push(event('TimerCreated', this.hub.time, { EventId: fresh, FireAt: fireAt }));
            this.hub.addTimer(this, fresh, fireAt);
        });
        if (action.isCanceled)
            this.hub.removeTimer(this, id);
        return action.isCanceled || this.over.has(id);
    }

    beginRequest(action, request, begin) {
        const id = this.number((fresh) => {
            this.history.push(event('EventSent', this.hub.time, { EventId: fresh, Input: json({ id: request }) }));
            this.requests = this.requests || new Map();
            this.requests.set(fresh, request);
            begin(fresh, request);
        });
        return this.raised.has(this.requests.get(id).toLowerCase());
    }

    hasCome(name) {
        const key = name.toLowerCase();
        const count = (this.counted.get(key) || 0) + 1;
        this.counted.set(key, count);
        return (this.raised.get(key) || 0) >= count;
    }

    // One message for each entity.
    release() {
        const { locked } = this;
        this.locked = [];
        locked.forEach((entity) => this.number(() => this.hub.unlock(entity)));
        return true;
    }

    // ---- What the hub tells.

    taskOver(id, hasFailed, value, isChild) {
        const name = isChild ? 'SubOrchestrationInstance' : 'Task';
        const kind = isChild ? 'Orchestrator' : 'Activity';
        const facts = hasFailed
            ? { Reason: `${kind} function 'X' failed: ${value}`, Details: `Exception while executing: ${value}\n  at X` }
            : { Result: json(value) };
        this.hub.post(this, [event(name + (hasFailed ? 'Failed' : 'Completed'), this.hub.time,
            { TaskScheduledId: id, ...facts })]);
    }

    timerFired(id, fireAt) {
        this.hub.post(this, [event('TimerFired', this.hub.time, { TimerId: id, FireAt: fireAt })]);
    }

    raise(name, payload) {
        this.hub.post(this, [event('EventRaised', this.hub.time, { Name: name, Input: json(payload) })]);
    }

    finish(state, thrown, actions) {
        const last = actions[actions.length - 1];
        if (thrown) {
            this.status = 'Failed';
            this.error = state.error;
        } else if (last && last.actionType === 4) {
            this.status = 'ContinuedAsNew';
            this.next = inputOf(last);
        } else if (state.isDone) {
            this.status = 'Completed';
            this.output = JSON.parse(json(state.output));
        } else {
            return;
        }
        this.hub.ended(this);
    }
}

module.exports = { Instance };
