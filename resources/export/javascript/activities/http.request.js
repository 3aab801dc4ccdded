// SPDX-License-Identifier: MIT-0
// Calls a web address and gives status, headers and body of the answer.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');
const { fault } = require('../../perdura/failures');
const { Inputs, invalid } = require('../../perdura/inputs');
const { holdsSecret } = require('../../perdura/secrets');
const { describeDuration } = require('../../perdura/durations');

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const redirections = [301, 302, 303, 307, 308];
const maxRedirections = 10;
const maxBytes = 16 * 1024 * 1024;

function authorizationOf(auth) {
    const input = new Inputs(auth);
    const type = input.oneOf('type', ['none', 'basic', 'bearer'], 'none');
    const [user, password, token] = ['user', 'password', 'token'].map((member) => input.textOr(member, ''));
    if (type === 'none')
        return undefined;
    if (type === 'bearer') {
        if (token === '')
            throw invalid('The token for bearer authentication is empty; enter it under “auth”.');
        return `Bearer ${token}`;
    }
    if (user.includes(':'))
        throw invalid('The user for basic authentication holds a colon, which is not allowed.');
    if (user === '' && password === '')
        throw invalid('User and password for basic authentication are empty; enter them under “auth”.');
    return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function addressOf(text) {
    let url;
    try {
        url = new URL(text);
    } catch (notAnAddress) {
        url = undefined;
    }
    if (!url || url.host === '' || !['http:', 'https:'].includes(url.protocol))
        throw invalid(`“${text}” is not a web address; it must start with http:// or https://.`);
    return url;
}

function requestOf(given) {
    const input = new Inputs(given);
    const request = {
        method: input.oneOf('method', methods, 'GET'),
        url: addressOf(input.text('url')),
        headers: new Headers(),
        body: undefined,
        timeout: input.durationOr('timeout', 30000),
        failOnStatus: input.flagOr('failOnStatus', true),
    };
    const body = input.any('body');
    if (body !== null && typeof body !== 'string')
        request.headers.set('content-type', 'application/json');
    if (body !== null && request.method !== 'GET' && request.method !== 'HEAD')
        request.body = typeof body === 'string' ? body : JSON.stringify(body);
    input.pairsOr('headers').forEach(([name, value]) => request.headers.set(name, value));
    const authorization = authorizationOf(input.any('auth'));
    if (authorization && /[\r\n]/.test(authorization))
        throw invalid('What the request should prove who asks with has several lines; use one.');
    if (authorization)
        request.headers.set('authorization', authorization);
    return request;
}

function shown(url) {
    const copy = new URL(url);
    copy.password = '';
    return copy.toString();
}

// Why the request must not be sent on to that address; undefined when it may.
function refusalOf(request, here, there, count) {
    const isSameServer = here.hostname === there.hostname &&
        (there.protocol !== here.protocol || there.port === here.port);
    const way = `${shown(here)} sends on to ${shown(there)}`;
    if (!['http:', 'https:'].includes(there.protocol))
        return `${way}, which is no web address.`;
    if (count === maxRedirections) {
        return `${shown(request.url)} sends on more than ${maxRedirections} times, in a circle perhaps; call the last ` +
            'address itself.';
    }
    if (here.protocol === 'https:' && there.protocol !== 'https:')
        return `${way}, which is not encrypted; call that address itself if that is wanted.`;
    if (request.isConfidential && !isSameServer) {
        return `${way}, another server, which must not get the authentication or the secrets of the request; call ` +
            'that address itself if that is wanted.';
    }
    return undefined;
}

// As browsers do: after 303, and where a POST is sent on by 301 or 302, a GET without a body follows.
function becomesGet(status, method) {
    return status === 303 ? method !== 'HEAD' : (status === 301 || status === 302) && method === 'POST';
}

async function send(request, signal) {
    let { method, body } = request;
    let at = request.url;
    const headers = new Headers(request.headers);
    for (let count = 0; ; ++count) {
        const answer = await fetch(at, { method, headers, body, redirect: 'manual', signal });
        const location = answer.headers.get('location');
        if (!redirections.includes(answer.status) || !location)
            return { answer, at };
        const target = new URL(location, at);
        const refusal = refusalOf(request, at, target, count);
        if (refusal)
            throw fault('HttpRedirect', refusal);
        if (becomesGet(answer.status, method)) {
            method = 'GET';
            body = undefined;
            headers.delete('content-type');
        }
        at = target;
    }
}

async function bytesOf(answer, request) {
    const pieces = [];
    let size = 0;
    for await (const piece of answer.body || []) {
        size += piece.length;
        if (size > maxBytes) {
            throw fault('ResponseTooLarge',
                `The answer of ${shown(request.url)} is larger than ${maxBytes / 1048576} MB.`);
        }
        pieces.push(Buffer.from(piece));
    }
    return Buffer.concat(pieces);
}

function decoded(charset, bytes) {
    try {
        return new TextDecoder(charset || 'utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
    } catch (unknownOrWrong) {
        try {
            return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        } catch (binary) {
            return undefined;
        }
    }
}

// JSON as a value, text as a text, anything else as Base64.
function bodyOf(contentType, bytes) {
    if (bytes.length === 0)
        return { body: null };
    const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType);
    const text = decoded(charset && charset[1], bytes);
    if (text === undefined)
        return { body: bytes.toString('base64'), bodyIsBase64: true };
    if (/json/i.test(contentType)) {
        try {
            return { body: JSON.parse(text) };
        } catch (notJson) {
            return { body: text };
        }
    }
    return { body: text };
}

async function call(request) {
    const signal = AbortSignal.timeout(Math.ceil(request.timeout));
    try {
        const { answer } = await send(request, signal);
        return { status: answer.status, headers: answer.headers, bytes: await bytesOf(answer, request) };
    } catch (problem) {
        if (signal.aborted) {
            throw fault('TimedOut', `${shown(request.url)} did not answer in ` +
                `${describeDuration(request.timeout * 1000)}.`);
        }
        if (problem.type) // a failure already
            throw problem;
        const reason = problem.cause && problem.cause.message ? problem.cause.message : problem.message;
        throw fault('HttpConnection', `${shown(request.url)} could not be reached: ${reason}.`);
    }
}

async function run(given, isConfidential) {
    const request = requestOf(given);
    request.isConfidential = isConfidential || request.headers.has('authorization');
    const { status, headers, bytes } = await call(request);
    const body = bodyOf(headers.get('content-type') || '', bytes);
    if (request.failOnStatus && status >= 400) {
        throw fault('HttpStatus', `${shown(request.url)} answered with status ${status}.`, { status, ...body });
    }
    return { status, headers: Object.fromEntries(headers), ...body };
}

const work = (isConfidential) => activity((given) => run(given, isConfidential));

df.app.activity('http_request', {
    // Which secrets there are can be seen only before they are put in.
    handler: (given, context) => work(holdsSecret(given))(given, context),
});
