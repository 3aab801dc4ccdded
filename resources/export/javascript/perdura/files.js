// SPDX-License-Identifier: MIT-0
// Files of the activities: all below one folder, that of the setting PERDURA_FILES or the project's.
'use strict';

const fs = require('fs');
const path = require('path');
const { fault } = require('./failures');
const { toIso } = require('./durations');

const maxBytes = 16 * 1024 * 1024;

function root() {
    const folder = process.env.PERDURA_FILES || path.join(__dirname, '..', '..');
    try {
        return fs.realpathSync(folder);
    } catch (missing) {
        throw fault('FolderNotFound', `There is no folder “${folder}”; correct the setting PERDURA_FILES.`);
    }
}

function isWithin(file, folder) {
    return file === folder || file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}

// With the links of the part that exists followed; what does not exist yet comes behind it as it is.
function canonical(absolute) {
    let existing = absolute;
    let rest = '';
    for (;;) {
        try {
            return path.join(fs.realpathSync(existing), rest);
        } catch (missing) {
            const link = fs.lstatSync(existing, { throwIfNoEntry: false });
            if (link && link.isSymbolicLink()) { // to nothing: it would be created there
                existing = path.resolve(path.dirname(existing), fs.readlinkSync(existing));
                continue;
            }
            if (path.dirname(existing) === existing)
                return absolute;
            rest = path.join(path.basename(existing), rest);
            existing = path.dirname(existing);
        }
    }
}

// The absolute path; never one outside of the folder.
function resolve(given) {
    const folder = root();
    const absolute = path.resolve(folder, given);
    const resolved = given.includes('\0') ? '' : canonical(absolute);
    if (!isWithin(absolute, folder) || !isWithin(resolved, folder) || isWithin(resolved, path.join(folder, '.perdura'))) {
        throw fault('PathOutsideWorkspace',
            `“${given}” lies outside of the workspace. Use a path below “${folder}”.`);
    }
    return resolved;
}

function resolveFolder(given) {
    const folder = resolve(given);
    const facts = fs.statSync(folder, { throwIfNoEntry: false });
    if (!facts)
        throw fault('FolderNotFound', `There is no folder “${given}” in the workspace.`);
    if (!facts.isDirectory())
        throw fault('FileError', `“${given}” is not a folder.`);
    return folder;
}

function relative(absolute) {
    return path.relative(root(), absolute).split(path.sep).join('/');
}

function needFile(absolute, shown) {
    const facts = fs.statSync(absolute, { throwIfNoEntry: false });
    if (!facts)
        throw fault('FileNotFound', `There is no file “${shown}” in the workspace.`);
    if (!facts.isFile())
        throw fault('FileError', `“${shown}” is not a file.`);
    return facts;
}

async function read(given) {
    const absolute = resolve(given);
    const { size } = needFile(absolute, given);
    if (size > maxBytes) {
        throw fault('FileTooLarge', `The file “${given}” has ${Math.floor(size / 1048576)} MB; at most ` +
            `${maxBytes / 1048576} MB can be read.`);
    }
    try {
        return await fs.promises.readFile(absolute);
    } catch (problem) {
        throw fault('FileError', `The file “${given}” cannot be read: ${problem.message}.`);
    }
}

// Undefined when it is no UTF-8.
function utf8(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch (other) {
        return undefined;
    }
}

async function prepareFolder(absolute, shown, mayCreate) {
    const folder = path.dirname(absolute);
    try {
        if (mayCreate)
            await fs.promises.mkdir(folder, { recursive: true });
    } catch (problem) {
        throw fault('FileError', `The folder of “${shown}” cannot be created.`);
    }
    const facts = fs.statSync(folder, { throwIfNoEntry: false });
    if (!facts || !facts.isDirectory()) {
        throw fault('FolderNotFound',
            `The folder of “${shown}” does not exist. Create it, or let the step create it.`);
    }
}

async function prepareFile(absolute, shown) {
    await prepareFolder(absolute, shown, true);
    const facts = fs.statSync(absolute, { throwIfNoEntry: false });
    if (facts && facts.isDirectory())
        throw fault('FileError', `“${shown}” is a folder; choose the name of a file.`);
}

// In one step: the file has the old content or the new.
async function write(absolute, shown, bytes) {
    await prepareFile(absolute, shown);
    const beside = path.join(path.dirname(absolute), `.perdura-${process.pid}-${Date.now()}.part`);
    try {
        await fs.promises.writeFile(beside, bytes);
        await fs.promises.rename(beside, absolute);
    } catch (problem) {
        await fs.promises.rm(beside, { force: true });
        throw fault('FileError', `The file “${shown}” cannot be written: ${problem.message}.`);
    }
}

// What is told of a file in a list.
function entryOf(absolute) {
    const { size, mtime } = fs.statSync(absolute);
    return { path: relative(absolute), name: path.basename(absolute), size, modified: toIso(mtime) };
}

module.exports = { resolve, resolveFolder, relative, needFile, read, utf8, prepareFolder, prepareFile, write, entryOf };
