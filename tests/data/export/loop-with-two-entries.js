'use strict';
const df = require('durable-functions');
const { orchestrator, truth, keep, failure } = require('../perdura');

df.app.orchestration('LoopWithTwoEntries', orchestrator({ name: 'Loop with two entries' }, function* (flow) {
    const { context, input, nodes } = flow;
    let at = flow.resumesAt || 's';
    for (;;) {
        switch (at) {
            case 's': {
                at = 'c';
                continue;
            }
            case 'c': {
                flow.step = 'Odd?';
                if (truth(input.odd)) {
                    at = 'a';
                    continue;
                }
                at = 'b';
                continue;
            }
            case 'b': {
                if (flow.beginsAnew('b'))
                    return;
                flow.step = 'Two';
                nodes.Two = { output: yield context.df.callActivity('two', {}) };
                at = 'q';
                continue;
            }
            case 'q': {
                flow.step = 'Enough?';
                if (truth(nodes.Two.output > 3)) {
                    at = 'e';
                    continue;
                }
                at = 'a';
                continue;
            }
            case 'e': {
                flow.step = 'End';
                return keep(nodes.Two.output);
            }
            case 'a': {
                flow.step = 'One';
                yield context.df.callActivity('one', {});
                at = 'b';
                continue;
            }
            default:
                throw failure('InvalidInput', 'The drawing has no step “' + at + '”.');
        }
    }
}));
