// SPDX-License-Identifier: MIT-0
// CSV as the activities read and write it.
'use strict';

const { fault } = require('./failures');

function needSeparator(separator) {
    if (separator.length !== 1 || '"\r\n'.includes(separator))
        throw fault('InvalidInput', 'The separator of CSV must be one character, such as , or ;');
    return separator;
}

// The rows of the text as lists of fields. Lines with nothing in them are left out.
function splitCsv(text, separator) {
    const rows = [];
    let row = [];
    let field = '';
    let isQuoted = false;
    let wasQuoted = false;
    const endField = () => {
        row.push(field);
        field = '';
        wasQuoted = false;
    };
    const endRow = () => {
        if (row.length > 0 || field !== '' || wasQuoted) {
            endField();
            rows.push(row);
            row = [];
        }
    };
    for (let i = text.startsWith('\uFEFF') ? 1 : 0; i < text.length; ++i) {
        const sign = text[i];
        const next = text[i + 1];
        if (isQuoted && sign === '"' && next === '"') {
            field += sign;
            i += 1;
        } else if (isQuoted && sign === '"') {
            isQuoted = false;
        } else if (isQuoted) {
            field += sign;
        } else if (sign === '"' && field === '') {
            isQuoted = true;
            wasQuoted = true;
        } else if (sign === separator) {
            endField();
        } else if (sign === '\n' || sign === '\r') {
            endRow();
            i += sign === '\r' && next === '\n' ? 1 : 0;
        } else {
            field += sign;
        }
    }
    if (isQuoted)
        throw fault('InvalidContent', `The CSV text ends within a quoted field, in row ${rows.length + 1}.`);
    endRow();
    return rows;
}

function csvLine(fields, separator) {
    const isUnsafe = (field) => field.includes(separator) || /["\r\n]/.test(field) ||
        (field === '' && fields.length === 1); // which would be left out when it is read
    const line = fields.map((field) => (isUnsafe(field) ? `"${field.replace(/"/g, '""')}"` : field)).join(separator);
    return `${line}\r\n`;
}

module.exports = { needSeparator, splitCsv, csvLine };
