// SPDX-License-Identifier: GPL-3.0-or-later
// All instances and entities of one run, with a clock that stands still until it is moved.
'use strict';

const { Instance } = require('./instance');
const { Entities } = require('./entities');

const epoch = Date.UTC(2026, 10, 22, 12); // as in the tests of the engine

class Hub {
    // answers(name, input): undefined, or what the script answers to the call of an activity.
    constructor({ registered, InvocationContext, runtime }, { answers, usesScript, isReal }) {
        Object.assign(this, { registered, InvocationContext, runtime, answers, usesScript, isReal });
        this.time = epoch;
        this.instances = new Map();
        this.inbox = [];   // what waits for a turn: { instance, events }
        this.work = [];    // activities under way: functions that give a promise
        this.timers = [];  // { instance, id, fireAt }
        this.calls = [];   // activities in the order in which they were begun
        this.asked = [];   // inputs of askForApproval
        this.openCalls = []; // activities that nobody has answered: { instance, id }
        this.openChildren = [];
        this.guids = 0;
        this.entities = new Entities(this);
    }

    guid() { return `00000000-0000-0000-0000-${String(++this.guids).padStart(12, '0')}`; }

    contextFor(functionName) {
        const known = this.registered.get(functionName) || {};
        const options = { ...known, extraInputs: known.extraInputs || [] };
        const extraInputs = new Map(options.extraInputs.map((input) => [input, this.client()]));
        return new this.InvocationContext({ functionName, options, extraInputs });
    }

    // What durable clients can do here.
    client() {
        return {
            startNew: async (name, { input, instanceId } = {}) => this.start(name, input, instanceId),
            raiseEvent: async (id, name, payload) => this.raise(id, name, payload),
            terminate: async (id, reason) => this.terminate(id, reason),
            signalEntity: async (id, operation, input) => this.signalEntity(String(id), operation, input),
            createCheckStatusResponse: (request, id) => ({ status: 202, jsonBody: { id } }),
        };
    }

    start(functionName, input, id = this.guid(), parent = undefined) {
        if (!this.registered.has(functionName))
            throw new Error(`The project has no function “${functionName}”.`);
        this.instances.set(id, new Instance(this, { id, functionName, input, parent }));
        return id;
    }

    post(instance, events) { this.inbox.push({ instance, events }); }

    raise(id, name, payload) {
        const instance = this.instances.get(id);
        if (instance)
            instance.raise(name, payload);
    }

    terminate(id, reason) {
        const instance = this.instances.get(id);
        if (!instance || instance.status !== 'Running')
            return;
        instance.status = 'Terminated';
        instance.output = reason;
        this.ended(instance);
    }

    // Until nothing moves.
    async settle() {
        while (this.inbox.length > 0 || this.work.length > 0) {
            while (this.inbox.length > 0) {
                const { instance, events } = this.inbox.shift();
                await instance.turn(events);
            }
            if (this.work.length > 0)
                await this.work.shift()();
        }
    }

    // ---- Timers

    addTimer(instance, id, fireAt) { this.timers.push({ instance, id, fireAt: fireAt.getTime() }); }

    removeTimer(instance, id) {
        this.timers = this.timers.filter((timer) => timer.instance !== instance || timer.id !== id);
    }

    // Fires the timer that is due first, at its own time; false when none is due until then.
    async fireNext(until) {
        await this.settle();
        const due = this.timers.filter((timer) => timer.instance.status === 'Running' && timer.fireAt <= until)
            .reduce((first, timer) => (first && first.fireAt <= timer.fireAt ? first : timer), undefined);
        if (!due)
            return false;
        this.time = Math.max(this.time, due.fireAt);
        this.removeTimer(due.instance, due.id);
        due.instance.timerFired(due.id, new Date(due.fireAt));
        await this.settle();
        return true;
    }

    async advance(milliseconds) {
        const until = this.time + milliseconds;
        while (await this.fireNext(until));
        this.time = until;
    }

    async run() {
        while (await this.fireNext(Infinity));
    }

    // ---- Activities

    runActivity(instance, id, { functionName }, input) {
        this.calls.push(`${functionName} ${JSON.stringify(input)}`);
        if (functionName === 'askForApproval')
            this.asked.push(input);
        const answer = this.answers(functionName, input);
        if (answer !== undefined)
            this.work.push(async () => instance.taskOver(id, answer.hasFailed, answer.value));
        else if (this.usesScript || !this.registered.has(functionName) || this.needsRealClient(functionName))
            this.runKnown(instance, id, functionName, input);
        else
            this.work.push(() => this.runHandler(instance, id, functionName, input));
    }

    // The client of the real package speaks to a server, which is not here.
    needsRealClient(functionName) {
        const { extraInputs = [] } = this.registered.get(functionName);
        return this.isReal && extraInputs.some((input) => input.type === 'durableClient');
    }

    async runHandler(instance, id, functionName, input) {
        const { handler } = this.registered.get(functionName);
        try {
            instance.taskOver(id, false, await handler(input, this.contextFor(functionName)));
        } catch (thrown) {
            instance.taskOver(id, true, thrown.message);
        }
    }

    // What the host does itself when there is a script; other calls stay open until the script answers them.
    runKnown(instance, id, functionName, input) {
        const known = {
            askForApproval: () => null,
            notify: () => null,
            startInstance: () => {
                if (this.registered.has(input.workflow))
                    this.start(input.workflow, input.input, input.instanceId);
                return { instanceId: input.instanceId };
            },
            signalInstance: () => this.raise(input.instance, input.event, input.payload),
            terminateInstance: () => this.terminate(input.instance, input.reason),
            signalLater: () => null,
        };
        if (Object.hasOwn(known, functionName))
            this.work.push(async () => instance.taskOver(id, false, known[functionName]()));
        else
            this.openCalls.push({ instance, id });
    }

    // ---- Other workflows

    runChild(instance, id, { functionName, instanceId }, input) {
        const parent = { instance, id };
        if (this.registered.has(functionName))
            this.start(functionName, input, instanceId || this.guid(), parent);
        else
            this.openChildren.push(parent);
    }

    ended(instance) {
        if (instance.status === 'ContinuedAsNew' && instance !== this.root) {
            instance.begin(instance.next);
            return;
        }
        if (!instance.parent)
            return;
        const { instance: parent, id } = instance.parent;
        const hasFailed = instance.status !== 'Completed';
        parent.taskOver(id, hasFailed, hasFailed ? instance.error || instance.output : instance.output, true);
    }

    // ---- Entities

    callEntity(...call) { this.entities.call(...call); }
    signalEntity(...signal) { this.entities.signal(...signal); }
    lock(...request) { this.entities.lock(...request); }
    unlock(entity) { this.entities.unlock(entity); }
}

module.exports = { Hub };
