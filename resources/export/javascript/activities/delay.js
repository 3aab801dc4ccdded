// SPDX-License-Identifier: MIT-0
// Takes its time, for tests of time limits and of parallel steps. A timer of the workflow waits durably.
'use strict';

const { setTimeout: wait } = require('timers/promises');
const df = require('durable-functions');
const { activity } = require('../../perdura');
const { Inputs, invalid } = require('../../perdura/inputs');
const { describeDuration } = require('../../perdura/durations');

const longest = 24 * 3600 * 1000;

df.app.activity('delay', {
    handler: activity(async (given) => {
        const input = new Inputs(given);
        input.text('duration'); // which must be there
        const duration = input.durationOr('duration', 1000);
        if (duration > longest) {
            throw invalid(`The delay of ${describeDuration(duration * 1000)} is longer than 24 h. Use a Timer, ` +
                'which survives restarts.');
        }
        await wait(Math.ceil(duration));
        return null;
    }),
});
