// SPDX-License-Identifier: MIT-0
// Waits that consist of several durable tasks: long timers and calls that are tried again. The host has both as well,
// but it numbers the tasks that these begin later; when other lanes begin tasks meanwhile, it would count them in
// another order than the code here.
'use strict';

const { Wait, isOver } = require('./lanes');

// The time of the orchestrator, in milliseconds.
function timeOf(df) {
    return new Date(df.currentUtcDateTime).getTime();
}

const longestHop = 3 * 86400000; // hosts refuse timers of more than six days, or divide them up

class LongTimer extends Wait {
    constructor(df, due) {
        super();
        this.df = df;
        this.due = due;
        this.isCanceled = false;
        this.hop();
    }
    hop() {
        const next = timeOf(this.df) + longestHop;
        this.timer = this.df.createTimer(new Date(Math.min(next, this.due.getTime())));
        this.isLast = next >= this.due.getTime();
    }
    poll() {
        while (isOver(this.timer) && !this.isLast)
            this.hop();
        return isOver(this.timer);
    }
    tasks() { return [this.timer]; }
    cancel() {
        this.isCanceled = true;
        if (!isOver(this.timer))
            this.timer.cancel();
    }
    get isCompleted() { return this.poll(); }
    get isFaulted() { return false; }
    get result() { return undefined; }
}

function createTimer(df, due) {
    const isLong = due.getTime() - timeOf(df) > longestHop;
    return isLong ? new LongTimer(df, due) : df.createTimer(due);
}

// How long to wait after the failed attempt of that number, in milliseconds; undefined: no more attempts.
function nextDelay(options, attempt, elapsed) {
    if (attempt >= options.maxNumberOfAttempts)
        return undefined;
    if (options.retryTimeoutInMilliseconds !== undefined && elapsed >= options.retryTimeoutInMilliseconds)
        return undefined;
    const coefficient = options.backoffCoefficient === undefined ? 1 : options.backoffCoefficient;
    let delay = options.firstRetryIntervalInMilliseconds;
    for (let i = 1; i < attempt && coefficient > 1 && delay < 3.2e14; ++i)
        delay *= coefficient;
    const most = options.maxRetryIntervalInMilliseconds;
    return Math.round(most === undefined ? delay : Math.min(delay, most));
}

// Waits for what `attempt()` begins until it ends well or the options say no more. `isHopeless(failure)`: do not try
// again.
function* tryAgain(df, options, attempt, isHopeless = () => false) {
    const first = timeOf(df);
    let before;
    for (let number = 1; ; ++number) {
        try {
            return yield* attempt();
        } catch (thrown) {
            if (isHopeless(thrown))
                throw before || thrown;
            const delay = nextDelay(options, number, timeOf(df) - first);
            if (delay === undefined)
                throw thrown;
            before = thrown;
            yield createTimer(df, new Date(timeOf(df) + delay));
        }
    }
}

module.exports = { timeOf, createTimer, nextDelay, tryAgain };
