'use strict';
const df = require('durable-functions');
const { orchestrator, waitForEvent, approval, keep } = require('../perdura');

df.app.orchestration('Waits', orchestrator({ name: 'Waits' }, function* (flow) {
    const { context, input, nodes } = flow;
    let now;
    nodes.Order = { output: yield context.df.waitForExternalEvent('Order') };
    toTell: {
        const answer = yield* waitForEvent(flow, { name: 'Answer', events: ['Yes', 'No'], timeout: input.wait });
        nodes.Answer = { output: answer.output };
        if (answer.port === 'Yes') {
            toEnd: {
                const ask = yield* approval(flow, {
                    name: 'Ask',
                    title: `Pay ${nodes.Order.output.sum}?`,
                    timeout: '72 h',
                    outcomes: ['Approve', 'Reject'],
                });
                nodes.Ask = { output: ask.output };
                if (ask.port === 'Approve') {
                    break toEnd;
                }
                if (ask.port === 'Reject') {
                    break toEnd;
                }
                yield context.df.createTimer(flow.nextOf('0 8 * * MON-FRI', 'Europe/Berlin'));
                break toTell;
            }
            return keep(nodes.Ask.output.outcome);
        }
        if (answer.port === 'No') {
            break toTell;
        }
        now = flow.now;
        return keep(now);
    }
    context.df.setCustomStatus(keep({answer: nodes.Answer.output}));
    context.df.continueAsNew(keep({wait: '1 h'}));
}));
