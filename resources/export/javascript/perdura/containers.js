// SPDX-License-Identifier: MIT-0
// Nodes that hold several flows, or one flow several times.
'use strict';

const { toFailure, fault, refuse, reworded } = require('./failures');
const { shortText, text, isGiven } = require('./values');
const { Lane, runLanes } = require('./lanes');
const { walk } = require('./flow');

const maxListedFailures = 100;

// A failure that a container gives as the result of one of its flows.
function collected({ type, message }) {
    return { error: { type, message } };
}

function wholeNumber(value, field, least, most, otherwise, words) {
    if (!isGiven(value))
        return otherwise;
    if (!Number.isInteger(value) || value < least || value > most)
        refuse(field, `it gave ${shortText(value)}; it must be a whole number ${words}.`);
    return value;
}

function onFailureOf(value) {
    const word = text(value) || 'finish';
    if (!['finish', 'stop', 'collect'].includes(word))
        refuse('onFailure', `${shortText(word)} is none of finish, stop and collect.`);
    return word;
}

// The failure of the whole: that of the item that failed first, and a list of all.
function failureOfItems(failures, count) {
    const [first] = failures;
    return fault(first.failed.type, `item ${first.index + 1} of ${count}: ${first.failed.message}`, {
        failed: failures.length,
        failures: failures.slice(0, maxListedFailures)
            .map(({ index, failed }) => ({ index, type: failed.type, message: failed.message })),
    });
}

// Runs the body for each item, so many at a time. The next begins as soon as one has ended.
function* forEach(flow, { name, items, parallelism, onFailure, tolerate }, body) {
    flow.step = name;
    if (!Array.isArray(items))
        refuse('items', `it gave ${shortText(items)}; it must give a list.`);
    const atOnce = Math.min(wholeNumber(parallelism, 'parallelism', 1, 10000, 10, 'from 1 to 10000'), items.length);
    const way = onFailureOf(onFailure);
    const tolerated = wholeNumber(tolerate, 'tolerate', 0, Infinity, 0, 'from 0');
    const results = items.map(() => null);
    const failures = [];
    const hasFailed = () => way !== 'collect' && failures.length > tolerated;
    let next = 0;

    function begin() {
        if (next >= items.length || (way === 'stop' && hasFailed()))
            return undefined;
        const index = next++;
        const iteration = flow.iteration === '' ? String(index) : `${flow.iteration}/${index}`;
        const inner = flow.inner({ item: items[index], index, last: items[index], iteration });
        const lane = new Lane(flow.run, walk(inner, body));
        lane.index = index;
        return lane;
    }

    function end(lane) {
        if (!lane.hasFailed) {
            results[lane.index] = lane.result;
            return begin();
        }
        const failed = toFailure(lane.result);
        failures.push({ index: lane.index, failed });
        if (failed.isRunaway)
            throw reworded(failed, failureOfItems(failures, items.length).message);
        if (way === 'collect')
            results[lane.index] = collected(failed);
        return begin();
    }

    const lanes = [];
    while (lanes.length < atOnce) {
        const lane = begin();
        if (!lane)
            break;
        lanes.push(lane);
        // One that has ended at once must be known before the next begins: it may say that none does.
        if (way === 'stop' && lane.isEnded && lane.hasFailed)
            break;
    }
    yield* runLanes(flow.run, lanes, { onEnd: end });
    if (hasFailed())
        throw failureOfItems(failures, items.length);
    return results;
}

function startLanes(flow, lanes) {
    const names = Object.keys(lanes);
    if (names.length === 0)
        refuse('steps', 'there is no node inside that no edge leads to.');
    return names.map((name) => {
        const lane = new Lane(flow.run, walk(flow.inner(), lanes[name]));
        lane.name = name;
        return lane;
    });
}

// Runs all lanes at the same time and waits for so many of them; the others are given up.
function* parallel(flow, { name, waitFor, onFailure }, lanes) {
    flow.step = name;
    const collects = text(onFailure) === 'collect';
    const count = Object.keys(lanes).length;
    const words = `from 1 to the number of lanes, ${count}`;
    const wanted = wholeNumber(waitFor, 'waitFor', 1, count, count, words);
    const begun = startLanes(flow, lanes);
    const results = new Map();
    yield* runLanes(flow.run, begun, {
        isEnough: () => results.size >= wanted,
        onEnd(lane) {
            if (!lane.hasFailed) {
                results.set(lane.name, lane.result);
                return;
            }
            const failed = toFailure(lane.result);
            if (!collects || failed.isRunaway)
                throw failed;
            results.set(lane.name, collected(failed));
        },
    });
    return Object.fromEntries(Object.keys(lanes).filter((lane) => results.has(lane))
        .map((lane) => [lane, results.get(lane)]));
}

// Runs all lanes at the same time until the first has ended; the others are given up, or go on (`others`: keep).
function* race(flow, { name, others }, lanes) {
    flow.step = name;
    const begun = startLanes(flow, lanes);
    let winner;
    yield* runLanes(flow.run, begun, {
        isEnough: () => winner !== undefined,
        onEnd: (lane) => { winner = lane; },
        keepsOpen: () => others === 'keep' && !winner.hasFailed,
    });
    return { lane: winner.name, output: winner.take() };
}

module.exports = { forEach, parallel, race };
