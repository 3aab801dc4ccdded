// SPDX-License-Identifier: MIT-0
// Makes an entity of the functions that its operations have become.
'use strict';

const { randomUUID } = require('crypto');
const df = require('durable-functions');
const { toFailure, fault, reworded } = require('./failures');
const { errorValue } = require('./errors');
const { keep, text, isGiven } = require('./values');
const { toDuration, toIso } = require('./durations');
const { entityId } = require('./options');

const maxRounds = 10000;

// One operation on its way. What it changes and sends takes effect only when it ends well.
class EntityFlow {
    constructor(context) {
        const { entityName, entityKey } = context.df;
        const input = context.df.getInput();
        const state = context.df.getState(() => null);
        this.context = context;
        this.input = keep(input);
        this.entity = keep({ name: entityName, key: entityKey });
        this.state = keep(state);
        this.vars = {};
        this.nodes = {};
        this.last = this.input;
        this.now = toIso(new Date());
        this.hasChanged = false;
        this.signals = [];
        this.starts = [];
        this.rounds = 0;
        this.step = undefined; // the name of the node at which it is
    }

    setState(value) {
        this.state = keep(value);
        this.hasChanged = true;
    }

    signal({ entity, key, operation, input, delay }) {
        const id = entityId(entity, key);
        const sent = { id, operation: text(operation), input: keep(input) };
        if (isGiven(delay))
            this.starts.push(laterSignal(sent, toDuration(delay, 'delay')));
        else
            this.signals.push(sent);
    }

    startInstance({ workflow, input, instanceId }) {
        const started = { workflow: text(workflow), input: keep(input), instanceId: text(instanceId) || randomUUID() };
        this.starts.push(started);
        return keep({ instanceId: started.instanceId });
    }

    caught(thrown) {
        this.error = errorValue(this.step, thrown);
        return this.error;
    }

    round(nodeName) {
        this.rounds += 1;
        if (this.rounds > maxRounds) {
            const runaway = fault('LoopWithoutWait', `At “${nodeName}” the operation had run ${maxRounds} steps.`);
            runaway.isRunaway = true;
            throw runaway;
        }
    }

    // What takes effect now; the starts are left to the caller, for they take time.
    finish() {
        if (this.hasChanged)
            this.context.df.setState(this.state);
        this.signals.forEach(({ id, operation, input }) => this.context.df.signalEntity(id, operation, input));
    }
}

// The host has no signals that arrive later for JavaScript, so a small workflow waits (signalLater.js).
function laterSignal({ id, operation, input }, micros) {
    const due = new Date(Date.now() + micros / 1000).toISOString();
    return {
        workflow: 'signalLater_wait',
        input: { entity: id.name, key: id.key, operation, input, due },
        instanceId: randomUUID(),
    };
}

function failureAt(flow, thrown) {
    const failed = toFailure(thrown);
    const isNamed = flow.step !== undefined && !failed.speaksForItself && !failed.isRunaway;
    return isNamed ? reworded(failed, `“${flow.step}” failed: ${failed.message}`) : failed;
}

// The operation of that name, however it is written. Each entity can be deleted unless the drawing says how.
function operationOf(operations, context) {
    const wanted = context.df.operationName;
    const name = Object.hasOwn(operations, wanted) ? wanted
        : Object.keys(operations).find((each) => each.toLowerCase() === wanted.toLowerCase());
    if (name !== undefined)
        return operations[name];
    if (wanted.toLowerCase() === 'delete')
        return undefined;
    const { entityName, entityKey } = context.df;
    throw fault('EntityOperationNotFound', `The entity “@${entityName}@${entityKey}” has no operation “${wanted}”.`);
}

async function startAll(context, starts) {
    const client = df.getClient(context);
    for (const { workflow, input, instanceId } of starts)
        await client.startNew(workflow, { input, instanceId });
}

// drawing: { name }. What df.app.entity takes: the function and, for instances that it starts, a client.
function entityFunction(drawing, operations) {
    const handler = (context) => {
        const operation = operationOf(operations, context);
        if (!operation) {
            context.df.destructOnExit();
            return undefined;
        }
        const flow = new EntityFlow(context);
        let result;
        try {
            result = keep(operation(flow));
        } catch (thrown) {
            throw failureAt(flow, thrown);
        }
        const finish = () => {
            flow.finish();
            context.df.return(result);
        };
        // An operation that cannot start what it should has failed, and changes nothing.
        return flow.starts.length > 0 ? startAll(context, flow.starts).then(finish) : finish();
    };
    return { handler, extraInputs: [df.input.durableClient()] };
}

module.exports = { entityFunction, entity: entityFunction };
