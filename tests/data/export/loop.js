'use strict';
const df = require('durable-functions');
const { orchestrator, retry, truth, keep } = require('../perdura');

df.app.orchestration('Loop', orchestrator({ name: 'Loop' }, function* (flow) {
    const { context, vars, nodes } = flow;
    let last;
    if (flow.resumesAt !== 'p') {
        vars.n = 0;
    }
    for (;;) {
        if (flow.beginsAnew('p'))
            return;
        flow.step = 'Poll';
        nodes.Poll = { output: yield context.df.callActivityWithRetry('poll', retry({ maxAttempts: 3, firstInterval: '1 s' }), {}) };
        last = nodes.Poll.output;
        flow.step = 'Done?';
        if (truth(nodes.Poll.output.done)) {
            return last;
        }
        flow.step = 'Count';
        vars.n = keep(vars.n + 1);
        flow.step = 'Wait';
        yield context.df.createTimer(flow.after(vars.n * 2));
    }
}));
