// SPDX-License-Identifier: MIT-0
// Asks a person for an approval. Durable Functions has no list of open tasks, so this is where to send a mail, a chat
// message or the like; as it is, it only writes to the log.
//
// The answer is an external event of the instance: its name is `event`, its payload
//     { "outcome": one of `outcomes`, "form": {…}, "comment": "…", "by": "who has answered" }
// of which only the outcome is needed. It can be sent by
//     POST {function app}/runtime/webhooks/durabletask/instances/{instanceId}/raiseEvent/{event}?code={system key}
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');

df.app.activity('askForApproval', {
    // input: { node, title, description, assignee, group, outcomes, form, commentFor, due, instanceId, event }
    handler: activity(async (input, context) => {
        const who = input.assignee || input.group || 'anybody';
        context.info(`“${input.title}” waits for an answer from ${who}: raise the event “${input.event}” of the ` +
            `instance ${input.instanceId} with {"outcome": "${input.outcomes.join('" | "')}"}.`);
        return null;
    }),
});
