// SPDX-License-Identifier: MIT-0
// Values of the workflow: plain data that nobody changes.
'use strict';

const { fault, refuse } = require('./failures');

function isPlain(value) {
    const prototype = Object.getPrototypeOf(value);
    return prototype === null || prototype === Object.prototype;
}

// Frozen to its depths. What is not data, such as the lock of an entity, is left alone.
function freezeData(value) {
    if (value === null || typeof value !== 'object' || Object.isFrozen(value))
        return value;
    if (!Array.isArray(value) && !isPlain(value))
        return value;
    Object.values(value).forEach(freezeData);
    return Object.freeze(value);
}

// Data that comes from outside: inputs, events, results. What looks like a secret in it must not become one when the
// data is handed on to an activity (secrets.js).
function fromOutside(value) {
    if (value === undefined || value === null)
        return null;
    if (typeof value === 'object' && !Array.isArray(value) && !isPlain(value))
        return value;
    const text = JSON.stringify(value);
    return text.includes('⟦secret:') ? freezeData(JSON.parse(text.replaceAll('⟦secret:', '⟦secret '))) : freezeData(value);
}

function notData(place, sentence) {
    const where = place ? ` at “${place.replace(/^\./, '')}” ` : ' ';
    return fault('ExpressionError', `The result${where}${sentence}`);
}

// Throws when the value would not be the same after a way through the history.
function checkData(value, place, depth) {
    if (typeof value === 'number' && !Number.isFinite(value))
        throw notData(place, `is ${value}, which is not a number that can be kept`);
    if (typeof value === 'function' || typeof value === 'symbol')
        throw notData(place, `is a ${typeof value}`);
    if (value === null || typeof value !== 'object' || value instanceof Date)
        return;
    if (depth > 150)
        throw notData(place, 'refers to itself or nests too deep');
    if (Array.isArray(value)) {
        value.forEach((item, index) => checkData(item, `${place}[${index}]`, depth + 1));
        return;
    }
    if (!isPlain(value))
        throw notData(place, 'is not plain data but an object of another kind');
    Object.keys(value).forEach((name) => checkData(value[name], `${place}.${name}`, depth + 1));
}

// The value as the history keeps it: a copy that is JSON and cannot be changed.
function keep(value) {
    if (value === undefined || value === null)
        return null;
    if (typeof value !== 'object') {
        checkData(value, '', 0);
        return value;
    }
    checkData(value, '', 0);
    return freezeData(JSON.parse(JSON.stringify(value)));
}

// For messages.
function shortText(value) {
    const text = typeof value === 'string' ? value : JSON.stringify(value === undefined ? null : value);
    const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
    return typeof value === 'string' ? `“${shown}”` : shown;
}

// The condition of an If.
function truth(value, field = 'condition') {
    if (typeof value !== 'boolean')
        refuse(field, `it gave ${shortText(value)}; it must give true or false.`);
    return value;
}

// A Switch compares texts.
function caseOf(value) {
    return typeof value === 'string' ? value : JSON.stringify(value === undefined ? null : value);
}

// The value of a field that is a text.
function text(value) {
    return value === undefined || value === null ? '' : caseOf(value);
}

function isGiven(value) {
    return value !== undefined && value !== null && value !== '';
}

module.exports = { keep, fromOutside, shortText, truth, caseOf, text, isGiven };
