// SPDX-License-Identifier: MIT-0
// Starts workflows over HTTP, and tells what has become of them:
//     POST /api/orchestrators/{functionName}[/{instanceId}]   the body is the input, as JSON
//     GET  /api/orchestrators/{functionName}/{instanceId}     the status
'use strict';

const { app } = require('@azure/functions');
const df = require('durable-functions');
const { requestInput, startNew } = require('../perdura');

app.http('orchestrators_start', {
    methods: ['POST'],
    route: 'orchestrators/{functionName}/{instanceId?}',
    authLevel: 'function',
    extraInputs: [df.input.durableClient()],
    handler: async (request, context) => {
        const { functionName, instanceId } = request.params;
        const id = await startNew(context, functionName, await requestInput(request), instanceId);
        context.log(`Started ${functionName} as ${id}.`);
        return df.getClient(context).createCheckStatusResponse(request, id);
    },
});

app.http('orchestrators_status', {
    methods: ['GET'],
    route: 'orchestrators/{functionName}/{instanceId}',
    authLevel: 'function',
    extraInputs: [df.input.durableClient()],
    handler: async (request, context) => {
        const status = await df.getClient(context).getStatus(request.params.instanceId);
        return status ? { jsonBody: status } : { status: 404, jsonBody: { error: 'There is no such instance.' } };
    },
});
