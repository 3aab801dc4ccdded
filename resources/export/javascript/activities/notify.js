// SPDX-License-Identifier: MIT-0
// Tells somebody something. There is no desktop here, so it goes to the log; change it to what your people look at.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');
const { Inputs } = require('../../perdura/inputs');

df.app.activity('notify', {
    handler: activity(async (given, context) => {
        const input = new Inputs(given);
        const title = input.text('title');
        const text = input.textOr('text', '');
        context.info(text === '' ? title : `${title}: ${text}`);
        return null;
    }),
});
