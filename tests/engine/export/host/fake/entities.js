// SPDX-License-Identifier: GPL-3.0-or-later
// Runs operations of an entity: the batch in, results, state and signals out.
'use strict';

function contextFor(trigger, state, request, signals) {
    return {
        entityName: trigger.self.name,
        entityKey: trigger.self.key,
        entityId: trigger.self,
        operationName: request.name,
        isNewlyConstructed: !state.entityExists,
        getState: (initial) => (state.entityState ? JSON.parse(state.entityState) : initial && initial()),
        setState: (value) => Object.assign(state, { entityExists: true, entityState: JSON.stringify(value) }),
        getInput: () => (request.input ? JSON.parse(request.input) : undefined),
        return: (value) => state.results.push({ isError: false, result: JSON.stringify(value) }),
        destructOnExit: () => Object.assign(state, { entityExists: false, entityState: undefined }),
        signalEntity: (target, name, input) =>
            signals.push({ target, name, input: input ? JSON.stringify(input) : '' }),
    };
}

function entityOf(operation) {
    return async (trigger, context) => {
        const state = { entityExists: trigger.exists, entityState: trigger.state, results: [], signals: [] };
        for (const [index, request] of trigger.batch.entries()) {
            context.df = contextFor(trigger, state, request, state.signals);
            try {
                await operation(context);
                state.results[index] = state.results[index] || { isError: false };
            } catch (thrown) {
                state.results[index] = { isError: true, result: JSON.stringify(thrown) };
            }
        }
        return state;
    };
}

module.exports = { entityOf };
