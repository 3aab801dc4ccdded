// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for durable-functions 3.x, without any package.
'use strict';

const { app: functions, input: inputs } = require('@azure/functions');
const { EntityId, RetryOptions, DurableLock, LockingRulesViolationError } = require('./context');
const { executorOf } = require('./executor');
const { entityOf } = require('./entities');

function asOptions(handlerOrOptions) {
    return typeof handlerOrOptions === 'function' ? { handler: handlerOrOptions } : handlerOrOptions;
}

const input = { durableClient: () => inputs.generic({ type: 'durableClient' }) };

function getClient(context) {
    const found = (context.options.extraInputs || []).find((each) => each.type === 'durableClient');
    if (!found)
        throw new Error('The function has no durable client among its inputs.');
    return context.extraInputs.get(found);
}

function withClient(kind) {
    return (name, options) => functions[kind](name, {
        ...options,
        extraInputs: [...(options.extraInputs || []), input.durableClient()],
        handler: (trigger, context) => options.handler(trigger, getClient(context), context),
    });
}

function register(type, wrap) {
    return (name, handlerOrOptions) => {
        const options = asOptions(handlerOrOptions);
        functions.generic(name, { trigger: { type }, ...options, handler: wrap(options.handler) });
    };
}

const app = {
    orchestration: register('orchestrationTrigger', executorOf),
    activity: register('activityTrigger', (handler) => handler),
    entity: register('entityTrigger', entityOf),
    client: { http: withClient('http'), timer: withClient('timer'), generic: withClient('generic') },
};

module.exports = { app, input, getClient, EntityId, RetryOptions, DurableLock, LockingRulesViolationError };
