// SPDX-License-Identifier: MIT-0
// Nodes that wait for an event, for a person or for a web service.
'use strict';

const { refuse } = require('./failures');
const { shortText, text, isGiven } = require('./values');
const { toDuration } = require('./durations');
const { AnyWait, Lane, cancel, poll } = require('./lanes');

// Waits for the first of these; whichever way it ends, the others are given up.
function* firstOf(waits) {
    try {
        yield new AnyWait(waits);
        return waits.find(poll);
    } finally {
        waits.forEach(cancel);
    }
}

// Gives the port by which the flow goes on, and what the event brought along.
function* waitForEvent(flow, { name, events, timeout }) {
    flow.step = name;
    const names = [];
    for (const event of events) {
        const isNew = typeof event === 'string' && event !== '' && !names.includes(event);
        if (names.length === 0 && text(event) === '')
            refuse('event', 'the event has no name.');
        if (names.length === 0 || isNew)
            names.push(text(event));
    }
    const limit = isGiven(timeout) ? toDuration(timeout, 'timeout') : undefined;
    const event = flow.run.mailbox.wait(names);
    const waits = [event];
    if (limit !== undefined && !event.poll())
        waits.push(flow.context.df.createTimer(flow.later(limit)));
    const winner = yield* firstOf(waits);
    if (winner !== event)
        return { port: 'timeout', output: null };
    return { port: names.length === 1 ? 'next' : event.event, output: event.take() };
}

function ladderOf(escalation) {
    if (!isGiven(escalation))
        return [];
    if (!Array.isArray(escalation))
        refuse('escalation', `it gave ${shortText(escalation)}; it must be a list.`);
    return escalation.map((step, index) => {
        const place = `escalation[${index}]`;
        if (step === null || typeof step !== 'object' || !('after' in step) || !('assignee' in step))
            refuse(place, 'it must have a time and an assignee.');
        return { after: toDuration(step.after, `${place}.after`), assignee: text(step.assignee) };
    });
}

function remindersOf(reminders) {
    if (!isGiven(reminders))
        return [];
    if (!Array.isArray(reminders))
        refuse('reminders', `it gave ${shortText(reminders)}; it must be a list.`);
    return reminders.map((wait, index) => toDuration(wait, `reminders[${index}]`));
}

// What the activity askForApproval gets: it tells the person, and how to answer.
function requestOf(flow, options) {
    const { name, outcomes, form, commentFor, due } = options;
    const request = {
        node: name,
        title: text(options.title) || name,
        description: text(options.description),
        assignee: text(options.assignee),
        group: text(options.group),
        outcomes: outcomes || [],
        form: form === undefined ? null : form,
        commentFor: (commentFor || []).filter((outcome) => typeof outcome === 'string'),
        due: isGiven(due) ? flow.after(due, 'due').toISOString() : null,
        instanceId: flow.instance.id,
        // The answer is an external event of that name. Its payload: { outcome, form?, comment?, by? }.
        event: `Answer ${name}${flow.iteration === '' ? '' : ` ${flow.iteration}`}`,
    };
    if (request.outcomes.length === 0)
        refuse('outcomes', 'there is no outcome to choose.');
    return request;
}

function answerOf(payload, outcomes) {
    const given = payload !== null && typeof payload === 'object' ? payload : { outcome: payload };
    const outcome = text(given.outcome);
    if (!outcomes.includes(outcome))
        refuse('outcomes', `${shortText(outcome)} was answered, which is none of the outcomes.`);
    const form = isGiven(given.form) ? given.form : {};
    return { port: outcome, output: { outcome, form, comment: text(given.comment), by: text(given.by) } };
}

// Reminds one person again and again. Nobody waits for the message: whether it could be shown changes nothing.
function* remind(flow, request, waits) {
    for (const wait of waits) {
        yield flow.context.df.createTimer(flow.later(wait));
        const who = request.assignee || request.group;
        const message = {
            title: request.title, text: who === '' ? 'Waits for an answer.' : `Waits for an answer from ${who}.`,
        };
        const { run } = flow;
        run.background.push(new Lane(run, (function* () { yield run.df.callActivity('notify', message); })()));
    }
    yield new AnyWait([]); // the answer ends it
}

// Asks a person, and others when there is no answer in time. Gives the port and the answer.
function* approval(flow, options) {
    flow.step = options.name;
    const request = requestOf(flow, options);
    const end = isGiven(options.timeout) ? flow.after(options.timeout, 'timeout').getTime() : Infinity;
    const ladder = ladderOf(options.escalation);
    const reminders = remindersOf(options.reminders);
    const answer = flow.run.mailbox.wait([request.event]);
    try {
        for (let step = 0; ; ++step) {
            yield flow.context.df.callActivity('askForApproval', { ...request });
            const next = step < ladder.length ? flow.later(ladder[step].after).getTime() : Infinity;
            const limit = Math.min(end, next);
            const timer = limit === Infinity ? [] : [flow.context.df.createTimer(new Date(limit))];
            const reminding = new Lane(flow.run, remind(flow, request, reminders));
            const winner = yield* firstOfAnswer(answer, timer, reminding);
            if (winner === answer)
                return answerOf(answer.take(), request.outcomes);
            if (limit === end)
                return { port: 'timeout', output: null };
            request.assignee = ladder[step].assignee;
            request.group = '';
        }
    } finally {
        answer.cancel();
    }
}

// As firstOf(), but the wait for the answer goes on after it.
function* firstOfAnswer(answer, timer, reminding) {
    try {
        yield new AnyWait([answer, ...timer, reminding]);
        return answer.poll() ? answer : timer[0];
    } finally {
        [...timer, reminding].forEach(cancel);
    }
}

module.exports = { waitForEvent, approval };
