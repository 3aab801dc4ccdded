'use strict';
const df = require('durable-functions');
const { entityFunction, truth, keep, failure } = require('../perdura');

df.app.entity('account', entityFunction({ name: 'account' }, {
    add: function (flow) {
        const { input, entity } = flow;
        let state = flow.state;
        if (truth((state ?? 0) + input >= 0)) {
            state = keep((state ?? 0) + input);
            flow.setState(state);
            flow.signal({ entity: 'Audit', key: entity.key, operation: 'booked', input: keep(input) });
            return keep(state);
        }
        throw failure('Overdrawn', 'Not enough money.');
    },
    get: function (flow) {
        const { state } = flow;
        return keep(state ?? 0);
    },
}));
