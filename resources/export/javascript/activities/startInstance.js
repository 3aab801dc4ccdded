// SPDX-License-Identifier: MIT-0
// Starts another workflow. When the call is repeated, the instance is there already and is left alone.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');

df.app.activity('startInstance', {
    extraInputs: [df.input.durableClient()],
    handler: activity(async (input, context) => {
        const client = df.getClient(context);
        const { workflow, input: its, instanceId } = input;
        if (!(await isThere(client, instanceId)))
            await client.startNew(workflow, { input: its, instanceId });
        return { instanceId };
    }),
});

// Of an instance that does not exist the host knows no status, which some versions of the package throw as an error.
async function isThere(client, instanceId) {
    try {
        const status = await client.getStatus(instanceId);
        return Boolean(status && ['Pending', 'Running', 'Suspended'].includes(status.runtimeStatus));
    } catch (unknown) {
        return false;
    }
}
