// SPDX-License-Identifier: MIT-0
// The next time of a schedule such as "0 8 * * MON-FRI", in the time zone that it means.
'use strict';

const { refuse } = require('./failures');
const { shortText } = require('./values');

const searchedYears = 8;
const dayLength = 86400000;

const parts = [
    { title: 'minute', least: 0, most: 59, names: [] },
    { title: 'hour', least: 0, most: 23, names: [] },
    { title: 'day of the month', least: 1, most: 31, names: [] },
    { title: 'month', least: 1, most: 12, names: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ') },
    { title: 'day of the week', least: 0, most: 7, names: 'SUN MON TUE WED THU FRI SAT'.split(' ') },
];

const spelledOut = {
    '@hourly': '0 * * * *', '@daily': '0 0 * * *', '@midnight': '0 0 * * *',
    '@weekly': '0 0 * * 0', '@monthly': '0 0 1 * *', '@yearly': '0 0 1 1 *',
};

function numberOf(text, part) {
    const name = part.names.indexOf(text.toUpperCase());
    const number = name >= 0 ? part.least + name : /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
    return number >= part.least && number <= part.most ? number : undefined;
}

// The numbers of "5", "MON-FRI", "*/15" or "10-30/5"; undefined when it is nothing of the kind.
function numbersOf(item, part) {
    const [range, stepText, ...more] = item.split('/');
    const step = stepText === undefined ? 1 : Number(stepText);
    if (more.length > 0 || !Number.isInteger(step) || step < 1)
        return undefined;
    let first = part.least;
    let last = part.most;
    if (range !== '*') {
        const ends = range.split('-');
        first = numberOf(ends[0], part);
        last = ends.length === 2 ? numberOf(ends[1], part) : first;
        if (ends.length > 2 || first === undefined || last === undefined || last < first)
            return undefined;
        if (ends.length === 1 && stepText !== undefined)
            last = part.most;
    }
    const numbers = [];
    for (let number = first; number <= last; number += step)
        numbers.push(number);
    return numbers;
}

function readPart(text, part) {
    const lists = text.split(',').map((item) => numbersOf(item, part));
    if (lists.includes(undefined)) {
        refuse('cron', `“${text}” is no ${part.title} of a schedule; write *, a number from ${part.least} to ` +
            `${part.most}, a range or a list.`);
    }
    return new Set(lists.flat());
}

function parseCron(text) {
    const given = String(text).trim().replace(/\s+/g, ' ');
    const fields = (spelledOut[given.toLowerCase()] || given).split(' ');
    if (fields.length !== 5) {
        refuse('cron', `“${given}” is no schedule; write minute, hour, day, month and day of the week, such as ` +
            '0 8 * * MON-FRI.');
    }
    const [minutes, hours, days, months, weekdays] = fields.map((field, index) => readPart(field, parts[index]));
    if (weekdays.has(7)) // Sunday has two numbers
        weekdays.add(0);
    return { minutes, hours, days, months, weekdays, anyDay: fields[2][0] === '*', anyWeekday: fields[4][0] === '*' };
}

// Local time minus UTC at that moment, in milliseconds.
function offsetReader(timeZone) {
    let format;
    try {
        format = new Intl.DateTimeFormat('en-US', {
            timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
            hour: 'numeric', minute: 'numeric', second: 'numeric',
        });
    } catch (unknown) {
        refuse('timeZone', `“${timeZone}” is no time zone; write it like Europe/Berlin.`);
    }
    return (time) => {
        const at = {};
        for (const { type, value } of format.formatToParts(new Date(time)))
            at[type] = Number(value);
        const local = Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);
        return local - Math.floor(time / 1000) * 1000;
    };
}

// The moment at which clocks of the zone show that local time; undefined when summer time skips it.
function momentOf(local, offsetAt) {
    const offsets = [offsetAt(local - dayLength), offsetAt(local + dayLength)];
    const moments = offsets.map((offset) => local - offset).filter((time) => offsetAt(time) === local - time);
    return moments.length === 0 ? undefined : Math.min(...moments);
}

function fitsDay(schedule, day) {
    const date = new Date(day);
    const fitsMonthDay = schedule.days.has(date.getUTCDate());
    const fitsWeekday = schedule.weekdays.has(date.getUTCDay());
    const either = !schedule.anyDay && !schedule.anyWeekday;
    return schedule.months.has(date.getUTCMonth() + 1) &&
        (either ? fitsMonthDay || fitsWeekday : fitsMonthDay && fitsWeekday);
}

// The next time after the date. Local times are counted as if they were UTC.
function nextOf(text, timeZone, after) {
    const schedule = parseCron(text);
    const offsetAt = offsetReader(timeZone || 'UTC');
    const begin = after.getTime() + offsetAt(after.getTime());
    const firstDay = Math.floor(begin / dayLength) * dayLength;
    const sorted = (set) => [...set].sort((a, b) => a - b);
    for (let day = firstDay; day <= firstDay + searchedYears * 366 * dayLength; day += dayLength) {
        if (!fitsDay(schedule, day))
            continue;
        for (const hour of sorted(schedule.hours)) {
            for (const minute of sorted(schedule.minutes)) {
                const local = day + (hour * 60 + minute) * 60000;
                // Only the change from summer time can bring an earlier local time up again.
                const moment = local < begin - 10800000 ? undefined : momentOf(local, offsetAt);
                if (moment !== undefined && moment > after.getTime())
                    return new Date(moment);
            }
        }
    }
    return refuse('cron', `${shortText(text)} has no next time; no day fits it.`);
}

module.exports = { parseCron, nextOf };
