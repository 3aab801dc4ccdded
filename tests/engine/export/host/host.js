#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs an orchestration of an exported project as a script says, and prints what came of it as JSON:
//   node host.js PROJECT ORCHESTRATION SCRIPT.json [--modules NODE_MODULES] [--trace]
// PROJECT is the folder with src/functions. Without --modules no package is needed; with it, the orchestrators are run
// by the durable-functions package of that folder. --trace adds the actions of every turn.
'use strict';

const fs = require('fs');
const { load } = require('./modules');
const { Hub } = require('./hub');
const { play, answersOf } = require('./script');

function argumentsOf(given) {
    const values = [...given];
    const take = (flag, count) => {
        const at = values.indexOf(flag);
        return at < 0 ? undefined : values.splice(at, count).pop();
    };
    const modules = take('--modules', 2);
    const hasTrace = take('--trace', 1) !== undefined;
    return { modules, hasTrace, project: values[0], orchestration: values[1], scriptFile: values[2] };
}

async function main() {
    const { modules, hasTrace, project, orchestration, scriptFile } = argumentsOf(process.argv.slice(2));
    if (!scriptFile) {
        process.stderr.write('Usage: node host.js PROJECT ORCHESTRATION SCRIPT.json [--modules DIR] [--trace]\n');
        return 2;
    }
    const script = JSON.parse(fs.readFileSync(scriptFile, 'utf8'));
    process.env.PERDURA_FILES = process.env.PERDURA_FILES || project;
    const loaded = load(project, modules);
    const hub = new Hub(loaded, {
        answers: answersOf(script, loaded.runtime),
        usesScript: script.activities !== undefined,
        isReal: modules !== undefined,
    });
    const account = await play(hub, orchestration, script);
    if (hasTrace)
        account.trace = hub.root.trace;
    process.stdout.write(`${JSON.stringify(account, null, 2)}\n`);
    return 0;
}

main().then((code) => { process.exitCode = code; }, (thrown) => {
    process.stderr.write(`${thrown.stack}\n`);
    process.exitCode = 1;
});
