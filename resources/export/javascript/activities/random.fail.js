// SPDX-License-Identifier: MIT-0
// Fails with a probability, for tests of retries and error ports.
'use strict';

const df = require('durable-functions');
const { activity, failure } = require('../../perdura');
const { Inputs } = require('../../perdura/inputs');

df.app.activity('random_fail', {
    handler: activity(async (given) => {
        const input = new Inputs(given);
        const probability = input.numberOr('probability', 0.5, 0, 1);
        const type = input.textOr('errorType', 'RandomFailure');
        const message = input.textOr('message', 'This failure was asked for.');
        if (Math.random() < probability)
            throw failure(type, message);
        return null;
    }),
});
