// SPDX-License-Identifier: MIT-0
// HTTP calls that wait for work that takes long: an answer 202 says where to ask what has become of it.
'use strict';

const { fault, refuse } = require('./failures');
const { text, isGiven, keep } = require('./values');
const { toDuration, describeDuration } = require('./durations');
const { holdsSecret } = require('./secrets');
const { retry } = require('./options');
const { timeOf } = require('./timers');

const defaultPollInterval = 30e6; // as in durable HTTP calls

function requestOf(options) {
    const request = { method: text(options.method) || 'GET' };
    for (const field of ['url', 'headers', 'body', 'auth']) {
        if (options[field] !== undefined && options[field] !== null)
            request[field] = options[field];
    }
    if (!isGiven(request.url))
        refuse('url', 'it is empty.');
    request.url = text(request.url);
    if (isGiven(options.requestTimeout))
        request.timeout = options.requestTimeout;
    return keep(request);
}

function header(answer, name) {
    const value = answer.headers && answer.headers[name];
    return typeof value === 'string' ? value : '';
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const time = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})';
const month = '(?<month>[A-Z][a-z]{2})';
const dateForms = [
    new RegExp(`^[A-Z][a-z]{2}, (?<day>\\d{2}) ${month} (?<year>\\d{4}) ${time} GMT$`),
    new RegExp(`^[A-Z][a-z]+day, (?<day>\\d{2})-${month}-(?<year>\\d{2}) ${time} GMT$`),
    new RegExp(`^[A-Z][a-z]{2} ${month} (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})$`),
];

// The three forms of a date in a header.
function parseHttpDate(given, now) {
    const form = dateForms.find((each) => each.test(given.trim()));
    if (!form)
        return undefined;
    const { groups } = form.exec(given.trim());
    const [day, hour, minute, second] = ['day', 'hour', 'minute', 'second'].map((part) => Number(groups[part]));
    let year = Number(groups.year);
    if (groups.year.length === 2) { // of the century that is nearest
        const current = new Date(now).getUTCFullYear();
        year += current - (current % 100) + 100;
        while (year > current + 50)
            year -= 100;
    }
    const date = new Date(Date.UTC(year, months.indexOf(groups.month), day, hour, minute, second));
    const isDate = months.includes(groups.month) && date.getUTCDate() === new Date(Date.UTC(year,
        months.indexOf(groups.month), day)).getUTCDate() && day >= 1 && day <= 31 && hour < 24 && minute < 60;
    return isDate && second <= 60 ? date.getTime() : undefined;
}

// When to ask again; undefined when the answer does not say.
function retryAfter(answer, now) {
    const given = header(answer, 'retry-after');
    if (/^\d+$/.test(given))
        return now + Number(given) * 1000;
    const date = parseHttpDate(given, now);
    return date === undefined ? undefined : Math.max(date, now);
}

function resolved(base, location) {
    try {
        return new URL(location, base).toString();
    } catch (notAnAddress) {
        return location;
    }
}

function isSameOrigin(one, other) {
    try {
        return new URL(one).origin === new URL(other).origin;
    } catch (notAnAddress) {
        return false;
    }
}

function withoutHeaders(headers, isDropped) {
    if (headers === null || typeof headers !== 'object' || Array.isArray(headers))
        return headers;
    return Object.fromEntries(Object.entries(headers).filter(([name, value]) => !isDropped(name.toLowerCase(), value)));
}

// The request for what has become of the work; undefined when there is no need to ask.
function pollOf(request, answer) {
    const location = header(answer, 'location');
    if (answer.status !== 202 || location === '')
        return undefined;
    const { body, ...poll } = request;
    poll.method = 'GET';
    poll.url = resolved(request.url, location);
    // The key of the start; the address brings along what is needed.
    poll.headers = withoutHeaders(poll.headers, (name) => name === 'x-functions-key');
    if (!isSameOrigin(request.url, poll.url)) { // What proves who is asking is nobody else's business.
        delete poll.auth;
        poll.headers = withoutHeaders(poll.headers,
            (name, value) => name === 'authorization' || name === 'cookie' || holdsSecret(value));
    }
    if (poll.headers === undefined)
        delete poll.headers;
    return keep(poll);
}

function* httpCall(flow, options) {
    flow.step = options.name;
    const { df } = flow.context;
    let request = requestOf(options);
    const interval = isGiven(options.pollInterval) ? toDuration(options.pollInterval, 'pollInterval')
        : defaultPollInterval;
    const timeout = isGiven(options.timeout) ? toDuration(options.timeout, 'timeout') : undefined;
    const end = timeout === undefined ? Infinity : flow.later(timeout).getTime();
    for (;;) {
        const answer = isGiven(options.retry)
            ? yield df.callActivityWithRetry('http_request', retry(options.retry), request)
            : yield df.callActivity('http_request', request);
        const poll = options.poll === false ? undefined : pollOf(request, answer);
        if (!poll)
            return answer;
        request = poll;
        const now = timeOf(df);
        const asked = retryAfter(answer, now);
        const next = asked === undefined ? flow.later(interval).getTime() : asked;
        yield df.createTimer(new Date(Math.min(next, end)));
        if (next >= end)
            throw fault('HttpTimedOut', `The work was not done within ${describeDuration(timeout)}.`);
    }
}

module.exports = { httpCall };
