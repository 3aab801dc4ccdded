// SPDX-License-Identifier: MIT-0
// What one workflow has to do with other instances. An orchestrator cannot do it by itself, so activities with a
// durable client do (src/functions/activities).
'use strict';

const { refuse } = require('./failures');
const { text, isGiven, keep } = require('./values');
const { entityId } = require('./options');

function required(value, field) {
    const given = text(value);
    if (given === '')
        refuse(field, 'it is empty.');
    return given;
}

function* startInstance(flow, { workflow, input, instanceId }) {
    const { df } = flow.context;
    return yield df.callActivity('startInstance', {
        workflow: required(workflow, 'workflow'),
        input: keep(input),
        // Chosen here, so that an activity that runs twice does not start two.
        instanceId: text(instanceId) || df.newGuid(df.instanceId),
    });
}

function* signalInstance(flow, { instance, event, payload }) {
    yield flow.context.df.callActivity('signalInstance', {
        instance: required(instance, 'instance'), event: required(event, 'event'), payload: keep(payload),
    });
}

function* terminateInstance(flow, { instance, reason }) {
    yield flow.context.df.callActivity('terminateInstance', {
        instance: required(instance, 'instance'), reason: text(reason),
    });
}

// A signal to an entity, at once or after a while.
function* signalLater(flow, { entity, key, operation, input, delay }) {
    const id = entityId(entity, key);
    const name = required(operation, 'operation');
    if (!isGiven(delay)) {
        flow.context.df.signalEntity(id, name, keep(input));
        return;
    }
    yield flow.context.df.callActivity('signalLater', {
        entity: id.name, key: id.key, operation: name, input: keep(input), due: flow.after(delay, 'delay').toISOString(),
    });
}

module.exports = { startInstance, signalInstance, terminateInstance, signalLater };
