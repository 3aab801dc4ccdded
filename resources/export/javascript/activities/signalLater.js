// SPDX-License-Identifier: MIT-0
// Sends a signal to an entity after a while. A workflow of its own waits, for the one that sends it may end before.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');

df.app.activity('signalLater', {
    extraInputs: [df.input.durableClient()],
    handler: activity(async (input, context) => {
        const client = df.getClient(context);
        await client.startNew('signalLater_wait', { input });
        return null;
    }),
});

// input: { entity, key, operation, input, due }
df.app.orchestration('signalLater_wait', function* (context) {
    const { entity, key, operation, input, due } = context.df.getInput();
    yield context.df.createTimer(new Date(due));
    context.df.signalEntity(new df.EntityId(entity, key), operation, input);
});
