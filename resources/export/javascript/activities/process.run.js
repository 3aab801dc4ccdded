// SPDX-License-Identifier: MIT-0
// Runs a program with its arguments, not through a shell, and gives exit code and output. Function apps in the cloud
// have few programs; this is for those that run on a machine or in a container of your own.
'use strict';

const fs = require('fs');
const { spawn } = require('child_process');
const df = require('durable-functions');
const { activity } = require('../../perdura');
const { fault } = require('../../perdura/failures');
const { Inputs, invalid } = require('../../perdura/inputs');
const { resolve } = require('../../perdura/files');
const { describeDuration } = require('../../perdura/durations');

const maxOutput = 16 * 1024 * 1024;

function requestOf(given) {
    const input = new Inputs(given);
    const request = {
        program: input.text('program'),
        arguments: input.textsOr('arguments'),
        environment: Object.fromEntries(input.pairsOr('environment')),
        stdin: input.textOr('stdin', ''),
        timeout: input.durationOr('timeout', 300000),
        allowFailure: input.flagOr('allowFailure', false),
    };
    const folder = input.textOr('workingFolder', '');
    request.folder = resolve(folder);
    const facts = fs.statSync(request.folder, { throwIfNoEntry: false });
    if (!facts || !facts.isDirectory())
        throw invalid(`The working folder “${folder}” does not exist in the workspace.`);
    return request;
}

// With all that it has started, which is a group of its own.
function kill(child) {
    try {
        process.kill(-child.pid, 'SIGKILL');
    } catch (noGroup) {
        child.kill('SIGKILL');
    }
}

function execute(request) {
    return new Promise((done, fail) => {
        const child = spawn(request.program, request.arguments, {
            cwd: request.folder, env: { ...process.env, ...request.environment }, detached: process.platform !== 'win32',
        });
        const texts = { stdout: [], stderr: [] };
        let problem;
        const give = (failed) => {
            problem = problem || failed;
            kill(child);
        };
        const timer = setTimeout(() => give(fault('TimedOut', `“${request.program}” took longer than ` +
            `${describeDuration(request.timeout * 1000)} and was killed.`)), Math.ceil(request.timeout));
        for (const stream of ['stdout', 'stderr']) {
            let size = 0;
            child[stream].on('data', (piece) => {
                texts[stream].push(piece);
                size += piece.length;
                if (size > maxOutput) {
                    give(fault('OutputTooLarge', `“${request.program}” wrote more than ${maxOutput / 1048576} MB and ` +
                        'was killed. Let it write into a file.'));
                }
            });
        }
        child.on('error', (reason) => {
            clearTimeout(timer);
            fail(fault('ProcessNotStarted', `“${request.program}” could not be started: ${reason.message}. Is it ` +
                'installed, and on the search path?'));
        });
        child.on('close', (exitCode, signal) => {
            clearTimeout(timer);
            if (!problem && signal)
                problem = fault('ProcessCrashed', `“${request.program}” crashed.`);
            const [stdout, stderr] = [texts.stdout, texts.stderr].map((pieces) => Buffer.concat(pieces).toString());
            (problem ? fail : done)(problem || { exitCode, stdout, stderr });
        });
        child.stdin.on('error', () => {}); // it need not read to the end
        child.stdin.end(request.stdin);
    });
}

df.app.activity('process_run', {
    handler: activity(async (given) => {
        const request = requestOf(given);
        const result = await execute(request);
        if (result.exitCode === 0 || request.allowFailure)
            return result;
        const lastWords = result.stderr.trim().split('\n').pop().slice(0, 300);
        throw fault('ExitCode', `“${request.program}” ended with exit code ${result.exitCode}` +
            (lastWords === '' ? '.' : `: ${lastWords}`), result);
    }),
});
