// SPDX-License-Identifier: GPL-3.0-or-later
// What expressions and script activities can call besides JavaScript itself. All of it is pure: the result depends on
// the arguments only, and arguments are never changed.
(function (global) {
    "use strict";

    function define(target, name, value) {
        if (!(name in target))
            Object.defineProperty(target, name, { value: value, writable: true, configurable: true, enumerable: false });
    }

    // ---- Arguments: an error is a sentence that names the function, the argument and the value that was wrong.

    var maxList = 2 * 1024 * 1024; // as in sandbox.js
    var maxPattern = 1000;         // characters of a path or of a pattern
    var hasOwn = Object.prototype.hasOwnProperty;

    function shown(value) {
        if (typeof value === "string")
            return "“" + (value.length > 60 ? value.slice(0, 59) + "…" : value) + "”";
        if (Array.isArray(value))
            return "a list";
        if (typeof value === "function")
            return "a function";
        if (value instanceof Date)
            return isNaN(value.getTime()) ? "a date that is none" : "a date";
        return value !== null && typeof value === "object" ? "an object" : String(value);
    }

    function wrong(caller, argument, wanted, value) {
        return new TypeError(caller + ": " + argument + (value === undefined
            ? " is missing; it must be " + wanted : " must be " + wanted + ", not " + shown(value)));
    }

    function needList(list, caller, argument) {
        if (!Array.isArray(list))
            throw wrong(caller, argument || "list", "a list", list);
        if (list.length > maxList)
            throw new RangeError(caller + ": " + (argument || "list") + " must have at most " + maxList + " items, not " +
                                 list.length);
    }

    function isObject(value) {
        return value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Date);
    }

    function needObject(object, caller, argument) {
        if (!isObject(object))
            throw wrong(caller, argument, "an object", object);
    }

    function needText(text, caller, argument, most) {
        if (typeof text !== "string")
            throw wrong(caller, argument, "a text", text);
        if (text.length > most)
            throw new RangeError(caller + ": " + argument + " must have at most " + most + " characters, not " +
                                 text.length);
    }

    function needWhole(number, caller, argument, least, most) {
        if (typeof number !== "number" || Math.floor(number) !== number || number < least || number > most)
            throw wrong(caller, argument, "a whole number from " + least + " to " + most, number);
    }

    function needNames(names, caller) {
        needList(names, caller, "names");
        for (var i = 0; i < names.length; ++i)
            needText(names[i], caller, "names[" + i + "]");
    }

    // A key is what tells the items of a list apart: a path to a member, the place in a list, or a function of the item.
    function needKey(key, caller) {
        if (typeof key !== "string" && typeof key !== "number" && typeof key !== "function")
            throw wrong(caller, "key", "the name of a member or a function", key);
    }

    // The function that gives the key of an item; the item itself without a key.
    function keyReader(key) {
        if (key === undefined)
            return function (item) { return item; };
        if (typeof key === "function")
            return function (item) { return key(item); };
        var names = String(key).split(".");
        return function (item) {
            var value = item;
            for (var i = 0; i < names.length; ++i) {
                if (value === null || value === undefined)
                    return undefined;
                value = value[names[i]];
            }
            return value;
        };
    }

    // Sets a member of an object of our own, also one that is named like what all objects have.
    function put(object, name, value) {
        if (name in object)
            Object.defineProperty(object, name, { value: value, enumerable: true, writable: true, configurable: true });
        else
            object[name] = value;
    }

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

    // ---- Texts and numbers

    // truncate("Hello world", 8) is "Hello w…": at most so many characters, the ellipsis among them.
    define(global, "truncate", function (text, length) {
        needText(text, "truncate", "text");
        needWhole(length, "truncate", "length", 1, Number.MAX_SAFE_INTEGER);
        if (text.length <= length)
            return text;
        var splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(length - 2));
        return text.slice(0, splitsPair ? length - 2 : length - 1) + "…";
    });

    var letters = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i" };

    // slug("Crème brûlée, 2 pieces!") is "creme-brulee-2-pieces": a name for files and addresses.
    define(global, "slug", function (text) {
        needText(text, "slug", "text", 10000);
        return text.normalize("NFD").replace(/[\u0300-\u036F]/g, "").toLowerCase()
            .replace(/[ßæœøđðłþı]/g, function (letter) { return letters[letter]; })
            .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    });

    // formatNumber(1234.5, 2) is "1234.50": always a point, no grouping, the same on every machine.
    define(global, "formatNumber", function (number, decimals) {
        var value = Number(number);
        if (value !== value || value === Infinity || value === -Infinity)
            throw wrong("formatNumber", "number", "a number", number);
        var count = decimals === undefined ? 0 : decimals;
        needWhole(count, "formatNumber", "decimals", 0, 100);
        // From here on the engine writes exponents, or more digits than a number has.
        var large = Math.abs(value) >= 1e21 ? /^(-?)(\d)\.?(\d*)e\+(\d+)$/.exec(String(value)) : null;
        if (!large)
            return value.toFixed(count);
        return large[1] + (large[2] + large[3]).padEnd(+large[4] + 1, "0") + (count > 0 ? "." + "0".repeat(count) : "");
    });

    // ---- Lists. Results grow by index: push is guarded (sandbox.js) and ten times as slow.

    function numberOf(value, caller) {
        var number = Number(value);
        if (number !== number)
            throw new TypeError(caller + " cannot add " + shown(value));
        return number;
    }

    function isMissing(value) { return value === null || value === undefined || value === ""; }

    // sum([1, 2, 3]) is 6; sum(lines, "price.net") adds up that member; sum(lines, x => x.count * x.price) what it gives.
    // Texts that are numbers count as numbers, missing values as 0; anything else is an error.
    define(global, "sum", function (list, path) {
        needList(list, "sum");
        var valueOf = keyReader(path);
        return list.reduce(function (total, item) {
            var value = valueOf(item);
            return total + (isMissing(value) ? 0 : numberOf(value, "sum"));
        }, 0);
    });

    // average([1, 2, 6]) is 3. Numbers are read as sum reads them, but missing values do not count; null without any.
    define(global, "average", function (list, path) {
        needList(list, "average");
        var valueOf = keyReader(path);
        var count = 0;
        var total = list.reduce(function (total, item) {
            var value = valueOf(item);
            if (isMissing(value))
                return total;
            ++count;
            return total + numberOf(value, "average");
        }, 0);
        return count > 0 ? total / count : null;
    });

    // groupBy(orders, "customer") is an object: for each customer the list of its orders, in their order.
    define(global, "groupBy", function (list, key) {
        needList(list, "groupBy");
        var keyOf = keyReader(key);
        return list.reduce(function (groups, item) {
            var name = String(keyOf(item));
            if (!hasOwn.call(groups, name))
                put(groups, name, []);
            var group = groups[name];
            group[group.length] = item;
            return groups;
        }, {});
    });

    // keyBy(users, "id") is an object: for each id its user, the last one if there are several.
    define(global, "keyBy", function (list, key) {
        needList(list, "keyBy");
        needKey(key, "keyBy");
        var keyOf = keyReader(key);
        return list.reduce(function (items, item) {
            put(items, String(keyOf(item)), item);
            return items;
        }, {});
    });

    // What the items are ordered by: all numbers, all texts or all truth values, and undefined where one has none.
    function comparableKeys(list, key, caller) {
        needList(list, caller);
        if (key !== undefined)
            needKey(key, caller);
        var keyOf = keyReader(key);
        var keys = [];
        var kind;
        for (var i = 0; i < list.length; ++i) {
            var value = keyOf(list[i]);
            if (value instanceof Date)
                value = value.getTime();
            keys[i] = value === null ? undefined : value;
            if (keys[i] === undefined)
                continue;
            if (["number", "string", "boolean"].indexOf(typeof value) < 0 || value !== value)
                throw wrong(caller, "the key of item " + i, "a number, a text, true or false", value);
            if (kind !== undefined && typeof value !== kind)
                throw new TypeError(caller + ": the key of item " + i + " is " + shown(value) +
                                    ", which cannot be compared with the keys before it");
            kind = typeof value;
        }
        return keys;
    }

    // sortBy(orders, "total") is a new list, the smallest first; sortBy(orders, "total", true) the largest first. Items
    // with equal keys keep their order, those without a key come last.
    define(global, "sortBy", function (list, key, descending) {
        var keys = comparableKeys(list, key, "sortBy");
        if (descending !== undefined && typeof descending !== "boolean")
            throw wrong("sortBy", "descending", "true or false", descending);
        var order = [];
        var withoutKey = [];
        for (var i = 0; i < keys.length; ++i) {
            var part = keys[i] === undefined ? withoutKey : order;
            part[part.length] = i;
        }
        var before = descending ? 1 : -1;
        order.sort(function (a, b) {
            var x = keys[a];
            var y = keys[b];
            return x === y ? a - b : x < y ? before : -before; // the engine's own sort moves equal items
        });
        return order.concat(withoutKey).map(function (index) { return list[index]; });
    });

    function extreme(list, key, caller, isBetter) {
        var keys = comparableKeys(list, key, caller);
        var best = -1;
        for (var i = 0; i < keys.length; ++i) {
            if (keys[i] !== undefined && (best < 0 || isBetter(keys[i], keys[best])))
                best = i;
        }
        return best < 0 ? null : list[best];
    }

    // minBy(offers, "price") is the item with the smallest key, the first of several; null when none has one.
    define(global, "minBy", function (list, key) {
        return extreme(list, key, "minBy", function (a, b) { return a < b; });
    });
    define(global, "maxBy", function (list, key) {
        return extreme(list, key, "maxBy", function (a, b) { return a > b; });
    });

    // unique([1, 2, 1]) is [1, 2]; unique(users, "mail") keeps the first of each. Objects are equal when their JSON is.
    define(global, "unique", function (list, key) {
        needList(list, "unique");
        if (key !== undefined)
            needKey(key, "unique");
        var keyOf = keyReader(key);
        var seen = Object.create(null);
        return list.filter(function (item) {
            var value = keyOf(item);
            var kind = typeof value;
            var name = kind + ":" + (kind === "object" ? JSON.stringify(value) : String(value));
            var isNew = !(name in seen);
            seen[name] = true;
            return isNew;
        });
    });

    // chunk([1, 2, 3, 4, 5], 2) is [[1, 2], [3, 4], [5]].
    define(global, "chunk", function (list, size) {
        needList(list, "chunk");
        needWhole(size, "chunk", "size", 1, maxList);
        var chunks = [];
        for (var i = 0; i < list.length; i += size)
            chunks[chunks.length] = list.slice(i, i + size);
        return chunks;
    });

    // range(3) is [0, 1, 2].
    define(global, "range", function (count) {
        needWhole(count, "range", "count", 0, maxList);
        var numbers = [];
        for (var i = 0; i < count; ++i)
            numbers[i] = i;
        return numbers;
    });

    // ---- Objects

    // pick(order, ["id", "total"]) has these members only, as far as the order has them.
    define(global, "pick", function (object, names) {
        needObject(object, "pick", "object");
        needNames(names, "pick");
        return names.reduce(function (picked, name) {
            if (hasOwn.call(object, name))
                put(picked, name, object[name]);
            return picked;
        }, {});
    });

    // omit(order, ["note"]) has all members but these.
    define(global, "omit", function (object, names) {
        needObject(object, "omit", "object");
        needNames(names, "omit");
        var omitted = Object.create(null);
        names.forEach(function (name) { omitted[name] = true; });
        return Object.keys(object).reduce(function (left, name) {
            if (!(name in omitted))
                put(left, name, object[name]);
            return left;
        }, {});
    });

    // merge(defaults, input.options) has the members of all; of those with one name, the last. Null counts as empty.
    define(global, "merge", function () {
        var merged = {};
        for (var i = 0; i < arguments.length; ++i) {
            var object = arguments[i];
            if (object === null || object === undefined)
                continue;
            needObject(object, "merge", "argument " + (i + 1));
            Object.keys(object).forEach(function (name) { put(merged, name, object[name]); });
        }
        return merged;
    });

    // ---- Paths

    // Where the list has that item, from its end when negative; undefined when it has not.
    function itemAt(list, index) { return list[index < 0 ? list.length + index : index]; }

    // valueAt(input, "lines[0].price") is undefined, or `otherwise`, as soon as something on the way is missing. Names
    // with other characters are written as in 'lines["net price"]'.
    define(global, "valueAt", function (value, path, otherwise) {
        needText(path, "valueAt", "path", maxPattern);
        var left = path;
        var found = value;
        do {
            var step = /^\[(-?\d+)\]|^\["([^"]*)"\]|^\['([^']*)'\]|^(\.?)([^.[\]"']+)/.exec(left);
            if (!step || (step[4] !== undefined && (step[4] === "") !== (left === path)))
                throw wrong("valueAt", "path", "like “lines[0].price”", path);
            left = left.slice(step[0].length);
            var name = [step[2], step[3], step[5]].find(function (each) { return each !== undefined; });
            if (found === null || found === undefined)
                found = undefined;
            else if (name === undefined)
                found = Array.isArray(found) ? itemAt(found, +step[1]) : undefined;
            else
                found = hasOwn.call(found, name) ? found[name] : undefined;
        } while (left !== "");
        return found === undefined ? otherwise : found;
    });
    // ---- JSON paths, as RFC 9535 defines them. A path is read into segments { isDeep, selectors }; a selector is a
    // function that adds what it selects of a value.

    function nameSelector(name) {
        return function (value, add) {
            if (isObject(value) && hasOwn.call(value, name))
                add(value[name]);
        };
    }

    function indexSelector(index) {
        return function (value, add) {
            if (Array.isArray(value) && itemAt(value, index) !== undefined)
                add(itemAt(value, index));
        };
    }

    function sliceSelector(from, to, step) {
        return function (value, add) {
            if (!Array.isArray(value) || step === 0)
                return;
            var length = value.length;
            function bound(index, otherwise) {
                var at = index === undefined ? otherwise : index < 0 ? length + index : index;
                return Math.min(Math.max(at, step > 0 ? 0 : -1), step > 0 ? length : length - 1);
            }
            var end = bound(to, step > 0 ? length : -1);
            for (var i = bound(from, step > 0 ? 0 : length - 1); step > 0 ? i < end : i > end; i += step)
                add(value[i]);
        };
    }

    function childrenOf(value) {
        if (Array.isArray(value) || !isObject(value))
            return Array.isArray(value) ? value : [];
        return Object.keys(value).map(function (name) { return value[name]; });
    }

    function filterSelector(test) {
        return function (value, add) {
            var children = childrenOf(value);
            for (var i = 0; i < children.length; ++i) {
                if (test(children[i]))
                    add(children[i]);
            }
        };
    }
    var allSelector = filterSelector(function () { return true; });

    // The value itself and all within it, each before what it holds.
    function eachWithin(value, visit) {
        var waiting = [value];
        var count = 1;
        while (count > 0) {
            var next = waiting[--count];
            visit(next);
            var children = childrenOf(next);
            for (var i = children.length - 1; i >= 0; --i) {
                if (children[i] !== null && typeof children[i] === "object")
                    waiting[count++] = children[i];
            }
        }
    }

    var comparisons = {
        "==": function (a, b) { return a === b; },
        "!=": function (a, b) { return a !== b; },
        "<": function (a, b) { return isOrdered(a, b) && a < b; },
        "<=": function (a, b) { return a === b || (isOrdered(a, b) && a < b); },
        ">": function (a, b) { return isOrdered(a, b) && a > b; },
        ">=": function (a, b) { return a === b || (isOrdered(a, b) && a > b); }
    };
    function isOrdered(a, b) { return typeof a === typeof b && (typeof a === "number" || typeof a === "string"); }

    // Reads one path; `at` is how far it has come.
    function jsonPathSegments(path) {
        var at = 1;
        var left = path.slice(1);

        function fail(why, place) {
            throw new TypeError("jsonPath: path “" + path + "” cannot be read at character " +
                                ((place === undefined ? at : place) + 1) + ": " + why);
        }
        function take(pattern) {
            var found = pattern.exec(left);
            if (found) {
                at += found[0].length;
                left = left.slice(found[0].length);
            }
            return found;
        }
        function need(pattern, what) { return take(pattern) || fail(what + " is missing"); }
        function skipSpace() { take(/^[ \t\r\n]+/); }

        function quoted() {
            var text = take(/^"(?:[^"\\]|\\.)*"|^'(?:[^'\\]|\\.)*'/);
            if (!text)
                return undefined;
            var json = text[0][0] === "\"" ? text[0] : "\"" + text[0].slice(1, -1).replace(/\\.|"/g, function (sign) {
                return sign === "\\'" ? "'" : sign === "\"" ? "\\\"" : sign;
            }) + "\"";
            try {
                return JSON.parse(json);
            } catch (fault) {
                return fail("the text in quotes is not valid", at - text[0].length);
            }
        }
        function whole(digits) {
            if (!/^(0|-?[1-9]\d*)$/.test(digits) || !(Math.abs(digits) <= Number.MAX_SAFE_INTEGER))
                fail("“" + digits + "” is not written as a whole number, or too large", path.lastIndexOf(digits, at - 1));
            return +digits;
        }
        function shortName() { return take(/^[A-Za-z_\u0080-\uFFFF][A-Za-z0-9_\u0080-\uFFFF]*/); }

        // The way from an item to one of its members, as a function of the item.
        function memberOfItem() {
            var steps = [];
            for (skipSpace(); /^[.[]/.test(left); skipSpace()) {
                if (/^(\.\.|\.\*|\[\s*[*?:]|\[\s*-?\d+\s*:)/.test(left))
                    fail("behind “@” only names and indexes are supported");
                var name;
                if (take(/^\./)) {
                    name = (shortName() || fail("a name is missing"))[0];
                } else {
                    take(/^\[[ \t\r\n]*/);
                    name = quoted();
                    if (name === undefined)
                        name = whole(need(/^-?\d+/, "a name in quotes or an index")[0]);
                    skipSpace();
                    need(/^]/, "“]”");
                }
                steps.push(name);
            }
            return function (item) {
                var value = item;
                for (var i = 0; i < steps.length && value !== undefined; ++i) {
                    if (typeof steps[i] === "number")
                        value = Array.isArray(value) ? itemAt(value, steps[i]) : undefined;
                    else
                        value = isObject(value) && hasOwn.call(value, steps[i]) ? value[steps[i]] : undefined;
                }
                return value;
            };
        }
        // One side of a comparison: { member } or { value }.
        function operand() {
            if (take(/^@/))
                return { member: memberOfItem() };
            var text = quoted();
            if (text !== undefined)
                return { value: text };
            var word = take(/^(?:true|false|null)(?![A-Za-z0-9_(])|^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/);
            if (!word)
                fail(/^(\$|!|[a-z]+\()/.test(left) ? "“$”, “!” and functions are not supported in a filter"
                    : "a member, as in “@.price”, or a value is missing");
            return { value: JSON.parse(word[0]) };
        }
        function filter() {
            skipSpace();
            var hasBracket = take(/^\(/);
            skipSpace();
            var first = operand();
            skipSpace();
            var sign = take(/^(?:==|!=|<=|>=|<|>)/);
            skipSpace();
            var second = sign ? operand() : null;
            skipSpace();
            if (/^(&&|\|\|)/.test(left))
                fail("combined conditions are not supported; use .filter(item => …) on the result");
            if (hasBracket)
                need(/^\)/, "“)”");
            if (!sign && !first.member)
                fail("a member, as in “@.price”, is missing");
            if (!sign)
                return filterSelector(function (item) { return first.member(item) !== undefined; });
            if (!first.member === !second.member)
                fail("only a member, as in “@.price”, can be compared with a value");
            var compare = comparisons[sign[0]];
            if (first.member)
                return filterSelector(function (item) { return compare(first.member(item), second.value); });
            return filterSelector(function (item) { return compare(first.value, second.member(item)); });
        }
        function selector() {
            var name = quoted();
            if (name !== undefined)
                return nameSelector(name);
            if (take(/^\*/))
                return allSelector;
            if (take(/^\?/))
                return filter();
            var slice = take(/^(-?\d+)?[ \t\r\n]*:[ \t\r\n]*(-?\d+)?(?:[ \t\r\n]*:[ \t\r\n]*(-?\d+)?)?/);
            if (slice) {
                var bounds = [slice[1], slice[2], slice[3] || "1"].map(function (text) { return text && whole(text); });
                return sliceSelector(bounds[0], bounds[1], bounds[2]);
            }
            return indexSelector(whole(need(/^-?\d+/, "a name in quotes, an index, “*” or “?”")[0]));
        }
        function selectors() {
            var found = [];
            do {
                skipSpace();
                found.push(selector());
                skipSpace();
            } while (take(/^,/));
            need(/^]/, "“,” or “]”");
            return found;
        }
        function segment() {
            var isDeep = Boolean(take(/^\.\./));
            if (take(/^\[/))
                return { isDeep: isDeep, selectors: selectors() };
            if (!isDeep && !take(/^\./))
                fail("“.” or “[” is missing; a name with other characters is written like ['net price']");
            if (take(/^\*/))
                return { isDeep: isDeep, selectors: [allSelector] };
            return { isDeep: isDeep, selectors: [nameSelector((shortName() || fail("a name is missing"))[0])] };
        }

        var segments = [];
        while (left !== "") {
            skipSpace();
            segments.push(segment());
        }
        return segments;
    }

    // jsonPath(store, "$.books[?@.price < 10].title") is the list of all that the path finds, empty when that is nothing.
    define(global, "jsonPath", function (value, path) {
        needText(path, "jsonPath", "path", maxPattern);
        if (path[0] !== "$")
            throw wrong("jsonPath", "path", "one that begins with “$”", path);
        return jsonPathSegments(path).reduce(function (values, segment) {
            var found = [];
            function add(value) {
                if (found.length >= maxList)
                    throw new RangeError("jsonPath: path “" + path + "” finds more than " + maxList + " values");
                found[found.length] = value;
            }
            function select(from) {
                for (var i = 0; i < segment.selectors.length; ++i)
                    segment.selectors[i](from, add);
            }
            for (var i = 0; i < values.length; ++i) {
                if (segment.isDeep)
                    eachWithin(values[i], select);
                else
                    select(values[i]);
            }
            return found;
        }, [value]);
    });

    // ---- CSV

    // parseCsv(text) gives a list of objects, named by the first line; with {header: false} a list of lists. Fields may
    // be quoted, with "" for a quote; {separator: ";"} for other separators. Empty lines are left out.
    define(global, "parseCsv", function (text, options) {
        var header = !options || options.header !== false;
        var separator = options && options.separator || ",";
        var source = String(text);
        var rows = [];
        var row = [];
        var field = "";
        var isQuoted = false;
        var wasQuoted = false;
        function endField() {
            row.push(field);
            field = "";
            wasQuoted = false;
        }
        function endRow() {
            if (row.length > 0 || field !== "" || wasQuoted) {
                endField();
                rows.push(row);
            }
            row = [];
        }
        for (var i = source.charCodeAt(0) === 0xFEFF ? 1 : 0; i < source.length; ++i) {
            var c = source[i];
            if (isQuoted) {
                if (c !== "\"")
                    field += c;
                else if (source[i + 1] === "\"")
                    field += source[++i];
                else
                    isQuoted = false;
            } else if (c === "\"" && field === "") {
                isQuoted = true;
                wasQuoted = true;
            } else if (c === separator) {
                endField();
            } else if (c === "\n" || c === "\r") {
                if (c === "\r" && source[i + 1] === "\n")
                    ++i;
                endRow();
            } else {
                field += c;
            }
        }
        if (isQuoted)
            throw new Error("parseCsv: the text ends within a quoted field, in row " + (rows.length + 1));
        endRow();
        if (!header)
            return rows;
        var names = rows.shift() || [];
        return rows.map(function (values, index) {
            if (values.length > names.length)
                throw new Error("parseCsv: row " + (index + 2) + " has more fields than the first line");
            var item = {};
            names.forEach(function (name, column) { put(item, name, column < values.length ? values[column] : ""); });
            return item;
        });
    });

    // toCsv(rows) is the text of a list of objects (a first line with the names of all their members, in the order in
    // which they appear) or of a list of lists. Lines end in \r\n. {separator: ";"} as in parseCsv.
    define(global, "toCsv", function (rows, options) {
        needList(rows, "toCsv", "rows");
        var separator = options && options.separator || ",";
        function quoted(value) {
            var field = value === null || value === undefined ? ""
                : typeof value === "object" ? JSON.stringify(value) : String(value);
            var needsQuotes = field.indexOf(separator) >= 0 || /["\r\n]/.test(field) || /^\s|\s$/.test(field);
            return needsQuotes ? "\"" + field.replace(/"/g, "\"\"") + "\"" : field;
        }
        function line(values) { return values.map(quoted).join(separator) + "\r\n"; }
        if (rows.every(Array.isArray))
            return rows.map(line).join("");
        var names = [];
        var known = new Set();
        rows.forEach(function (row) {
            Object.keys(row).forEach(function (name) {
                if (!known.has(name))
                    names.push(name);
                known.add(name);
            });
        });
        return line(names) + rows.map(function (row) {
            return line(names.map(function (name) { return row[name]; }));
        }).join("");
    });

    // ---- Parts of newer JavaScript that the engine lacks
    define(Array.prototype, "at", function (index) {
        var at = Math.trunc(index) || 0;
        return this[at < 0 ? this.length + at : at];
    });
    define(String.prototype, "at", function (index) {
        var at = Math.trunc(index) || 0;
        return this[at < 0 ? this.length + at : at];
    });
    define(Array.prototype, "flat", function (depth) {
        var levels = depth === undefined ? 1 : depth;
        return this.reduce(function (flat, item) {
            (Array.isArray(item) && levels >= 1 ? item.flat(levels - 1) : [item]).forEach(function (x) { flat.push(x); });
            return flat;
        }, []);
    });
    define(Array.prototype, "flatMap", function (map) { return this.map(function (item, i, all) { return map(item, i, all); }).flat(); });
    define(Object, "fromEntries", function (entries) {
        var object = {};
        Array.from(entries).forEach(function (entry) { put(object, String(entry[0]), entry[1]); });
        return object;
    });
    define(Array.prototype, "findLast", function (test) {
        for (var i = this.length - 1; i >= 0; --i) {
            if (test(this[i], i, this))
                return this[i];
        }
        return undefined;
    });
    define(Object, "hasOwn", function (object, name) { return hasOwn.call(object, name); });
    define(String.prototype, "trimStart", function () { return this.slice(this.length - (this + "|").trim().length + 1); });
    define(String.prototype, "trimEnd", function () { return this.slice(0, ("|" + this).trim().length - 1); });
    define(String.prototype, "replaceAll", function (what, by) {
        if (what instanceof RegExp && !what.global)
            throw new TypeError("replaceAll needs a regular expression with the flag g");
        if (what instanceof RegExp)
            return this.replace(what, by);
        var whole = String(this);
        var at = 0;
        return whole.split(what).reduce(function (text, part, index, parts) {
            if (index === 0)
                return part;
            at += parts[index - 1].length + (index > 1 ? String(what).length : 0);
            return text + (typeof by === "function" ? by(String(what), at, whole) : String(by)) + part;
        }, "");
    });
})
