'use strict';
const df = require('durable-functions');
const { orchestrator, forEach, parallel, race, scope, criticalSection, within, entityId, keep } = require('../perdura');

df.app.orchestration('Containers', orchestrator({ name: 'Containers' }, function* (flow) {
    const { context, input, nodes } = flow;
    let last;
    flow.step = 'Each line';
    nodes['Each line'] = { output: yield* forEach(flow, { name: 'Each line', items: input.lines, parallelism: 4, onFailure: 'collect' }, function* (flow) {
        const { item, index } = flow;
        flow.step = 'Work';
        return yield context.df.callActivity('work', keep({ line: item, number: index }));
    }) };
    flow.step = 'Both';
    nodes.Both = { output: yield* parallel(flow, { name: 'Both', onFailure: 'stop' }, {
        Left: function* (flow) {
            flow.step = 'Left';
            return yield context.df.callActivity('left', {});
        },
        Right: function* (flow) {
            flow.step = 'Right';
            return yield context.df.callActivity('right', {});
        },
    }) };
    last = nodes.Both.output;
    flow.step = 'First';
    flow.last = last;
    nodes.First = { output: yield* within(flow, { name: 'First', limit: '1 h' }, function* (flow) {
        return yield* race(flow, { name: 'First', others: 'stop' }, {
            Paid: function* (flow) {
                flow.step = 'Paid';
                return yield context.df.waitForExternalEvent('Paid');
            },
            'Too late': function* (flow) {
                let last = flow.last;
                flow.step = 'Too late';
                yield context.df.createTimer(flow.until(input.due));
                return last;
            },
        });
    }) };
    flow.step = 'Safe';
    yield* scope(flow, { name: 'Safe' }, function* (flow) {
        const { nodes } = flow;
        flow.step = 'Book';
        nodes.Book = { output: yield context.df.callActivity('book', {}) };
        flow.undo(nodes.Book.output, function* (flow) {
            flow.step = 'Cancel';
            yield context.df.callActivity('cancel', keep({ booking: nodes.Book.output }));
        });
        flow.step = 'Confirm';
        return yield context.df.callActivity('confirm', {});
    });
    flow.step = 'Alone';
    nodes.Alone = { output: yield* criticalSection(flow, { name: 'Alone', entities: [`@account@${input.who}`] }, function* (flow) {
        flow.step = 'Balance';
        return yield context.df.callEntity(entityId('account', input.who), 'get', null);
    }) };
    flow.step = 'End';
    return keep({lines: nodes['Each line'].output, both: nodes.Both.output, first: nodes.First.output.lane, balance: nodes.Alone.output});
}));
