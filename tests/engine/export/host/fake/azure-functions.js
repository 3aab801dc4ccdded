// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for @azure/functions: notes what a project registers.
'use strict';

const registered = new Map(); // name -> { kind, trigger?, handler, ...options }

class InvocationContext {
    constructor({ functionName, options, extraInputs } = {}) {
        this.functionName = functionName;
        this.invocationId = 'test';
        this.options = options || { extraInputs: [] };
        this.extraInputs = { get: (input) => (extraInputs || new Map()).get(input) };
    }
    log(...words) { process.stderr.write(`${words.join(' ')}\n`); }
    info(...words) { this.log(...words); }
    warn(...words) { this.log(...words); }
    error(...words) { this.log(...words); }
}

function register(kind, name, options) {
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,126}$/.test(name))
        throw new Error(`“${name}” cannot be the name of a function.`);
    if (registered.has(name))
        throw new Error(`There are two functions of the name “${name}”.`);
    registered.set(name, { kind, ...options });
}

// app.http(name, options) and so on; all kinds of triggers alike.
const app = new Proxy({}, { get: (target, kind) => (name, options) => register(kind, name, options) });
const generic = { generic: (options) => ({ name: 'test', ...options }) };

module.exports = { app, input: generic, output: generic, trigger: generic, InvocationContext, registered };
