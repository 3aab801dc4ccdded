// SPDX-License-Identifier: MIT-0
// What all activities of the export have in common.
'use strict';

const { toFailure, markedText } = require('./failures');
const { withSecrets, withoutSecrets } = require('./secrets');

// Wraps what an activity does: puts the secrets in, takes them out of what comes back, and gives failures a mark by
// which the orchestrator knows their type.
function activity(work) {
    return async (given, context) => {
        const used = new Map();
        try {
            const input = withSecrets(given === undefined ? null : given, used);
            const output = await work(input, context);
            return used.size === 0 || output === undefined ? output : withoutSecrets(output, used);
        } catch (thrown) {
            const failed = toFailure(thrown);
            const marked = new Error(markedText({
                type: failed.type,
                message: withoutSecrets(failed.message, used),
                properties: withoutSecrets(failed.properties, used),
            }));
            marked.name = 'ActivityError';
            throw marked;
        }
    };
}

module.exports = { activity };
