'use strict';
const df = require('durable-functions');
const { orchestrator, truth, caseOf, keep } = require('../perdura');

df.app.orchestration('Names', orchestrator({ name: 'Names' }, function* (flow) {
    const { context, input, vars, nodes } = flow;
    let last = flow.last;
    let error = flow.error;
    nodes.Start = { output: last };
    flow.step = 'error';
    vars['a-b'] = 1;
    vars.__proto__ = 2;
    vars.c = keep(vars['a-b']);
    nodes.error = { output: { 'a-b': vars['a-b'], ['__proto__']: vars.__proto__, c: vars.c } };
    last = nodes.error.output;
    toEnd: {
        flow.step = 'Wait?';
        nodes['Wait?'] = { output: last };
        if (truth(nodes[input.which].output)) {
            flow.step = 'wait';
            const wait2 = caseOf(vars.c);
            nodes.wait = { output: last };
            if (wait2 !== '1') {
                flow.step = '任务';
                nodes['任务'] = { output: yield context.df.callActivity('DoItNow', {}) };
                last = nodes['任务'].output;
                break toEnd;
            }
        }
        flow.step = 'Größe 1';
        nodes['Größe 1'] = { output: yield context.df.callActivity('greMessen', {}) };
        last = nodes['Größe 1'].output;
    }
    return last;
}));
