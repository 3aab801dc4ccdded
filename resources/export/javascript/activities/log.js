// SPDX-License-Identifier: MIT-0
// Writes a message to the log of the function app.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');
const { Inputs } = require('../../perdura/inputs');

df.app.activity('log', {
    handler: activity(async (given, context) => {
        const input = new Inputs(given);
        const level = input.oneOf('level', ['info', 'warning', 'error'], 'info');
        const message = input.any('message');
        const text = typeof message === 'string' ? message : JSON.stringify(message);
        const write = { info: 'info', warning: 'warn', error: 'error' }[level];
        context[write](text);
        return null;
    }),
});
