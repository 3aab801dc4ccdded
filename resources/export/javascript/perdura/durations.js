// SPDX-License-Identifier: MIT-0
// Durations and points in time as texts. Durations are counted in microseconds, as whole numbers.
'use strict';

const { refuse } = require('./failures');
const { shortText } = require('./values');

const microsecondsPer = {
    ms: 1e3, s: 1e6, sec: 1e6, m: 6e7, min: 6e7, h: 3.6e9, d: 8.64e10, day: 8.64e10, days: 8.64e10, w: 6.048e11,
};
const longest = 3.2e17; // about 10,000 years

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const words = /^(\s*\d+(\.\d+)?\s*[A-Za-z]+\s*)+$/;

function microsecondsOf(text) {
    if (number.test(text))
        return Number(text) * 1e6;
    const parts = iso.exec(text);
    if (parts && text.length > 1 && !text.endsWith('T')) {
        const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part || 0));
        return weeks * 6.048e11 + days * 8.64e10 + hours * 3.6e9 + minutes * 6e7 + seconds * 1e6;
    }
    if (!words.test(text))
        return NaN;
    let total = 0;
    for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([A-Za-z]+)/g))
        total += Number(count) * (Object.hasOwn(microsecondsPer, unit.toLowerCase())
            ? microsecondsPer[unit.toLowerCase()] : NaN);
    return total;
}

// "72 h", "1 h 30 min", "PT5M" or a number of seconds; undefined for anything else.
function parseDuration(value) {
    if (typeof value !== 'string' && typeof value !== 'number')
        return undefined;
    const micros = microsecondsOf(String(value).trim());
    return micros >= 0 && micros <= longest ? Math.round(micros) : undefined;
}

function toDuration(value, field) {
    const micros = parseDuration(value);
    if (micros === undefined)
        refuse(field, `${shortText(value)} is not a duration; write it like 72 h, 90 min or 10 s.`);
    return micros;
}

// "1 h 30 min", with the two largest units.
function describeDuration(micros) {
    const two = (big, left, small) => (left > 0 ? `${big} ${left} ${small}` : big);
    const seconds = Math.floor(micros / 1e6);
    if (seconds < 1)
        return `${Math.floor(micros / 1e3)} ms`;
    if (seconds < 10)
        return `${Number((Math.floor(micros / 1e3) / 1000).toPrecision(3))} s`;
    if (seconds < 60)
        return `${seconds} s`;
    if (seconds < 3600)
        return two(`${Math.floor(seconds / 60)} min`, seconds % 60, 's');
    if (seconds < 86400)
        return two(`${Math.floor(seconds / 3600)} h`, Math.floor((seconds % 3600) / 60), 'min');
    return two(`${Math.floor(seconds / 86400)} d`, Math.floor((seconds % 86400) / 3600), 'h');
}

const instant = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?(?:\.(\d{1,9}))?\s*(Z|z|[+-]\d\d:?\d\d)?$/;

// The Date of a text like 2026-11-22T08:30:00Z; undefined when it is none. Without a zone it is in UTC.
function parseInstant(text) {
    const parts = typeof text === 'string' ? instant.exec(text) : null;
    if (!parts)
        return undefined;
    const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part || 0));
    const date = new Date(Date.UTC(year, month - 1, day));
    date.setUTCFullYear(year);
    const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    if (!isDay || hour > 23 || minute > 59 || second > 59)
        return undefined;
    const millisecond = Number((parts[7] || '').padEnd(3, '0').slice(0, 3));
    const zone = parts[8] || 'Z';
    const sign = zone[0] === '-' ? -1 : 1;
    const offset = zone.length > 1 ? sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) : 0;
    return new Date(date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millisecond);
}

// As the runs of the drawing write it, with six digits after the point.
function toIso(date) {
    return date.toISOString().replace('Z', '000Z');
}

module.exports = { parseDuration, toDuration, describeDuration, parseInstant, toIso };
