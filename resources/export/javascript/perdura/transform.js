// SPDX-License-Identifier: MIT-0
// The operations of json.transform.
'use strict';

const { fault } = require('./failures');
const { Inputs, invalid } = require('./inputs');

function kindOf(value) {
    if (value === null)
        return 'null';
    return Array.isArray(value) ? 'array' : typeof value;
}

function rankOf(value) {
    return ['null', 'boolean', 'number', 'string', 'array', 'object'].indexOf(kindOf(value));
}

function complain(sentence) {
    throw new Error(sentence);
}

function needList(value) {
    return Array.isArray(value) ? value : complain(`it needs a list, and the value is of the kind ${kindOf(value)}`);
}

function childOf(value, name) {
    if (kindOf(value) === 'object')
        return Object.hasOwn(value, name) ? value[name] : undefined;
    return Array.isArray(value) && /^\d+$/.test(name) ? value[Number(name)] : undefined;
}

// The member of that name, or what is at a JSON pointer; null when it is not there.
function fieldOf(item, field) {
    if (field === '')
        return item;
    if (field[0] !== '/')
        return kindOf(item) === 'object' && Object.hasOwn(item, field) ? item[field] : null;
    let value = item;
    for (const step of field.slice(1).split('/')) {
        value = childOf(value, step.replace(/~1/g, '/').replace(/~0/g, '~'));
        if (value === undefined)
            return null;
    }
    return value;
}

function order(one, other) {
    return one < other ? -1 : Number(other < one);
}

