// SPDX-License-Identifier: MIT-0
// Lists the files of a folder, with size and time of the last change, sorted by path.
'use strict';

const fs = require('fs');
const path = require('path');
const df = require('durable-functions');
const { activity, failure } = require('../../perdura');
const { Inputs } = require('../../perdura/inputs');
const { resolve, resolveFolder, entryOf } = require('../../perdura/files');

const maxFiles = 10000;

// *.csv, report-?.txt, [ab]*
function patternOf(wildcard) {
    const source = wildcard.replace(/\[!/g, '[^').replace(/[.+^$(){}|\\]/g, (sign, at, whole) =>
        (sign === '^' && whole[at - 1] === '[' ? sign : `\\${sign}`)).replace(/\*/g, '[^/]*').replace(/\?/g, '[^/]');
    return new RegExp(`^(?:${source})$`);
}

// A link is listed only when it leads to a file of the workspace.
function isListed(file, entry) {
    try {
        if (!entry.isSymbolicLink())
            return entry.isFile();
        resolve(file);
        return fs.statSync(file).isFile();
    } catch (elsewhere) {
        return false;
    }
}

// Hidden folders are not entered, and links to folders are not followed.
function filesOf(folder, pattern, isRecursive) {
    return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const file = path.join(folder, entry.name);
        if (entry.name.startsWith('.'))
            return [];
        if (entry.isDirectory())
            return isRecursive ? filesOf(file, pattern, true) : [];
        return pattern.test(entry.name) && isListed(file, entry) ? [file] : [];
    });
}

df.app.activity('file_list', {
    handler: activity(async (given) => {
        const input = new Inputs(given);
        const folder = input.textOr('folder', '.');
        const pattern = input.textOr('pattern', '*') || '*';
        const files = filesOf(resolveFolder(folder), patternOf(pattern), input.flagOr('recursive', false));
        if (files.length > maxFiles) {
            throw failure('TooManyFiles', `More than ${maxFiles} files in “${folder}” match “${pattern}”. Use a ` +
                'narrower pattern or folder.');
        }
        return files.sort((a, b) => (a < b ? -1 : 1)).map(entryOf);
    }),
});
