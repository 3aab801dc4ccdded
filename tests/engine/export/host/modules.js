// SPDX-License-Identifier: GPL-3.0-or-later
// Loads the functions of a project with modules that stand in for the packages.
'use strict';

const fs = require('fs');
const Module = require('module');
const path = require('path');

const fakes = {
    '@azure/functions': path.join(__dirname, 'fake', 'azure-functions.js'),
    'durable-functions': path.join(__dirname, 'fake', 'durable-functions.js'),
};

// With `modules`, a folder node_modules, durable-functions is the real package.
function substitute(modules) {
    const resolve = Module._resolveFilename;
    Module._resolveFilename = function (request, ...more) {
        if (request === 'durable-functions' && modules)
            return resolve.call(this, path.join(path.resolve(modules), request), ...more);
        return Object.hasOwn(fakes, request) ? fakes[request] : resolve.call(this, request, ...more);
    };
}

function scripts(folder) {
    return fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
        const whole = path.join(folder, entry.name);
        if (entry.isDirectory())
            return scripts(whole);
        return entry.name.endsWith('.js') ? [whole] : [];
    });
}

// Gives what the project has registered, by name, and its runtime.
function load(project, modules) {
    substitute(modules);
    scripts(path.join(path.resolve(project), 'src', 'functions')).forEach((script) => require(script));
    const runtime = path.join(path.resolve(project), 'src', 'perdura', 'index.js');
    const { registered, InvocationContext } = require('@azure/functions');
    return { registered, InvocationContext, runtime: fs.existsSync(runtime) ? require(runtime) : undefined };
}

module.exports = { load };
