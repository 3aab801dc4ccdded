// SPDX-License-Identifier: MIT-0
// What copying and moving a file have in common.
'use strict';

const fs = require('fs');
const path = require('path');
const { fault } = require('./failures');
const { Inputs, invalid } = require('./inputs');
const { resolve, relative, needFile, prepareFolder } = require('./files');

const maxNumber = 10000;

function targetTaken(shown) {
    return fault('FileExists', `“${shown}” exists already. Choose another name, or what is to become of it.`);
}

function isTaken(file) {
    return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

// "report.csv" is "report (2).csv".
function numbered(file, number) {
    const { dir, name, ext } = path.parse(file);
    return path.join(dir, `${name} (${number})${ext}`);
}

// Where from and where to. The target may be a folder, in which the file keeps its name.
async function readTransfer(given) {
    const input = new Inputs(given);
    const shownFrom = input.text('from');
    const shownTo = input.text('to');
    const ifExists = input.oneOf('ifExists', ['fail', 'replace', 'number'], 'fail');
    const createFolders = input.flagOr('createFolders', true);
    const from = resolve(shownFrom);
    let to = resolve(shownTo);
    const facts = fs.statSync(to, { throwIfNoEntry: false });
    if (shownTo.endsWith('/') || (facts && facts.isDirectory()))
        to = resolve(path.join(to, path.basename(from)));
    if (from === to)
        throw invalid(`“${shownFrom}” and “${shownTo}” are the same file.`);
    needFile(from, shownFrom);
    if (ifExists === 'fail' && isTaken(to)) // before a large file is copied for nothing
        throw targetTaken(shownTo);
    await prepareFolder(to, shownTo, createFolders);
    return { from, to, shownFrom, shownTo, ifExists };
}

// Gives a file its place; `file` is the one to move there. Never replaces one that it may not.
async function place(file, { to, shownFrom, shownTo, ifExists }) {
    const most = ifExists === 'number' ? maxNumber : 1;
    for (let number = 1; number <= most; ++number) {
        const target = number === 1 ? to : numbered(to, number);
        if (ifExists !== 'replace' && isTaken(target))
            continue;
        try {
            await fs.promises.rename(file, target);
        } catch (problem) {
            if (problem.code === 'EXDEV')
                throw problem;
            throw fault('FileError', `“${shownFrom}” cannot be put at “${shownTo}”: ${problem.message}.`);
        }
        return { path: relative(target), bytes: fs.statSync(target).size };
    }
    throw targetTaken(shownTo);
}

// The copy appears whole or not at all.
async function copyAndPlace(transfer) {
    const { from, to, shownFrom, shownTo } = transfer;
    const beside = path.join(path.dirname(to), `.perdura-${process.pid}-${Date.now()}.part`);
    try {
        await fs.promises.copyFile(from, beside);
        const { atime, mtime } = fs.statSync(from);
        await fs.promises.utimes(beside, atime, mtime);
    } catch (problem) {
        await fs.promises.rm(beside, { force: true });
        throw fault('FileError', `“${shownFrom}” cannot be copied to “${shownTo}”: ${problem.message}.`);
    }
    try {
        return await place(beside, transfer);
    } finally {
        await fs.promises.rm(beside, { force: true });
    }
}

module.exports = { readTransfer, place, copyAndPlace };
