// SPDX-License-Identifier: MIT-0
// Failures with a type. The host carries only the text of an error from one function to another, so the type and the
// properties travel in a mark at the end of that text.
'use strict';

const mark = /\s*\[perdura ([A-Za-z0-9_-]+)\]/;

class Failure extends Error {
    constructor(type, message, properties = null) {
        super(message);
        this.name = 'Failure';
        this.type = type;
        this.properties = properties;
        // The text of a Fail stands as it was written; that of other nodes gets the name of the node in front of it.
        this.speaksForItself = false;
        // Nothing may catch the failure of a workflow that would go on for ever.
        this.isRunaway = false;
    }

    // The host writes the errors of entities as JSON, which would be {} for an error.
    toJSON() {
        return markedText(this);
    }
}

// A failure of the runtime itself.
function fault(type, message, properties) {
    return new Failure(type, message, properties);
}

// The failure of a Fail node: throw failure('OutOfStock', 'There is none left.')
function failure(type, message) {
    const thrown = new Failure(type || 'WorkflowFailed', message === undefined ? '' : message);
    thrown.speaksForItself = true;
    return thrown;
}

// A field of a node has a value that cannot be used.
function refuse(field, message) {
    throw fault('InvalidFieldValue', `In “${field}”: ${message}`);
}

// The message, followed by what unmarked() needs to make the same failure of it again.
function markedText({ type, message, properties }) {
    const facts = Buffer.from(JSON.stringify({ type, message, properties: properties || null }));
    return `${message} [perdura ${facts.toString('base64url')}]`;
}

// The failure whose mark is in the text; undefined without one.
function unmarked(text) {
    const found = mark.exec(text);
    if (!found)
        return undefined;
    try {
        const { type, message, properties } = JSON.parse(Buffer.from(found[1], 'base64url').toString());
        return new Failure(type, message, properties);
    } catch (notOurs) {
        return undefined;
    }
}

// What an error of the host says, without what the host puts around it.
const hostWords = [
    [/^Activity function '[^']*' failed:\s*/, 'ActivityFailed'],
    [/^Orchestrator function '[^']*' failed:\s*/, 'SubOrchestrationFailed'],
    [/^The sub-orchestrator function '[^']*' failed:\s*/, 'SubOrchestrationFailed'],
];

function fromHost(text) {
    for (const [words, type] of hostWords) {
        if (words.test(text))
            return new Failure(type, text.replace(words, '').split(' \n ')[0].trim());
    }
    return undefined;
}

const ofExpressions = ['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'URIError', 'EvalError'];

// Whatever was thrown, as a failure.
function toFailure(thrown) {
    if (thrown instanceof Failure)
        return thrown;
    if (!(thrown instanceof Error))
        return new Failure('Error', String(thrown));
    const details = thrown.failureDetails;
    const text = details && details.errorMessage ? details.errorMessage : thrown.message;
    const known = unmarked(text) || fromHost(text);
    if (known)
        return known;
    if (details)
        return new Failure(details.errorType || 'Error', text, details.properties || null);
    if (ofExpressions.includes(thrown.name))
        return new Failure('ExpressionError', text);
    if (thrown.name === 'LockingRulesViolationError' || thrown.constructor.name === 'LockingRulesViolationError')
        return new Failure('LockingRulesViolation', text);
    return new Failure('Error', text);
}

// The same failure with another text; it is another node's now, so it does not speak for itself any more.
function reworded(failed, message) {
    const result = new Failure(failed.type, message, failed.properties);
    result.isRunaway = failed.isRunaway;
    return result;
}

module.exports = { Failure, failure, fault, refuse, markedText, unmarked, toFailure, reworded };
