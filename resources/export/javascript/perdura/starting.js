// SPDX-License-Identifier: MIT-0
// How triggers start workflows.
'use strict';

const { functionName } = require('./names');

// What a request brings along: its body as JSON or as a text; without a body, what stands behind the ? of the address.
async function requestInput(request) {
    const body = await request.text();
    if (body.trim() === '') {
        const query = Object.fromEntries(request.query ? request.query.entries() : []);
        return Object.keys(query).length > 0 ? query : null;
    }
    try {
        return JSON.parse(body);
    } catch (notJson) {
        return body;
    }
}

// Starts the workflow of that name; gives the id of the instance.
function startNew(client, workflow, input = null, instanceId = undefined) {
    const options = instanceId ? { input, instanceId } : { input };
    return client.startNew(functionName(workflow), options);
}

module.exports = { requestInput, startNew };
