// SPDX-License-Identifier: MIT-0
// The part of JSON Schema that the inputs of drawings use.
'use strict';

const { isDeepStrictEqual } = require('util');
const { parseDuration, parseInstant } = require('./durations');

const typeWords = {
    object: 'an object with named values', array: 'a list', string: 'a text', number: 'a number',
    integer: 'a whole number', boolean: 'true or false', null: 'null',
};

function isObject(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function hasType(value, type) {
    switch (type) {
    case 'object': return isObject(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    case 'null': return value === null;
    case 'string':
    case 'number':
    case 'boolean': return typeof value === type;
    default: return true;
    }
}

function valueWords(value) {
    return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}

function described(value) {
    if (isObject(value))
        return typeWords.object;
    if (Array.isArray(value))
        return typeWords.array;
    const words = valueWords(value);
    const shown = words.length > 40 ? `${words.slice(0, 40)}…` : words;
    return typeof value === 'string' ? `the text ${shown}` : shown;
}

// Adds what does not fit, as sentences, to `found`. `subject` is what the sentences call the value.
function check(value, schema, subject, found) {
    if (schema === false)
        found.push(`${subject} is not allowed here; remove it.`);
    if (!isObject(schema) || !checkType(value, schema, subject, found) || !checkChoice(value, schema, subject, found))
        return;
    if (typeof value === 'number')
        checkNumber(value, schema, subject, found);
    else if (typeof value === 'string')
        checkText(value, schema, subject, found);
    else if (Array.isArray(value))
        checkList(value, schema, subject, found);
    else if (isObject(value))
        checkObject(value, schema, subject, found);
}

function checkType(value, schema, subject, found) {
    if (schema.type === undefined)
        return true;
    const types = Array.isArray(schema.type) ? schema.type : [schema.type];
    if (types.some((type) => typeof type !== 'string' || hasType(value, type)))
        return true;
    const wanted = types.map((type) => typeWords[type] || type).join(' or ');
    found.push(value === null ? `${subject} has no value; enter ${wanted}.`
        : `${subject} is ${described(value)}; it must be ${wanted}.`);
    return false;
}

function checkChoice(value, schema, subject, found) {
    if (Array.isArray(schema.enum) && !schema.enum.some((choice) => isDeepStrictEqual(choice, value))) {
        found.push(`${subject} is ${valueWords(value)}, which is not one of the choices; use one of ` +
            `${schema.enum.map(valueWords).join(', ')}.`);
        return false;
    }
    if (schema.const !== undefined && !isDeepStrictEqual(schema.const, value)) {
        found.push(`${subject} must be ${valueWords(schema.const)}.`);
        return false;
    }
    return true;
}

function checkNumber(value, schema, subject, found) {
    if (value < schema.minimum)
        found.push(`${subject} is ${value}; it must be at least ${schema.minimum}.`);
    if (value <= schema.exclusiveMinimum)
        found.push(`${subject} is ${value}; it must be more than ${schema.exclusiveMinimum}.`);
    if (value > schema.maximum)
        found.push(`${subject} is ${value}; it must be at most ${schema.maximum}.`);
}

function checkText(value, schema, subject, found) {
    if (value.length < schema.minLength) {
        found.push(value === '' ? `${subject} is empty; fill it in.`
            : `${subject} is too short; it needs at least ${schema.minLength} characters.`);
        return;
    }
    if (value.length > schema.maxLength)
        found.push(`${subject} is too long; the limit is ${schema.maxLength} characters.`);
    const problem = formats[schema.format] && formats[schema.format](value);
    if (problem)
        found.push(problem);
}

function isAddress(value) {
    try {
        return new URL(value).protocol !== '';
    } catch (notAnAddress) {
        return false;
    }
}

const formats = {
    duration: (value) => parseDuration(value) === undefined &&
        `“${value}” is not a duration; write it like “72 h”, “90 min”, “10 s” or “PT72H”.`,
    'date-time': (value) => !parseInstant(value) &&
        `“${value}” is not a point in time; write it like 2026-11-22T08:30:00Z.`,
    date: (value) => !(/^\d{4}-\d\d-\d\d$/.test(value) && parseInstant(value)) &&
        `“${value}” is not a date; write it like 2026-11-22.`,
    email: (value) => !/^[^\s@<>,;"]+@[^\s@<>,;".]+(\.[^\s@<>,;".]+)*$/.test(value) &&
        `“${value}” is not a mail address; write it like anna@example.org.`,
    uri: (value) => !isAddress(value) &&
        `“${value}” is not a whole address; write it like https://example.org/page.`,
    identifier: (value) => !/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(value) &&
        `“${value}” cannot be used as a name here; start with a letter and use only letters, digits and _.`,
};

function checkList(value, schema, subject, found) {
    if (value.length < schema.minItems)
        found.push(`${subject} has ${value.length} entries; it needs at least ${schema.minItems}.`);
    if (value.length > schema.maxItems)
        found.push(`${subject} has ${value.length} entries; it may have at most ${schema.maxItems}.`);
    value.forEach((item, index) => check(item, schema.items, `Entry ${index + 1} of ${subject}`, found));
}

function memberWords(name, schema) {
    return `“${isObject(schema) && typeof schema.title === 'string' ? schema.title : name}”`;
}

function checkObject(value, schema, subject, found) {
    const properties = isObject(schema.properties) ? schema.properties : {};
    const others = schema.additionalProperties;
    for (const [name, member] of Object.entries(value)) {
        if (Object.hasOwn(properties, name))
            check(member, properties[name], memberWords(name, properties[name]), found);
        else if (others === false)
            found.push(`“${name}” is not known here; remove it or correct its name.`);
        else
            check(member, others, memberWords(name), found);
    }
    for (const name of Array.isArray(schema.required) ? schema.required : []) {
        if (typeof name !== 'string' || Object.hasOwn(value, name))
            continue;
        const member = Object.hasOwn(properties, name) ? properties[name] : undefined;
        const isChoice = isObject(member) && member.enum !== undefined;
        found.push(`${memberWords(name, member)} is missing; ${isChoice ? 'choose one' : 'fill it in'}.`);
    }
}

// What does not fit, as sentences.
function violations(value, schema) {
    const found = [];
    check(value, schema, 'This', found);
    return found;
}

// A copy in which missing members have the value that the schema gives them.
function applyDefaults(given, schema) {
    if (!isObject(schema))
        return given;
    const value = given === null && schema.properties !== undefined ? {} : given;
    if (Array.isArray(value))
        return schema.items === undefined ? value : value.map((item) => applyDefaults(item, schema.items));
    if (!isObject(value) || !isObject(schema.properties))
        return value;
    const result = { ...value };
    for (const [name, member] of Object.entries(schema.properties)) {
        if (Object.hasOwn(result, name))
            result[name] = applyDefaults(result[name], member);
        else if (isObject(member) && member.default !== undefined)
            result[name] = member.default;
    }
    return result;
}

module.exports = { violations, applyDefaults };
