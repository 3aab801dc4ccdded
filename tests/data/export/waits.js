'use strict';
const df = require('durable-functions');
const { orchestrator, waitForEvent, approval, keep } = require('../perdura');

df.app.orchestration('Waits', orchestrator({ name: 'Waits' }, function* (flow) {
    const { context, input, nodes } = flow;
    let now;
    flow.step = 'Order';
    nodes.Order = { output: yield context.df.waitForExternalEvent('Order') };
    toTell: {
        flow.step = 'Answer';
        const answer = yield* waitForEvent(flow, { name: 'Answer', events: ['Yes', 'No'], timeout: input.wait });
        nodes.Answer = { output: answer.output };
        if (answer.port === 'Yes') {
            toEnd: {
                flow.step = 'Ask';
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
                flow.step = 'Morning';
                yield context.df.createTimer(flow.nextOf('0 8 * * MON-FRI', 'Europe/Berlin'));
                break toTell;
            }
            flow.step = 'End';
            return keep(nodes.Ask.output.outcome);
        }
        if (answer.port === 'No') {
            break toTell;
        }
        flow.step = 'Late';
        now = flow.now;
        return keep(now);
    }
    flow.step = 'Tell';
    context.df.setCustomStatus(keep({answer: nodes.Answer.output}));
    flow.step = 'Again';
    context.df.continueAsNew(keep({wait: '1 h'}));
}));
