'use strict';
const df = require('durable-functions');
const { orchestrator, truth, keep, failure } = require('../perdura');

df.app.orchestration('LoopWithinLoop', orchestrator({ name: 'Loop within loop' }, function* (flow) {
    const { context, nodes } = flow;
    let at = flow.resumesAt || 's';
    for (;;) {
        switch (at) {
            case 's': {
                at = 'o';
                continue;
            }
            case 'o': {
                if (flow.beginsAnew('o'))
                    return;
                flow.step = 'Outer';
                nodes.Outer = { output: yield context.df.callActivity('outer', {}) };
                at = 'i';
                continue;
            }
            case 'i': {
                if (flow.beginsAnew('i'))
                    return;
                flow.step = 'Inner';
                nodes.Inner = { output: yield context.df.callActivity('inner', {}) };
                at = 't';
                continue;
            }
            case 't': {
                flow.step = 'Rest';
                yield context.df.createTimer(flow.after('1 s'));
                at = 'c';
                continue;
            }
            case 'c': {
                flow.step = 'Again?';
                if (truth(nodes.Inner.output)) {
                    at = 'i';
                    continue;
                }
                at = 'b';
                continue;
            }
            case 'b': {
                flow.step = 'All again?';
                if (truth(nodes.Outer.output)) {
                    at = 'o';
                    continue;
                }
                at = 'e';
                continue;
            }
            case 'e': {
                flow.step = 'End';
                return keep(true);
            }
            default:
                throw failure('InvalidInput', 'The drawing has no step “' + at + '”.');
        }
    }
}));
