'use strict';
const df = require('durable-functions');
const { orchestrator, within, retried, truth, keep, failure } = require('../perdura');

df.app.orchestration('Failures', orchestrator({ name: 'Failures' }, function* (flow) {
    const { context, nodes } = flow;
    let error = flow.error;
    toGiveUp: {
        toReport: {
            let paid;
            try {
                flow.step = 'Reserve';
                yield context.df.callActivity('reserve', {});
                flow.step = 'Charge';
                nodes.Charge = { output: yield* retried(flow, { name: 'Charge', retry: { maxAttempts: 2 } }, function* (flow) {
                    return yield* within(flow, { name: 'Charge', limit: '10 s' }, function* (flow) {
                        return yield context.df.callActivity('charge', {});
                    });
                }) };
                flow.step = 'Paid?';
                paid = truth(nodes.Charge.output.paid);
            } catch (exception) {
                error = flow.caught(exception);
                break toReport;
            }
            if (paid) {
                try {
                    flow.step = 'Ship';
                    yield context.df.callActivity('ship', {});
                } catch (exception) {
                    error = flow.caught(exception);
                    break toReport;
                }
                flow.step = 'End';
                return keep(true);
            }
            break toGiveUp;
        }
        flow.step = 'Report';
        yield context.df.callActivity('report', keep({ text: error.node + ': ' + error.message }));
    }
    throw failure('Refused', `No: ${error.message}`);
}));