function bytesOrder(one, other) {
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

// null, false, true, numbers, texts, lists, objects.
function compare(a, b) {
    if (rankOf(a) !== rankOf(b))
        return rankOf(a) - rankOf(b);
    if (a !== null && typeof a === 'object')
        return bytesOrder(JSON.stringify(a), JSON.stringify(b));
    return typeof a === 'string' ? bytesOrder(a, b) : order(a, b);
}

const relations = ['equal', 'notEqual', 'less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'contains', 'startsWith',
    'present', 'absent'];

function isRelated(value, relation, other) {
    switch (relation) {
    case 'present': return value !== null;
    case 'absent': return value === null;
    case 'equal': return compare(value, other) === 0;
    case 'notEqual': return compare(value, other) !== 0;
    case 'contains':
        if (Array.isArray(value))
            return value.some((element) => compare(element, other) === 0);
        return typeof value === 'string' && typeof other === 'string' && value.includes(other);
    case 'startsWith': return typeof value === 'string' && typeof other === 'string' && value.startsWith(other);
    default:
    }
    const result = compare(value, other);
    const isOrdered = { less: result < 0, lessOrEqual: result <= 0, greater: result > 0, greaterOrEqual: result >= 0 };
    return rankOf(value) === rankOf(other) && isOrdered[relation];
}

// Changes the object, or each object of the list.
function changeObjects(value, change) {
    if (kindOf(value) === 'object')
        return change(value);
    if (!Array.isArray(value))
        complain(`it needs an object or a list, and the value is of the kind ${kindOf(value)}`);
    return value.map((item, index) => (kindOf(item) === 'object' ? change(item)
        : complain(`item ${index + 1} is not an object but of the kind ${kindOf(item)}`)));
}

function pick(value, step) {
    const fields = step.textsOr('fields');
    return changeObjects(value, (object) => Object.fromEntries(fields.filter((field) => Object.hasOwn(object, field))
        .map((field) => [field, object[field]])));
}

function omit(value, step) {
    const fields = step.textsOr('fields');
    return changeObjects(value, (object) =>
        Object.fromEntries(Object.entries(object).filter(([name]) => !fields.includes(name))));
}

function rename(value, step) {
    const names = new Map(step.pairsOr('fields'));
    return changeObjects(value, (object) => Object.fromEntries(Object.entries(object)
        .map(([name, member]) => [names.has(name) ? names.get(name) : name, member])));
}

function filter(value, step) {
    const field = step.textOr('field', '');
    const relation = step.oneOf('is', relations, 'equal');
    const other = step.any('value');
    return needList(value).filter((item) => isRelated(fieldOf(item, field), relation, other));
}

function sort(value, step) {
    const by = step.textOr('by', '');
    const sign = step.flagOr('descending', false) ? -1 : 1;
    return [...needList(value)].sort((a, b) => sign * compare(fieldOf(a, by), fieldOf(b, by)));
}

function group(value, step) {
    const by = step.text('by');
    const groups = [];
    for (const item of needList(value)) {
        const key = fieldOf(item, by);
        const known = groups.find((each) => compare(each.key, key) === 0);
        if (known)
            known.items.push(item);
        else
            groups.push({ key, items: [item] });
    }
    return groups;
}

function map(value, step) {
    const field = step.textOr('field', '');
    const fields = step.pairsOr('fields');
    return needList(value).map((item) => (fields.length === 0 ? fieldOf(item, field)
        : Object.fromEntries(fields.map(([name, source]) => [name, fieldOf(item, source)]))));
}

function unique(value, step) {
    const by = step.textOr('by', '');
    const known = [];
    return needList(value).filter((item) => {
        const key = fieldOf(item, by);
        const isNew = !known.some((each) => compare(each, key) === 0);
        known.push(key);
        return isNew;
    });
}

function limit(value, step) {
    const count = step.wholeNumberOr('count', -1, 0, 1e9);
    const skip = step.wholeNumberOr('skip', 0, 0, 1e9);
    return needList(value).slice(skip, skip + count);
}

function sum(value, step) {
    const field = step.textOr('field', '');
    return needList(value).reduce((total, item, index) => {
        const number = fieldOf(item, field);
        if (number !== null && typeof number !== 'number')
            complain(`the value of item ${index + 1} is not a number but of the kind ${kindOf(number)}`);
        return total + (number || 0);
    }, 0);
}

function count(value) {
    if (value === null || typeof value !== 'object')
        complain(`it needs an object or a list, and the value is of the kind ${kindOf(value)}`);
    return Object.keys(value).length;
}

const operations = {
    pick: { members: ['fields'], required: 'fields', apply: pick },
    omit: { members: ['fields'], required: 'fields', apply: omit },
    rename: { members: ['fields'], required: 'fields', apply: rename },
    filter: { members: ['field', 'is', 'value'], apply: filter },
    sort: { members: ['by', 'descending'], apply: sort },
    group: { members: ['by'], apply: group },
    map: { members: ['field', 'fields'], apply: map },
    flatten: { members: [], apply: (value) => needList(value).flat() },
    unique: { members: ['by'], apply: unique },
    limit: { members: ['count', 'skip'], required: 'count', apply: limit },
    sum: { members: ['field'], apply: sum },
    count: { members: [], apply: count },
};

// Why the step is not one of the operation; undefined when it is.
function complaintAbout(step, { members, required }) {
    const unknown = Object.keys(step).find((member) => member !== 'op' && !members.includes(member));
    if (unknown !== undefined)
        return `“${unknown}” is not known here`;
    if (required && !Object.hasOwn(step, required))
        return `“${required}” is missing`;
    if (step.op === 'map' && Object.hasOwn(step, 'field') === Object.hasOwn(step, 'fields'))
        return 'it needs either “field” or “fields”';
    return undefined;
}

function applyStep(value, step, index) {
    const name = kindOf(step) === 'object' && typeof step.op === 'string' ? step.op : '';
    if (!Object.hasOwn(operations, name)) {
        throw invalid(`Step ${index + 1} needs an “op” that is one of ${Object.keys(operations).join(', ')}.`);
    }
    const place = `Step ${index + 1} (${name})`;
    const complaint = complaintAbout(step, operations[name]);
    if (complaint)
        throw invalid(`${place}: ${complaint}.`);
    try {
        return operations[name].apply(value, new Inputs(step));
    } catch (problem) {
        const isInput = problem.type === 'InvalidInput';
        throw fault(isInput ? 'InvalidInput' : 'TransformError', `${place}: ${problem.message.replace(/\.$/, '')}.`);
    }
}

// The value after all steps.
function transform(value, steps) {
    if (!Array.isArray(steps))
        throw invalid('The field “steps” must be a list of objects.');
    return steps.reduce(applyStep, value);
}

module.exports = { transform };
