'use strict';
const df = require('durable-functions');
const { orchestrator, forEach, parallel, race, scope, criticalSection, within, entityId, keep } = require('../perdura');

df.app.orchestration('Containers', orchestrator({ name: 'Containers' }, function* (flow) {
    const { context, input, nodes } = flow;
    let last;
    nodes['Each line'] = { output: yield* forEach(flow, { name: 'Each line', items: input.lines, parallelism: 4, onFailure: 'collect' }, function* (flow) {
        const { item, index } = flow;
        return yield context.df.callActivity('work', keep({ line: item, number: index }));
    }) };
    nodes.Both = { output: yield* parallel(flow, { name: 'Both', onFailure: 'stop' }, {
        Left: function* (flow) {
            return yield context.df.callActivity('left', {});
        },
        Right: function* (flow) {
            return yield context.df.callActivity('right', {});
        },
    }) };
    last = nodes.Both.output;
    flow.last = last;
    nodes.First = { output: yield* within(flow, { name: 'First', limit: '1 h' }, function* (flow) {
        return yield* race(flow, { name: 'First', others: 'stop' }, {
            Paid: function* (flow) {
                return yield context.df.waitForExternalEvent('Paid');
            },
            'Too late': function* (flow) {
                let last = flow.last;
                yield context.df.createTimer(flow.until(input.due));
                return last;
            },
        });
    }) };
    yield* scope(flow, { name: 'Safe' }, function* (flow) {
        const { nodes } = flow;
        nodes.Book = { output: yield context.df.callActivity('book', {}) };
        flow.undo(nodes.Book.output, function* (flow) {
            yield context.df.callActivity('cancel', keep({ booking: nodes.Book.output }));
        });
        return yield context.df.callActivity('confirm', {});
    });
    nodes.Alone = { output: yield* criticalSection(flow, { name: 'Alone', entities: [`@account@${input.who}`] }, function* (flow) {
        return yield context.df.callEntity(entityId('account', input.who), 'get', null);
    }) };
    return keep({lines: nodes['Each line'].output, both: nodes.Both.output, first: nodes.First.output.lane, balance: nodes.Alone.output});
}));
