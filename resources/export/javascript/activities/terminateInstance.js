// SPDX-License-Identifier: MIT-0
// Ends another instance.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');

df.app.activity('terminateInstance', {
    extraInputs: [df.input.durableClient()],
    handler: activity(async (input, context) => {
        const client = df.getClient(context);
        await client.terminate(input.instance, input.reason);
        return null;
    }),
});
