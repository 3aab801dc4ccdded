// SPDX-License-Identifier: MIT-0
// Computes a value in JavaScript, in a context of its own with the helper functions of expressions and a time limit.
// The code comes from the drawing; this is no protection against code of strangers.
'use strict';

const vm = require('vm');
const df = require('durable-functions');
const { activity, keep, failure } = require('../../perdura');
const { Inputs } = require('../../perdura/inputs');
const helpers = require('../../perdura/helpers');

function run(code, input, timeout) {
    const names = Object.getOwnPropertyNames(helpers);
    const sandbox = vm.createContext(Object.fromEntries(names.map((name) => [name, helpers[name]])));
    sandbox.text = JSON.stringify(input);
    const script = `"use strict"; const given = JSON.parse(text); JSON.stringify((function (input) {\n${code}\n})(given))`;
    const result = vm.runInContext(script, sandbox, { timeout });
    return result === undefined ? null : JSON.parse(result);
}

df.app.activity('script', {
    handler: activity(async (given) => {
        const input = new Inputs(given);
        const code = input.text('code');
        const timeout = Math.ceil(input.durationOr('timeLimit', 10000));
        try {
            return keep(run(code, input.any('input'), timeout));
        } catch (problem) {
            throw failure('ScriptError', problem.message);
        }
    }),
});
