// SPDX-License-Identifier: MIT-0
// Makes an orchestrator of the function that the drawing has become.
'use strict';

const { toFailure, fault, markedText } = require('./failures');
const { keep, fromOutside } = require('./values');
const { applyDefaults, violations } = require('./schema');
const { Run } = require('./driver');
const { outermost, carriedOver, walk } = require('./flow');

// What the execution before has handed over was looked at when it was new.
function inputOf(drawing, given) {
    const input = fromOutside(keep(given));
    if (carriedOver(input) || drawing.inputSchema === undefined)
        return input;
    const whole = keep(applyDefaults(input, drawing.inputSchema));
    const [problem] = violations(whole, drawing.inputSchema);
    if (problem)
        throw fault('InvalidInput', `The input does not fit: ${problem}`);
    return whole;
}

// The workflow that has started this one is given the type of the failure; people are given a text to read.
function errorOf(failed, isChild) {
    const error = new Error(isChild ? markedText(failed) : `${failed.type}: ${failed.message}`);
    error.name = 'WorkflowError';
    return error;
}

// drawing: { name, inputSchema? }
function orchestrator(drawing, body) {
    return function* (context) {
        const run = new Run(context);
        const { instanceId, version, parentInstanceId } = context.df;
        try {
            const instance = keep({ id: instanceId, name: drawing.name, version: version || '' });
            const flow = outermost(run, instance, inputOf(drawing, context.df.getInput()));
            return yield* run.drive(walk(flow, body));
        } catch (thrown) {
            throw errorOf(toFailure(thrown), Boolean(parentInstanceId));
        }
    };
}

module.exports = { orchestrator };
