// SPDX-License-Identifier: MIT-0
// Reads the rows of a CSV file: objects named by the first line, or lists.
'use strict';

const df = require('durable-functions');
const { activity, failure } = require('../../perdura');
const { Inputs, invalid } = require('../../perdura/inputs');
const { read, utf8 } = require('../../perdura/files');
const { needSeparator, splitCsv } = require('../../perdura/csv');

const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

// A number only when writing it again would lose nothing that matters: 007 stays a text.
function guessed(field) {
    if (field === '')
        return null;
    if (field === 'true' || field === 'false')
        return field === 'true';
    const parts = number.exec(field);
    const isExact = parts && parts[1].length + (parts[2] || '').length <= 15;
    return isExact && Number.isFinite(Number(field)) ? Number(field) + 0 : field;
}

function needNames(names, asked) {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
        throw new Error(`The first line names the column “${twice}” more than once.`);
    const missing = asked.filter((name) => !names.includes(name));
    if (missing.length > 0) {
        throw new Error(`The first line has no column “${missing.join('”, “')}”; it has ` +
            `“${names.join('”, “')}”.`);
    }
}

function rowsOf(text, { separator, hasHeader, guesses, columns }) {
    const lines = splitCsv(text, needSeparator(separator));
    const isNamedByFile = hasHeader && lines.length > 0;
    const names = isNamedByFile ? lines[0] : columns;
    if (isNamedByFile)
        needNames(names, columns);
    else if (hasHeader && columns.length > 0)
        throw new Error('The file is empty; it has no line with the columns.');
    const value = (field) => (guesses ? guessed(field) : field);
    const first = isNamedByFile ? 1 : 0;
    return lines.slice(first).map((fields, index) => {
        if (names.length === 0)
            return fields.map(value);
        if (fields.length > names.length) {
            throw new Error(`Row ${first + index + 1} has ${fields.length} fields for ${names.length} columns.`);
        }
        return Object.fromEntries(names.map((name, column) => [name, value(column < fields.length ? fields[column] : '')]));
    });
}

df.app.activity('csv_read', {
    handler: activity(async (given) => {
        const input = new Inputs(given);
        const path = input.text('path');
        const request = {
            separator: input.textOr('separator', ','),
            hasHeader: input.flagOr('header', true),
            guesses: input.oneOf('types', ['text', 'guess'], 'text') === 'guess',
            columns: input.textsOr('columns'),
        };
        if (new Set(request.columns).size < request.columns.length)
            throw invalid('The field “columns” has a name more than once.');
        const text = utf8(await read(path));
        if (text === undefined)
            throw failure('InvalidText', `The file “${path}” is not UTF-8 text. Save it as UTF-8.`);
        try {
            return rowsOf(text, request);
        } catch (problem) {
            throw failure('InvalidContent', `“${path}”: ${problem.message}`);
        }
    }),
});
