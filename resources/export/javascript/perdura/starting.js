// SPDX-License-Identifier: MIT-0
// How triggers start workflows.
'use strict';

const df = require('durable-functions');
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

// Starts the workflow of that name from a function that has a durable client among its inputs; gives the id of the
// instance.
function startNew(context, workflow, input = null, instanceId = undefined) {
    const options = instanceId ? { input, instanceId } : { input };
    return df.getClient(context).startNew(functionName(workflow), options);
}

module.exports = { requestInput, startNew };
