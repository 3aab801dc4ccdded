// SPDX-License-Identifier: MIT-0
// What calls of the host take as options.
'use strict';

const df = require('durable-functions');
const { refuse } = require('./failures');
const { shortText, isGiven, text } = require('./values');
const { toDuration } = require('./durations');
const { functionName } = require('./names');

function numberAtLeast(options, member, least, otherwise) {
    const value = options[member];
    if (value === undefined || value === null)
        return otherwise;
    if (typeof value !== 'number' || value < least)
        refuse(`retry.${member}`, `it gave ${shortText(value)}; it must be a number of at least ${least}.`);
    return value;
}

function milliseconds(options, member) {
    return isGiven(options[member]) ? toDuration(options[member], `retry.${member}`) / 1000 : undefined;
}

// How often and when a failed call is made again.
function retry(options) {
    if (typeof options !== 'object' || options === null || Array.isArray(options))
        refuse('retry', `it gave ${shortText(options)}; it must be an object.`);
    const first = milliseconds(options, 'firstInterval');
    if (first === 0)
        refuse('retry.firstInterval', 'it must be longer than nothing.');
    const attempts = Math.floor(Math.min(numberAtLeast(options, 'maxAttempts', 1, 3), 1e6));
    const result = new df.RetryOptions(first === undefined ? 5000 : first, attempts);
    result.backoffCoefficient = numberAtLeast(options, 'backoffCoefficient', 1, 2);
    const most = milliseconds(options, 'maxInterval');
    if (most !== undefined)
        result.maxRetryIntervalInMilliseconds = most;
    const timeout = milliseconds(options, 'timeout');
    if (timeout !== undefined)
        result.retryTimeoutInMilliseconds = timeout;
    return result;
}

function entityId(name, key) {
    const entity = text(name);
    const its = text(key);
    if (entity === '')
        refuse('entity', 'it is empty.');
    if (its === '')
        refuse('key', 'it is empty.');
    if (/[\x00-\x1f\x7f/\\#?]/.test(its)) {
        refuse('entity', `The key “${its}” of the entity has characters that are not allowed; leave out / \\ # ? and ` +
            'control characters.');
    }
    return new df.EntityId(functionName(entity), its);
}

module.exports = { retry, entityId };
