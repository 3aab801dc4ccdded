// SPDX-License-Identifier: GPL-3.0-or-later
// Plays a script of a golden run (tests/engine/definition/GoldenRun.h) on an exported project.
'use strict';

const vm = require('vm');

// As the export names functions.
function functionName(name) {
    return name.replace(/\./g, '_').replace(/[^A-Za-z0-9_-]+(.)?/g, (whole, next) => (next || '').toUpperCase());
}

// The text of an error as an activity of an export throws it.
function errorText(runtime, { error, type = 'TestFailure' }) {
    return runtime ? runtime.markedText({ type, message: error }) : error;
}

// For each call of an activity what the script answers; undefined when it says nothing.
function answersOf(script, runtime) {
    const counts = new Map();
    const byFunction = new Map(Object.entries(script.activities || {}).map(([name, its]) => [functionName(name), its]));
    return (name, input) => {
        const answers = byFunction.get(name);
        if (answers === undefined)
            return undefined;
        if (!Array.isArray(answers)) {
            const value = vm.runInNewContext(`(function (input) { return (${answers.expression}); })`)(input);
            return { hasFailed: false, value };
        }
        const index = Math.min(counts.get(name) || 0, answers.length - 1);
        counts.set(name, (counts.get(name) || 0) + 1);
        const answer = answers[index];
        return answer.error === undefined ? { hasFailed: false, value: answer.result }
            : { hasFailed: true, value: errorText(runtime, answer) };
    };
}

const unit = { ms: 1, s: 1000, m: 60000, min: 60000, h: 3600000, d: 86400000, w: 604800000 };

function milliseconds(text) {
    return [...text.matchAll(/([\d.]+)\s*([a-z]+)/g)].reduce((sum, [, count, name]) => sum + count * unit[name], 0);
}

function required(list, what) {
    const found = list.shift();
    if (!found)
        throw new Error(`The script answers ${what} that was never begun.`);
    return found;
}

// The open calls of activities, or the one of that number: the engine counts all that is begun, from 0.
function callsOf(hub, number) {
    if (typeof number !== 'number')
        return hub.openCalls;
    const place = hub.openCalls.findIndex(({ id }) => id === number);
    return place < 0 ? [] : hub.openCalls.splice(place, 1);
}

async function playStep(hub, step) {
    // What comes after the end, a hub would refuse.
    if (hub.root.status !== 'Running')
        return;
    if ('raise' in step) {
        hub.root.raise(step.raise, step.payload);
    } else if ('answer' in step) {
        const asked = hub.asked.filter(({ node }) => node === step.answer).pop();
        if (!asked)
            throw new Error(`The script answers “${step.answer}”, which has not asked.`);
        const { outcome, form = {}, comment = '', by = 'ada' } = step;
        hub.root.raise(asked.event, { outcome, form, comment, by });
    } else if ('child' in step) {
        const { instance, id } = required(hub.openChildren, 'a child');
        instance.taskOver(id, false, step.child, true);
    } else if ('childFails' in step) {
        const { instance, id } = required(hub.openChildren, 'a child');
        const text = errorText(hub.runtime, { error: step.childFails, type: 'SubOrchestrationFailed' });
        instance.taskOver(id, true, text, true);
    } else if ('entity' in step) {
        const { instance, request } = required(hub.entities.openCalls, 'an entity');
        instance.raise(request, { result: JSON.stringify(step.entity) });
    } else if ('lock' in step) {
        const { instance, request } = required(hub.entities.openLocks, 'a lock');
        instance.raise(request, null);
    } else if ('complete' in step) {
        const { instance, id } = required(callsOf(hub, step.complete), 'an activity');
        instance.taskOver(id, false, step.result);
    } else if ('fail' in step) {
        const { instance, id } = required(callsOf(hub, step.fail), 'an activity');
        instance.taskOver(id, true, errorText(hub.runtime, step));
    } else if ('advance' in step) {
        await hub.advance(milliseconds(step.advance));
    } else {
        await hub.run();
    }
    await hub.settle();
}

async function play(hub, functionToRun, script) {
    const id = hub.start(functionToRun, script.input, 'test-1');
    hub.root = hub.instances.get(id);
    await hub.settle();
    for (const step of script.steps || [])
        await playStep(hub, step);
    return accountOf(hub);
}

// "Type: message", or with the mark of the export.
function failureOf(hub, text) {
    const marked = /\s*\[perdura ([A-Za-z0-9_-]+)\]/.exec(text);
    if (marked) {
        const { type, message } = JSON.parse(Buffer.from(marked[1], 'base64url').toString());
        return { errorType: type, errorMessage: message };
    }
    const typed = /^([A-Za-z][A-Za-z0-9_.]*): ([^]*)$/.exec(text);
    return typed ? { errorType: typed[1], errorMessage: typed[2] } : { errorMessage: text };
}

function accountOf(hub) {
    const { status, output, error, customStatus, next } = hub.root;
    const account = { status };
    if (status === 'Failed')
        account.failure = failureOf(hub, error);
    else if (output !== undefined)
        account.output = output;
    if (customStatus !== undefined)
        account.customStatus = customStatus;
    if (next !== undefined)
        account.next = next;
    account.calls = hub.calls;
    return account;
}

module.exports = { play, answersOf };
