// SPDX-License-Identifier: MIT-0
// Writes rows as a CSV file, in one step, or puts them behind the rows that are there.
'use strict';

const fs = require('fs');
const df = require('durable-functions');
const { activity, failure } = require('../../perdura');
const { Inputs, invalid } = require('../../perdura/inputs');
const { resolve, write, prepareFile } = require('../../perdura/files');
const { needSeparator, csvLine } = require('../../perdura/csv');

function isObject(row) {
    return row !== null && typeof row === 'object' && !Array.isArray(row);
}

// Why the rows cannot be written; undefined when they can.
function complaintAbout(row, index, rows, columns) {
    const place = `Row ${index + 1}`;
    if (!isObject(row) && !Array.isArray(row))
        return `${place} is neither an object nor a list.`;
    if (isObject(row) !== isObject(rows[0]))
        return `${place} is of another kind than the first: use only objects or only lists.`;
    if (Array.isArray(row) && row.length === 0)
        return `${place} is an empty list; CSV cannot tell such a row.`;
    if (Array.isArray(row) && columns.length > 0 && row.length > columns.length)
        return `${place} has ${row.length} values for ${columns.length} columns.`;
    return undefined;
}

// Spreadsheets take a text that begins so for a formula.
function guarded(text) {
    return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function tableOf(rows, { columns: asked, separator, guards }) {
    if (!Array.isArray(rows))
        throw invalid('The field “rows” must be a list of objects or of lists.');
    rows.forEach((row, index) => {
        const complaint = complaintAbout(row, index, rows, asked);
        if (complaint)
            throw invalid(complaint);
    });
    const hasObjects = rows.length > 0 && isObject(rows[0]);
    const columns = asked.length === 0 && hasObjects ? [...new Set(rows.flatMap(Object.keys))] : asked;
    if (hasObjects && columns.length === 0)
        throw invalid('The rows have no members, so there are no columns.');
    const field = (value) => {
        if (value === null || value === undefined)
            return '';
        if (typeof value !== 'string')
            return JSON.stringify(value);
        return guards ? guarded(value) : value;
    };
    const fields = (row) => (Array.isArray(row) ? row.map(field) : columns.map((name) =>
        (Object.hasOwn(row, name) ? field(row[name]) : '')));
    return {
        header: columns.length > 0 ? csvLine(columns, separator) : '',
        lines: rows.map((row) => csvLine(fields(row), separator)).join(''),
    };
}

// A new file begins with the names, and a last line without end gets one.
async function append(absolute, shown, { header, lines }) {
    await prepareFile(absolute, shown);
    try {
        const before = fs.existsSync(absolute) ? await fs.promises.readFile(absolute) : Buffer.alloc(0);
        const isOpen = before.length > 0 && lines !== '' && before[before.length - 1] !== 10;
        await fs.promises.appendFile(absolute, (before.length === 0 ? header : isOpen ? '\r\n' : '') + lines);
    } catch (problem) {
        throw failure('FileError', `The file “${shown}” cannot be written: ${problem.message}.`);
    }
}

df.app.activity('csv_write', {
    handler: activity(async (given) => {
        const input = new Inputs(given);
        const path = input.text('path');
        const hasHeader = input.flagOr('header', true);
        const appends = input.flagOr('append', false);
        const rows = input.any('rows');
        const table = tableOf(rows, {
            columns: input.textsOr('columns'),
            separator: needSeparator(input.textOr('separator', ',')),
            guards: input.flagOr('guardFormulas', false),
        });
        if (!hasHeader)
            table.header = '';
        const absolute = resolve(path);
        if (appends)
            await append(absolute, path, table);
        else
            await write(absolute, path, Buffer.from(table.header + table.lines));
        return { path, rows: rows.length };
    }),
});
