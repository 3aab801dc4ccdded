// SPDX-License-Identifier: GPL-3.0-or-later
// The entities of a run: those of the project for real; others wait for what the script says.
'use strict';

const { json } = require('./events');

class Entities {
    constructor(hub) {
        this.hub = hub;
        this.states = new Map();   // "@counter@a" -> { exists, state }
        this.lockedBy = new Map(); // "@counter@a" -> request
        this.waiting = [];         // lock requests
        this.openCalls = [];
        this.openLocks = [];
    }

    // The function of the project, whatever capitals its name has.
    functionOf(entity) {
        const name = entity.slice(1, entity.indexOf('@', 1));
        return [...this.hub.registered].find(([known, { trigger }]) =>
            known.toLowerCase() === name && trigger && trigger.type === 'entityTrigger');
    }

    call(instance, request, entity, operation, input) {
        if (!this.functionOf(entity)) {
            this.openCalls.push({ instance, request });
            return;
        }
        this.hub.work.push(async () => {
            const { isError, result } = await this.operate(entity, operation, input, false);
            const answer = isError ? { result, exceptionType: 'Error' } : { result };
            instance.raise(request, answer);
        });
    }

    signal(entity, operation, input) {
        if (this.functionOf(entity))
            this.hub.work.push(() => this.operate(entity, operation, input, true));
    }

    async operate(entity, name, input, isSignal) {
        const [functionName, { handler }] = this.functionOf(entity);
        const { exists = false, state } = this.states.get(entity) || {};
        const key = entity.slice(entity.indexOf('@', 1) + 1);
        const trigger = {
            self: { name: entity.slice(1, entity.indexOf('@', 1)), key },
            exists,
            state,
            batch: [{ id: this.hub.guid(), name, input: json(input), isSignal }],
        };
        const after = await handler(trigger, this.hub.contextFor(functionName));
        this.states.set(entity, { exists: after.entityExists, state: after.entityState });
        after.signals.forEach((sent) => this.signal(`@${sent.target.name.toLowerCase()}@${sent.target.key}`, sent.name,
            sent.input === '' ? null : JSON.parse(sent.input)));
        return after.results[0];
    }

    // ---- Locks

    lock(instance, request, entities) {
        if (!entities.every((entity) => this.functionOf(entity))) {
            this.openLocks.push({ instance, request });
            return;
        }
        this.waiting.push({ instance, request, entities });
        this.grant();
    }

    unlock(entity) {
        this.lockedBy.delete(entity);
        this.grant();
    }

    grant() {
        this.waiting = this.waiting.filter(({ instance, request, entities }) => {
            if (entities.some((entity) => this.lockedBy.has(entity)))
                return true;
            entities.forEach((entity) => this.lockedBy.set(entity, request));
            instance.raise(request, null);
            return false;
        });
    }
}

module.exports = { Entities };
