'use strict';
const df = require('durable-functions');
const { orchestrator, truth, caseOf, keep } = require('../perdura');

df.app.orchestration('WaysThatJoin', orchestrator({ name: 'Ways that join' }, function* (flow) {
    const { context, input, vars, nodes } = flow;
    flow.step = 'Big?';
    if (truth(input.size > 10)) {
        flow.step = 'Ask';
        yield context.df.callActivity('ask', keep({ size: input.size }));
    }
    flow.step = 'Kind';
    const kind = caseOf(input.kind);
    if (kind === 'A') {
        flow.step = 'Do A';
        nodes['Do A'] = { output: yield context.df.callActivity('a', {}) };
    } else if (kind === 'B') {
        flow.step = 'Do B';
        yield context.df.callActivity('b', {});
    } else {
        flow.step = 'Other';
        vars.kind = 'other';
        vars.twice = keep(vars.kind + vars.kind);
    }
    flow.step = 'End';
    return keep({size: input.size, a: nodes['Do A'].output});
}));
