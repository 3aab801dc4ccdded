// SPDX-License-Identifier: MIT-0
// How activities read their input. What is wrong with it is a failure with a sentence for people.
'use strict';

const { fault } = require('./failures');
const { parseDuration } = require('./durations');

function invalid(message) {
    return fault('InvalidInput', message);
}

function asText(value) {
    if (typeof value === 'string')
        return value;
    return typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(value) : undefined;
}

class Inputs {
    constructor(input) {
        if (input !== null && input !== undefined && (typeof input !== 'object' || Array.isArray(input)))
            throw invalid('The input must be an object with the fields of the activity.');
        this.input = input || {};
    }

    any(member) {
        const value = Object.hasOwn(this.input, member) ? this.input[member] : null;
        return value === undefined ? null : value;
    }

    reject(member, need) {
        throw invalid(`The field “${member}” ${need}.`);
    }

    text(member) {
        const value = this.textOr(member, '');
        return value === '' ? this.reject(member, 'is empty; fill it in') : value;
    }

    textOr(member, otherwise) {
        const value = this.any(member);
        if (value === null)
            return otherwise;
        const text = asText(value);
        return text === undefined ? this.reject(member, 'must be a text') : text;
    }

    flagOr(member, otherwise) {
        const value = this.any(member);
        if (value === null)
            return otherwise;
        return typeof value === 'boolean' ? value : this.reject(member, 'must be true or false');
    }

    // In milliseconds.
    durationOr(member, otherwise) {
        const value = this.any(member);
        if (value === null || value === '')
            return otherwise;
        const micros = parseDuration(asText(value));
        return micros > 0 ? micros / 1000 : this.reject(member, 'must be a duration such as “30 s” or “5 min”');
    }

    numberOr(member, otherwise, least, most) {
        const value = this.any(member);
        if (value === null)
            return otherwise;
        const fits = typeof value === 'number' && value >= least && value <= most;
        return fits ? value : this.reject(member, `must be a number from ${least} to ${most}`);
    }

    wholeNumberOr(member, otherwise, least, most) {
        const value = this.any(member);
        if (value === null)
            return otherwise;
        const fits = Number.isInteger(value) && value >= least && value <= most;
        return fits ? value : this.reject(member, `must be a whole number from ${least} to ${most}`);
    }

    textsOr(member) {
        const value = this.any(member);
        if (value === null)
            return [];
        const texts = Array.isArray(value) ? value.map(asText) : [undefined];
        return texts.includes(undefined) ? this.reject(member, 'must be a list of texts') : texts;
    }

    pairsOr(member) {
        const value = this.any(member);
        if (value === null)
            return [];
        const isObject = typeof value === 'object' && !Array.isArray(value);
        const pairs = isObject ? Object.entries(value).map(([name, each]) => [name, asText(each)]) : [[, undefined]];
        return pairs.some(([, text]) => text === undefined) ? this.reject(member, 'must be an object of texts') : pairs;
    }

    oneOf(member, choices, otherwise) {
        const text = this.textOr(member, otherwise);
        return choices.includes(text) ? text : this.reject(member, `must be one of ${choices.join(', ')}`);
    }
}

module.exports = { Inputs, invalid };
