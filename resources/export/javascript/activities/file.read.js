// SPDX-License-Identifier: MIT-0
// Reads a file as text, JSON, CSV rows or Base64.
'use strict';

const df = require('durable-functions');
const { activity, failure } = require('../../perdura');
const { Inputs } = require('../../perdura/inputs');
const { read, utf8 } = require('../../perdura/files');
const { needSeparator, splitCsv } = require('../../perdura/csv');

function rowsOf(text, separator) {
    const [names = [], ...rows] = splitCsv(text, needSeparator(separator));
    return rows.map((fields, index) => {
        if (fields.length > names.length) {
            throw new Error(`Row ${index + 2} of the CSV text has ${fields.length} fields, the first line only ` +
                `${names.length}.`);
        }
        return Object.fromEntries(names.map((name, column) => [name, column < fields.length ? fields[column] : '']));
    });
}

df.app.activity('file_read', {
    handler: activity(async (given) => {
        const input = new Inputs(given);
        const path = input.text('path');
        const format = input.oneOf('as', ['text', 'json', 'csv', 'base64'], 'text');
        const separator = input.textOr('separator', ',');
        const bytes = await read(path);
        if (format === 'base64')
            return bytes.toString('base64');
        const text = utf8(bytes);
        if (text === undefined)
            throw failure('InvalidText', `The file “${path}” is not UTF-8 text. Read it as Base64, or save it as UTF-8.`);
        if (format === 'text')
            return text;
        try {
            return format === 'json' ? JSON.parse(text) : rowsOf(text, separator);
        } catch (problem) {
            throw failure('InvalidContent', `“${path}”: ${problem.message}`);
        }
    }),
});
