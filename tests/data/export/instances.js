'use strict';
const df = require('durable-functions');
const { app } = require('@azure/functions');
const { orchestrator, httpCall, startInstance, signalInstance, terminateInstance, signalLater, retry, entityId, functionName, keep, text, secrets, requestInput, startNew } = require('../perdura');
const { parseDate, sum } = require('../perdura/helpers');

df.app.orchestration('Instances', orchestrator({ name: 'Instances' }, function* (flow) {
    const { context, input, instance, nodes } = flow;
    flow.step = 'Child';
    yield context.df.callSubOrchestrator('OrderProcessing', keep(input), text(`order-${input.id}`));
    flow.step = 'Named by data';
    yield context.df.callSubOrchestratorWithRetry(functionName(input.workflow), retry({ maxAttempts: 2 }), keep({ deep: [input.id, 1, 'text'] }));
    flow.step = 'Begin';
    nodes.Begin = { output: yield* startInstance(flow, { workflow: 'Report', input: {} }) };
    flow.step = 'Raise';
    yield* signalInstance(flow, { instance: nodes.Begin.output.instanceId, event: 'Go', payload: { n: 1 } });
    flow.step = 'Kill';
    yield* terminateInstance(flow, { instance: nodes.Begin.output.instanceId, reason: 'It took too long' });
    flow.step = 'Call';
    yield* httpCall(flow, {
        name: 'Call',
        url: `https://example.org/${input.id}`,
        method: 'POST',
        headers: { 'X-Key': secrets.KEY },
        body: { a: sum([1, 2]) },
    });
    flow.step = 'Count';
    context.df.signalEntity(entityId('counter', 'all'), 'add', 1);
    flow.step = 'Later';
    yield* signalLater(flow, { entity: 'counter', key: 'all', operation: 'reset', input: null, delay: '1 d' });
    flow.step = 'End';
    return keep({
        text: 'it\'s “quoted”\\\n',
        list: ([1, 2, 3].map(parseDate) // why not
),
    });
}));

app.http('Instances_route', {
    methods: ['POST'],
    route: 'orders/{id}',
    authLevel: 'function',
    extraInputs: [df.input.durableClient()],
    handler: async (request, context) => {
        const input = await requestInput(request);
        const id = await startNew(context, 'Instances', keep({id: input.params.id}));
        return df.getClient(context).createCheckStatusResponse(request, id);
    },
});

app.timer('Instances_schedule', {
    schedule: '0 0 6 * * *',
    extraInputs: [df.input.durableClient()],
    handler: async (timer, context) => {
        const input = { due: new Date().toISOString(), schedule: '0 6 * * *' };
        await startNew(context, 'Instances', input);
    },
});
