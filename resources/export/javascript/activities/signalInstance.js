// SPDX-License-Identifier: MIT-0
// Raises an event of another instance.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');

df.app.activity('signalInstance', {
    extraInputs: [df.input.durableClient()],
    handler: activity(async (input, context) => {
        const client = df.getClient(context);
        await client.raiseEvent(input.instance, input.event, input.payload);
        return null;
    }),
});
