'use strict';
const df = require('durable-functions');
const { orchestrator, truth, caseOf, keep } = require('../perdura');

df.app.orchestration('WaysThatJoin', orchestrator({ name: 'Ways that join' }, function* (flow) {
    const { context, input, vars, nodes } = flow;
    if (truth(input.size > 10)) {
        yield context.df.callActivity('ask', keep({ size: input.size }));
    }
    const kind = caseOf(input.kind);
    if (kind === 'A') {
        nodes['Do A'] = { output: yield context.df.callActivity('a', {}) };
    } else if (kind === 'B') {
        yield context.df.callActivity('b', {});
    } else {
        vars.kind = 'other';
        vars.twice = keep(vars.kind + vars.kind);
    }
    return keep({size: input.size, a: nodes['Do A'].output});
}));
