// SPDX-License-Identifier: GPL-3.0-or-later
// Helpers for durations and dates. See arguments.js.

// ---- Durations, in whole microseconds as the program counts them.

var microsecondsPer = { ms: 1e3, s: 1e6, sec: 1e6, m: 6e7, min: 6e7, h: 3.6e9, d: 8.64e10, day: 8.64e10, days: 8.64e10,
                        w: 6.048e11 };
var maxMicroseconds = 3.2e17; // as everywhere in the program: about 10,000 years

// What the program reads as a duration; NaN for anything else.
function microsecondsOf(text) {
    if (/^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
        return Number(text) * 1e6;
    var iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
    if (iso && /\d[A-Z]$/.test(text))
        return (iso[1] || 0) * 6.048e11 + (iso[2] || 0) * 8.64e10 + (iso[3] || 0) * 3.6e9 + (iso[4] || 0) * 6e7 +
               (iso[5] || 0) * 1e6;
    if (!/^(\d+(\.\d+)?\s*[a-z]+\s*)+$/i.test(text))
        return NaN;
    return text.match(/\d+(\.\d+)?\s*[a-z]+/gi).reduce(function (total, part) {
        var unit = /[a-z]+$/i.exec(part)[0].toLowerCase();
        return hasOwn.call(microsecondsPer, unit) ? total + parseFloat(part) * microsecondsPer[unit] : NaN;
    }, 0);
}

function needDuration(duration, caller) {
    var isNegative = duration < 0;
    var micros = typeof duration === "number" ? Math.abs(duration) * 1e6 : NaN;
    if (typeof duration === "string" && duration.length <= 100) {
        var text = duration.trim();
        isNegative = text[0] === "-";
        micros = microsecondsOf(isNegative ? text.slice(1).trim() : text);
    }
    if (!(micros <= maxMicroseconds))
        throw wrong(caller, "duration", "like “2 h”, “1 h 30 min”, “-3 d” or “PT90S”, or a number of seconds", duration);
    return isNegative ? -Math.round(micros) : Math.round(micros);
}

// seconds("1 h 30 min") is 5400, seconds("-500 ms") is -0.5.
define(global, "seconds", function (duration) { return needDuration(duration, "seconds") / 1e6 || 0; });

// formatDuration(5400) is "1 h 30 min": all units down to the fraction of a second, so that nothing is lost.
define(global, "formatDuration", function (duration) {
    var micros = needDuration(duration, "formatDuration");
    var left = Math.abs(micros);
    var words = [["d", 8.64e10], ["h", 3.6e9], ["min", 6e7]].map(function (unit) {
        var count = Math.floor(left / unit[1]);
        left -= count * unit[1];
        return count > 0 ? count + " " + unit[0] : "";
    }).filter(function (word) { return word !== ""; });
    if (left > 0 || words.length === 0)
        words.push(left / 1e6 + " s");
    return (micros < 0 ? "-" : "") + words.join(" ");
});

// ---- Dates. Texts go in and come out, in the form of `now`, so that they can be compared with it as texts. An
// instant is { seconds, micros }, because one number does not hold microseconds up to the year 9999.

var monthNames = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December"];
var dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function digits(number, count) { return String(number).padStart(count, "0"); }

function daysIn(year, month) {
    var isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

// From 1970 to the beginning of a day; NaN when the calendar has no such day.
function secondsTo(year, month, day) {
    if (!(year >= 1 && year <= 9999 && day >= 1 && day <= daysIn(year, month)))
        return NaN;
    return new Date(0).setUTCFullYear(year, month - 1, day) / 1000;
}

function secondsOfDay(hour, minute, second) {
    return hour < 24 && minute < 60 && second < 60 ? hour * 3600 + minute * 60 + second : NaN;
}

// "+02:00" as seconds; NaN when it is no offset.
function offsetOf(text) {
    var parts = /^(?:[Zz]|([+-])(0\d|1[0-8]):?([0-5]\d))$/.exec(text);
    if (!parts)
        return NaN;
    return parts[1] ? Number(parts[1] + "1") * (parts[2] * 3600 + parts[3] * 60) : 0;
}

function needOffset(offset, caller) {
    var seconds = offset === undefined ? 0 : typeof offset === "string" ? offsetOf(offset) : NaN;
    if (seconds !== seconds)
        throw wrong(caller, "offset", "like “+02:00”", offset);
    return seconds;
}

function instantOf(text) {
    var parts = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|z|[+-]\d\d:?\d\d)?$/
        .exec(text);
    if (!parts)
        return null;
    var seconds = secondsTo(+parts[1], +parts[2], +parts[3]) +
        secondsOfDay(+(parts[4] || 0), +(parts[5] || 0), +(parts[6] || 0)) - offsetOf(parts[8] || "Z");
    return seconds === seconds ? { seconds: seconds, micros: +(parts[7] || "").padEnd(6, "0").slice(0, 6) } : null;
}

function needInstant(date, caller, argument) {
    var text = date instanceof Date && !isNaN(date.getTime()) ? date.toISOString() : date;
    var instant = typeof text === "string" && text.length <= 64 ? instantOf(text) : null;
    if (!instant)
        throw wrong(caller, argument, "like “2026-11-22” or “2026-11-22T08:30:00Z”", date);
    return instant;
}

function toIso(seconds, micros, caller) {
    if (!(seconds >= -62135596800 && seconds < 253402300800))
        throw new RangeError(caller + ": the result is not within the years 1 to 9999");
    return new Date(seconds * 1000).toISOString().slice(0, 19) + "." + digits(micros, 6) + "Z";
}

// addTime("2026-11-22T08:30:00Z", "2 h") is "2026-11-22T10:30:00.000000Z"; "-3 d" goes back.
define(global, "addTime", function (date, duration) {
    var from = needInstant(date, "addTime", "date");
    var micros = needDuration(duration, "addTime");
    var rest = micros % 1e6;
    var seconds = from.seconds + (micros - rest) / 1e6;
    rest += from.micros;
    var carry = Math.floor(rest / 1e6);
    return toIso(seconds + carry, rest - carry * 1e6, "addTime");
});

// addMonths("2026-01-31", 1) is "2026-02-28T00:00:00.000000Z": the same day and time, or the last day of the month.
define(global, "addMonths", function (date, months, offset) {
    var from = needInstant(date, "addMonths", "date");
    needWhole(months, "addMonths", "months", -120000, 120000);
    var shift = needOffset(offset, "addMonths");
    var local = new Date((from.seconds + shift) * 1000);
    var total = local.getUTCFullYear() * 12 + local.getUTCMonth() + months;
    var year = Math.floor(total / 12);
    var month = total - year * 12 + 1;
    var day = secondsTo(year, month, Math.min(local.getUTCDate(), daysIn(year, month)));
    var time = secondsOfDay(local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds());
    return toIso(day + time - shift, from.micros, "addMonths");
});

// timeBetween("2026-11-22", "2026-11-23") is 86400; negative when the second date is the earlier one.
define(global, "timeBetween", function (from, to) {
    var first = needInstant(from, "timeBetween", "from");
    var second = needInstant(to, "timeBetween", "to");
    return second.seconds - first.seconds + (second.micros - first.micros) / 1e6;
});

var unitStarts = {
    minute: function (local) { return local - (local % 60 + 60) % 60; },
    hour: function (local) { return local - (local % 3600 + 3600) % 3600; },
    day: function (local) { return local - (local % 86400 + 86400) % 86400; },
    week: function (local) { return unitStarts.day(local) - (new Date(local * 1000).getUTCDay() + 6) % 7 * 86400; },
    month: function (local, date) { return secondsTo(date.getUTCFullYear(), date.getUTCMonth() + 1, 1); },
    year: function (local, date) { return secondsTo(date.getUTCFullYear(), 1, 1); }
};

// startOf("2026-11-22T08:30:00Z", "month") is "2026-11-01T00:00:00.000000Z". Weeks begin on Monday.
define(global, "startOf", function (date, unit, offset) {
    var instant = needInstant(date, "startOf", "date");
    if (typeof unit !== "string" || !hasOwn.call(unitStarts, unit))
        throw wrong("startOf", "unit", "“minute”, “hour”, “day”, “week”, “month” or “year”", unit);
    var shift = needOffset(offset, "startOf");
    var local = instant.seconds + shift;
    return toIso(unitStarts[unit](local, new Date(local * 1000)) - shift, 0, "startOf");
});

// What the parts of a pattern write, given the date in its offset; and what they read, into the fields of a date.
function numberPart(pattern, field, write) {
    return { write: write, pattern: pattern, read: function (text, fields) { fields[field] = +text; } };
}
function namePart(names, length, field, first, write) {
    var given = names.map(function (name) { return length ? name.slice(0, length) : name; });
    return {
        write: function (date) { return given[write(date)]; },
        pattern: new RegExp("^(?:" + given.join("|") + ")", "i"),
        read: function (text, fields) {
            var small = text.toLowerCase();
            fields[field] = first + given.findIndex(function (name) { return name.toLowerCase() === small; });
        }
    };
}
function monthOf(date) { return date.getUTCMonth(); }
function weekdayOf(date) { return date.getUTCDay(); }
function offsetText(shift) {
    var minutes = Math.abs(shift) / 60;
    return shift === 0 ? "Z"
        : (shift < 0 ? "-" : "+") + digits(Math.floor(minutes / 60), 2) + ":" + digits(minutes % 60, 2);
}
var dateParts = {
    yyyy: numberPart(/^\d{4}/, "year", function (date) { return digits(date.getUTCFullYear(), 4); }),
    MMMM: namePart(monthNames, 0, "month", 1, monthOf),
    MMM: namePart(monthNames, 3, "month", 1, monthOf),
    MM: numberPart(/^\d\d/, "month", function (date) { return digits(date.getUTCMonth() + 1, 2); }),
    M: numberPart(/^\d\d?/, "month", function (date) { return date.getUTCMonth() + 1; }),
    dd: numberPart(/^\d\d/, "day", function (date) { return digits(date.getUTCDate(), 2); }),
    d: numberPart(/^\d\d?/, "day", function (date) { return date.getUTCDate(); }),
    EEEE: namePart(dayNames, 0, "weekday", 0, weekdayOf),
    EEE: namePart(dayNames, 3, "weekday", 0, weekdayOf),
    HH: numberPart(/^\d\d/, "hour", function (date) { return digits(date.getUTCHours(), 2); }),
    H: numberPart(/^\d\d?/, "hour", function (date) { return date.getUTCHours(); }),
    mm: numberPart(/^\d\d/, "minute", function (date) { return digits(date.getUTCMinutes(), 2); }),
    ss: numberPart(/^\d\d/, "second", function (date) { return digits(date.getUTCSeconds(), 2); }),
    SSS: numberPart(/^\d{3}/, "millisecond", function (date) { return digits(date.getUTCMilliseconds(), 3); }),
    Z: {
        write: function (date, shift) { return offsetText(shift); },
        pattern: /^(?:Z|[+-]\d\d:?\d\d)/i,
        read: function (text, fields) { fields.offset = offsetOf(text); }
    }
};

// The pattern as a list of parts and of texts that stand for themselves.
function needPattern(pattern, caller) {
    needText(pattern, caller, "pattern", maxPattern);
    var pieces = pattern.match(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'/g);
    if (!pieces)
        throw wrong(caller, "pattern", "like “yyyy-MM-dd”", pattern);
    return pieces.map(function (piece) {
        if (/^[A-Za-z]/.test(piece) && !hasOwn.call(dateParts, piece))
            throw new TypeError(caller + ": pattern has “" + piece + "”, which means nothing; it knows " +
                                Object.keys(dateParts).join(", ") + " and 'text' in quotes");
        if (piece === "'")
            throw new TypeError(caller + ": pattern " + shown(pattern) + " has a quote that is not closed");
        if (piece[0] !== "'")
            return dateParts[piece] || piece;
        return piece === "''" ? "'" : piece.slice(1, -1).replace(/''/g, "'");
    });
}

// formatDate("2026-11-22T08:05:00Z", "EEE d MMM yyyy, HH:mm", "+02:00") is "Sun 22 Nov 2026, 10:05".
define(global, "formatDate", function (date, pattern, offset) {
    var instant = needInstant(date, "formatDate", "date");
    var parts = needPattern(pattern, "formatDate");
    var shift = needOffset(offset, "formatDate");
    var local = new Date((instant.seconds + shift) * 1000 + Math.floor(instant.micros / 1000));
    return parts.map(function (part) { return typeof part === "string" ? part : part.write(local, shift); }).join("");
});

// parseDate("22.11.2026 10:05", "dd.MM.yyyy HH:mm", "+02:00") is "2026-11-22T08:05:00.000000Z".
define(global, "parseDate", function (text, pattern, offset) {
    needText(text, "parseDate", "text");
    var parts = needPattern(pattern, "parseDate");
    if (parts.indexOf(dateParts.yyyy) < 0)
        throw wrong("parseDate", "pattern", "one with a year, “yyyy”", pattern);
    var fields = { month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0,
                   offset: needOffset(offset, "parseDate") };
    var left = text.length > 2 * maxPattern ? null : text;
    parts.forEach(function (part) {
        var found = left === null ? null : typeof part !== "string" ? part.pattern.exec(left)
            : left.slice(0, part.length) === part ? [part] : null;
        left = found ? left.slice(found[0].length) : null;
        if (found && typeof part !== "string")
            part.read(found[0], fields);
    });
    var day = secondsTo(fields.year, fields.month, fields.day);
    var seconds = day + secondsOfDay(fields.hour, fields.minute, fields.second) - fields.offset;
    var isOtherDay = fields.weekday !== undefined && fields.weekday !== new Date(day * 1000).getUTCDay();
    if (left !== "" || seconds !== seconds || isOtherDay)
        throw wrong("parseDate", "text", "a date written as " + shown(pattern), text);
    return toIso(seconds, fields.millisecond * 1000, "parseDate");
});
