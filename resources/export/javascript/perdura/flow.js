// SPDX-License-Identifier: MIT-0
// What one flow of the drawing knows: its variables, the outputs of its nodes, the item that it works on.
'use strict';

const { toFailure, fault, refuse, reworded } = require('./failures');
const { errorValue } = require('./errors');
const { keep, shortText, isGiven } = require('./values');
const { toDuration, parseInstant, toIso } = require('./durations');
const { nextOf } = require('./cron');
const { timeOf } = require('./timers');

// Far more than any drawing needs between two waits.
const maxRounds = 10000;
// A loop that has waited so often goes on in a new execution, so that histories stay short.
const waitsBeforeNewExecution = 200;

const continued = '$continued'; // the only member of an input that comes from the execution before

class Flow {
    constructor(run, outer, own) {
        this.run = run;
        this.outer = outer;
        this.context = run.context;
        this.step = undefined; // the name of the node at which it is, for what is said when that fails
        this.rounds = 0;
        this.roundsSince = 0;
        Object.assign(this, own);
    }

    // A flow inside a container. It sees the outputs around it; those of its own are not seen there. Its variables are
    // a copy unless `sharesVariables`.
    inner({ sharesVariables = false, ...own } = {}) {
        const { input, instance, vars, nodes, item, index, error, last, iteration, undoList } = this;
        return new Flow(this.run, this, {
            input, instance, item, index, error, last, iteration, undoList,
            vars: sharesVariables ? vars : { ...vars },
            nodes: Object.create(nodes),
            ...own,
        });
    }

    get now() { return toIso(new Date(timeOf(this.run.df))); }

    later(micros) {
        return new Date(timeOf(this.run.df) + Math.round(micros / 1000));
    }

    after(duration, field = 'duration') { return this.later(toDuration(duration, field)); }

    until(text) {
        if (!isGiven(text))
            refuse('duration', 'no time is set; set a duration or a point in time.');
        const instant = parseInstant(text);
        if (!instant)
            refuse('until', `${shortText(text)} is not a point in time; write it like 2026-11-22T08:30:00Z.`);
        return instant;
    }

    nextOf(cron, timeZone) { return nextOf(cron, timeZone, new Date(timeOf(this.run.df))); }

    // What expressions see as `error` after the error port of the node. Throws again what nobody may catch.
    caught(thrown) {
        this.error = errorValue(this.step, thrown);
        return this.error;
    }

    // At the head of each loop: ends a workflow that would go round for ever.
    round(nodeName) {
        if (this.roundsSince !== this.run.waits) {
            this.roundsSince = this.run.waits;
            this.rounds = 0;
        }
        this.rounds += 1;
        if (this.rounds > maxRounds) {
            const runaway = fault('LoopWithoutWait', `At “${nodeName}” the workflow had run ${maxRounds} steps without ` +
                'a wait; put a timer or an activity into the loop.');
            runaway.isRunaway = true;
            throw runaway;
        }
    }

    // At the head of an outermost loop: true when the loop goes on in a new execution, and this one is over.
    beginsAnew(nodeId, last) {
        this.round(this.step || nodeId);
        if (this.outer || !this.run.visited.has(nodeId) || this.run.waits < waitsBeforeNewExecution) {
            this.run.visited.add(nodeId);
            return false;
        }
        const outputs = Object.fromEntries(Object.keys(this.nodes).sort()
            .map((name) => [name, this.nodes[name].output]));
        const carried = { input: this.input, variables: this.vars };
        if (this.error !== undefined)
            carried.error = this.error;
        Object.assign(carried, { outputs, node: nodeId, last });
        const events = this.run.mailbox.carriedOver();
        if (events)
            carried.events = events;
        this.run.continueAsNew({ [continued]: keep(carried) });
        return true;
    }

    // Inside a scope: how to undo what was just done.
    undo(output, steps) {
        if (this.undoList)
            this.undoList.add({ flow: this, output, steps });
    }
}

// The members of an input that the execution before has given to this one; undefined when a person has.
function carriedOver(input) {
    const isOurs = input !== null && typeof input === 'object' && !Array.isArray(input) &&
        Object.keys(input).length === 1 && input[continued] !== null && typeof input[continued] === 'object';
    return isOurs ? input[continued] : undefined;
}

function outermost(run, instance, input) {
    const carried = carriedOver(input);
    run.visited = new Set();
    if (!carried)
        return new Flow(run, undefined, { input, instance, vars: {}, nodes: {}, last: input, iteration: '' });
    run.mailbox.restore(carried.events);
    const nodes = Object.fromEntries(Object.entries(carried.outputs || {}).map(([name, output]) => [name, { output }]));
    return new Flow(run, undefined, {
        input: carried.input, instance, vars: { ...carried.variables }, nodes, error: carried.error,
        last: carried.last === undefined ? null : carried.last, resumesAt: carried.node, iteration: '',
    });
}

// Runs the body of a flow to its end. A failure that leaves it says at which node it was.
function* walk(flow, body, ...more) {
    try {
        const result = yield* body(flow, ...more);
        return result === undefined ? null : result;
    } catch (thrown) {
        const failed = toFailure(thrown);
        if (failed.isRunaway)
            throw failed;
        const isNamed = flow.step !== undefined && !failed.speaksForItself;
        throw reworded(failed, isNamed ? `“${flow.step}” failed: ${failed.message}` : failed.message);
    }
}

module.exports = { Flow, outermost, carriedOver, walk };
