'use strict';
const df = require('durable-functions');
const { entityFunction, truth, keep, failure } = require('../perdura');

df.app.entity('account', entityFunction({ name: 'account' }, {
    add: function (flow) {
        const { input, entity } = flow;
        let state = flow.state;
        flow.step = 'Enough?';
        if (truth((state ?? 0) + input >= 0)) {
            flow.step = 'Book';
            state = keep((state ?? 0) + input);
            flow.setState(state);
            flow.step = 'Tell';
            flow.signal({ entity: 'Audit', key: entity.key, operation: 'booked', input: keep(input) });
            flow.step = 'New balance';
            return keep(state);
        }
        throw failure('Overdrawn', 'Not enough money.');
    },
    get: function (flow) {
        const { state } = flow;
        flow.step = 'Balance';
        return keep(state ?? 0);
    },
}));
