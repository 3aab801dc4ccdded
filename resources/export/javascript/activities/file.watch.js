// SPDX-License-Identifier: MIT-0
// To be written: an activity of a function app cannot wait for a file. Let a trigger of your storage raise an event.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');

df.app.activity('file_watch', {
    handler: activity(async () => {
        throw new Error('The activity file.watch is not written yet; start the workflow, or raise an event, from a trigger of your storage instead.');
    }),
});
