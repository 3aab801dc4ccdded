// SPDX-License-Identifier: MIT-0
// Nodes within a time, tried again, undone when they fail, or alone with their entities.
'use strict';

const { toFailure, fault, refuse, reworded } = require('./failures');
const { shortText, isGiven } = require('./values');
const { toDuration, describeDuration } = require('./durations');
const { Lane, AnyWait, cancel } = require('./lanes');
const { walk } = require('./flow');
const { tryAgain } = require('./timers');
const { retry, entityId } = require('./options');

// Waits for the lane, but no longer than the limit; then the lane is given up.
function* limited(flow, name, micros, lane) {
    let timer;
    try {
        if (!lane.poll()) {
            timer = flow.context.df.createTimer(flow.later(micros));
            yield new AnyWait([lane, timer]);
        }
        if (lane.poll())
            return lane.take();
        throw fault('TimedOut', `“${name}” had not ended after ${describeDuration(micros)}.`);
    } finally {
        lane.cancel();
        if (timer)
            cancel(timer);
    }
}

// The body is given up after the limit, and the node fails (TimedOut).
function* within(flow, { name, limit }, body) {
    flow.step = name;
    const inner = flow.inner({ sharesVariables: true });
    if (!isGiven(limit))
        return yield* body(inner);
    const micros = toDuration(limit, 'timeout');
    return yield* limited(flow, name, micros, new Lane(flow.run, body(inner)));
}

// The body runs again after a failure, as often as `retry` says.
function* retried(flow, { name, retry: options }, body) {
    flow.step = name;
    const attempt = () => body(flow.inner({ sharesVariables: true }));
    if (!isGiven(options))
        return yield* attempt();
    let attempts = 0;
    return yield* tryAgain(flow.run.df, retry(options), () => {
        attempts += 1;
        return attempt();
    }, (thrown) => {
        const failed = toFailure(thrown);
        // A call that was given up is still under way where entities are locked: then that is what failed.
        return failed.isRunaway || (attempts > 1 && failed.type === 'LockingRulesViolation');
    });
}

// What has been done inside a scope, in the order in which it was done.
class UndoList {
    constructor() {
        this.entries = [];
        this.isClosed = false;
    }
    add(entry) {
        if (!this.isClosed)
            this.entries.push(entry);
    }
    // The last first. Undoing is not undone, so nothing more is noted.
    takeReversed() {
        this.isClosed = true;
        return this.entries.splice(0).reverse();
    }
    // The failure of the scope around undoes it as well.
    moveTo(outer) {
        const entries = this.entries.splice(0);
        this.isClosed = true;
        if (outer)
            entries.forEach((entry) => outer.add(entry));
    }
}

// What cannot be undone does not keep the others from it.
function* undoAll(done) {
    const problems = [];
    for (const { flow, output, steps } of done.takeReversed()) {
        try {
            flow.last = output;
            yield* walk(flow, steps, output);
        } catch (thrown) {
            problems.push(toFailure(thrown).message);
        }
    }
    return problems;
}

function withProblems(failed, problems) {
    if (problems.length === 0)
        return failed;
    const result = reworded(failed, `${failed.message} What had been done could not all be undone: ${problems[0]}`);
    result.properties = { ...failed.properties, undoFailures: problems };
    return result;
}

// When the body fails, what its nodes noted with flow.undo() is undone, the last first.
function* scope(flow, { name, timeout }, body) {
    flow.step = name;
    const done = new UndoList();
    const inner = flow.inner({ sharesVariables: true, undoList: done });
    let failed;
    let result = null;
    let isOut = false;
    try {
        const micros = isGiven(timeout) ? toDuration(timeout, 'timeout') : undefined;
        result = micros === undefined
            ? yield* walk(inner, body)
            : yield* limited(flow, name, micros, new Lane(flow.run, walk(inner, body)));
        isOut = true;
    } catch (thrown) {
        failed = toFailure(thrown);
        isOut = true;
    } finally {
        // Also when the flow around is given up: then it is no failure, and nothing is undone here.
        if (!isOut || !failed)
            done.moveTo(flow.undoList);
    }
    if (!failed)
        return result;
    throw failed.isRunaway ? failed : withProblems(failed, yield* undoAll(done));
}

function entitiesOf(listed) {
    if (!Array.isArray(listed) || listed.length === 0)
        refuse('entities', `it gave ${shortText(listed)}; it must be a list of entities.`);
    return listed.map((each, index) => {
        const parts = typeof each === 'string' ? /^@([^@]+)@(.*)$/s.exec(each) : null;
        if (!parts)
            refuse(`entities[${index}]`, `${shortText(each)} is no entity; write it like @account@anna.`);
        return entityId(parts[1], parts[2]);
    });
}

// Nobody else uses the entities while the body runs.
function* criticalSection(flow, { name, entities }, body) {
    flow.step = name;
    const lock = yield flow.context.df.lock(...entitiesOf(entities));
    try {
        return yield* walk(flow.inner({ sharesVariables: true }), body);
    } finally {
        lock.release();
    }
}

module.exports = { within, retried, scope, criticalSection };
