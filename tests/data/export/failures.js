'use strict';
const df = require('durable-functions');
const { orchestrator, within, retried, truth, keep, failure } = require('../perdura');

df.app.orchestration('Failures', orchestrator({ name: 'Failures' }, function* (flow) {
    const { context, nodes } = flow;
    let error = flow.error;
    toGiveUp: {
        toReport: {
            let paid;
            let step = 'Reserve';
            try {
                yield context.df.callActivity('reserve', {});
                step = 'Charge';
                nodes.Charge = { output: yield* retried(flow, { name: 'Charge', retry: { maxAttempts: 2 } }, function* (flow) {
                    return yield* within(flow, { name: 'Charge', limit: '10 s' }, function* (flow) {
                        return yield context.df.callActivity('charge', {});
                    });
                }) };
                step = 'Paid?';
                paid = truth(nodes.Charge.output.paid);
            } catch (exception) {
                error = flow.caught(step, exception);
                break toReport;
            }
            if (paid) {
                try {
                    yield context.df.callActivity('ship', {});
                } catch (exception) {
                    error = flow.caught('Ship', exception);
                    break toReport;
                }
                return keep(true);
            }
            break toGiveUp;
        }
        yield context.df.callActivity('report', keep({ text: error.node + ': ' + error.message }));
    }
    throw failure('Refused', `No: ${error.message}`);
}));
