// SPDX-License-Identifier: GPL-3.0-or-later
// What orchestrators see as context.df.
'use strict';

const { createHash } = require('crypto');
const { Task, TimerTask, any, all } = require('./tasks');

class EntityId {
    constructor(name, key) {
        if (!name || !key)
            throw new Error('An entity has a name and a key.');
        this.name = name;
        this.key = key;
    }
    toString() { return `@${this.name.toLowerCase()}@${this.key}`; }
}

class RetryOptions {
    constructor(firstRetryIntervalInMilliseconds, maxNumberOfAttempts) {
        if (!(firstRetryIntervalInMilliseconds > 0) || typeof maxNumberOfAttempts !== 'number')
            throw new Error('These are no options for attempts.');
        this.firstRetryIntervalInMilliseconds = firstRetryIntervalInMilliseconds;
        this.maxNumberOfAttempts = maxNumberOfAttempts;
    }
}

class LockingRulesViolationError extends Error {}

class DurableLock {
    constructor(entities, onRelease) {
        this.ownedLocks = Object.freeze(entities);
        this.isReleased = false;
        this.onRelease = onRelease;
        this.inFlight = new Set();
    }
    release() {
        if (!this.isReleased) {
            this.isReleased = true;
            this.onRelease();
        }
    }
}

// A text stands for itself in JSON; anything else is sent as it is.
function asInput(input) {
    return typeof input === 'string' ? JSON.stringify(input) : input;
}

class OrchestrationContext {
    constructor(executor, { instanceId, parentInstanceId, input, version }) {
        this.executor = executor;
        this.instanceId = instanceId;
        this.parentInstanceId = parentInstanceId;
        this.input = input;
        this.version = version;
        this.isReplaying = false;
        this.customStatus = undefined;
        this.guids = 0;
        this.currentLock = undefined;
        this.Task = { any, all };
    }

    getInput() { return this.input; }
    setCustomStatus(status) { this.customStatus = status; }

    newGuid(text) {
        const name = `${text}_${this.currentUtcDateTime.valueOf()}_${this.guids++}`;
        const hash = createHash('sha1').update(name).digest('hex');
        return [hash.slice(0, 8), hash.slice(8, 12), `5${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`,
            hash.slice(20, 32)].join('-');
    }

    callActivity(functionName, input) {
        return new Task({ actionType: 0, functionName, input: asInput(input) });
    }

    callSubOrchestrator(functionName, input, instanceId, version) {
        if (this.currentLock)
            throw new LockingRulesViolationError('No other workflow can be called while entities are locked.');
        return new Task({ actionType: 2, functionName, instanceId, version, input: asInput(input) });
    }

    createTimer(fireAt) { return new TimerTask({ actionType: 5, fireAt, isCanceled: false }); }

    waitForExternalEvent(externalEventName) {
        return new Task({ actionType: 6, externalEventName, reason: 'ExternalEvent' }, externalEventName);
    }

    callEntity(id, operation, input) {
        const instanceId = String(id);
        if (this.currentLock) {
            if (!this.currentLock.ownedLocks.some((owned) => String(owned) === instanceId))
                throw new LockingRulesViolationError('Only locked entities can be called in a critical section.');
            if (this.currentLock.inFlight.has(instanceId))
                throw new LockingRulesViolationError('A locked entity can be called only once at the same time.');
            this.currentLock.inFlight.add(instanceId);
        }
        return new Task({ actionType: 7, operation, input, instanceId });
    }

    signalEntity(id, operation, input) {
        const instanceId = String(id);
        if (this.currentLock && this.currentLock.ownedLocks.some((owned) => String(owned) === instanceId))
            throw new LockingRulesViolationError('A locked entity cannot be sent a signal.');
        this.executor.forget({ actionType: 9, operation, input, instanceId }, 1);
    }

    lock(...entities) {
        if (this.currentLock)
            throw new LockingRulesViolationError('There is a critical section already.');
        const sorted = [...new Map(entities.map((id) => [String(id), id]))].sort().map(([, id]) => id);
        const lockRequestId = this.newGuid(this.instanceId);
        const lock = new DurableLock(sorted, () => {
            this.executor.forget({ actionType: 14 }, sorted.length);
            if (this.currentLock === lock)
                this.currentLock = undefined;
        });
        const task = new Task({ actionType: 13, lockRequestId, lockSet: sorted.map(({ name, key }) => ({ name, key })) });
        task.lock = lock;
        this.currentLock = lock;
        return task;
    }

    isLocked() { return { isLocked: this.currentLock !== undefined }; }

    continueAsNew(input) {
        this.executor.addAction({ actionType: 4, input: asInput(input) });
        this.executor.continuesAsNew = true;
    }
}

module.exports = { OrchestrationContext, EntityId, RetryOptions, DurableLock, LockingRulesViolationError };
