// SPDX-License-Identifier: GPL-3.0-or-later
// Run once in every new engine, by sandbox.js. The engine's own functions for texts cannot be interrupted and know no
// bounds, and it takes a search that it has given up for one that found nothing. These do the same in JavaScript,
// which can be interrupted, within bounds. `define(target, name, value)` puts them in place.
(function (define, maxText, maxList) {
    "use strict";

    var RealRegExp = RegExp;
    var exec = RegExp.prototype.exec;
    var split = String.prototype.split;
    var stringify = JSON.stringify;
    var join = Array.prototype.join;
    var keys = Object.keys;
    var isArray = Array.isArray;

    function refuseSize() { throw new RangeError("The value would become too large"); }

    function flagsOf(regex, others) {
        return (regex.ignoreCase ? "i" : "") + (regex.multiline ? "m" : "") + (regex.unicode ? "u" : "") + others;
    }

    // After about a million steps the engine says “no match”. Then it says so as well of the same search with nothing
    // as the last choice, which is found in every text.
    function confirmNoMatch(regex, text) {
        if (text.length < 16 || exec.call(/[*+{]/, regex.source) === null)
            return;
        var probe = new RealRegExp("[^]*?(?:" + regex.source + ")|", flagsOf(regex, ""));
        if (exec.call(probe, text) === null)
            throw new RangeError("The regular expression takes too many steps in a text of " + text.length
                                 + " characters; avoid repetitions within repetitions");
    }

    function find(regex, text) {
        var match = exec.call(regex, text);
        if (match === null)
            confirmNoMatch(regex, text);
        return match;
    }

    function toRegExp(pattern, flags) {
        return pattern instanceof RealRegExp ? pattern : new RealRegExp(pattern, flags);
    }

    // All matches of a global expression, one of another.
    function findAll(regex, text) {
        var found = [];
        if (!regex.global) {
            var only = find(regex, text);
            return only === null ? found : [only];
        }
        regex.lastIndex = 0;
        for (var match = find(regex, text); match !== null; match = find(regex, text)) {
            found.push(match);
            if (found.length > maxList)
                refuseSize();
            if (match[0] === "")
                regex.lastIndex += 1;
        }
        return found;
    }

    define(RealRegExp.prototype, "exec", function (text) { return find(this, String(text)); });
    define(RealRegExp.prototype, "test", function (text) { return find(this, String(text)) !== null; });

    define(String.prototype, "match", function (pattern) {
        var text = String(this);
        var regex = toRegExp(pattern);
        if (!regex.global)
            return find(regex, text);
        var found = findAll(regex, text);
        return found.length === 0 ? null : found.map(function (match) { return match[0]; });
    });

    define(String.prototype, "search", function (pattern) {
        var text = String(this);
        var regex = toRegExp(pattern);
        var match = find(new RealRegExp(regex.source, flagsOf(regex, "")), text);
        return match === null ? -1 : match.index;
    });

    function group(match, number) { return match[number] === undefined ? "" : match[number]; }

    // What "$1" and the like in a replacement stand for; the number of characters that were read, or 0.
    function special(template, at, match, text) {
        var next = template.charAt(at + 1);
        if (next === "$")
            return { length: 2, text: "$" };
        if (next === "&")
            return { length: 2, text: match[0] };
        if (next === "`")
            return { length: 2, text: text.slice(0, match.index) };
        if (next === "'")
            return { length: 2, text: text.slice(match.index + match[0].length) };
        var two = template.slice(at + 1, at + 3);
        if (two.length === 2 && two >= "01" && two <= "99" && !isNaN(two) && +two < match.length)
            return { length: 3, text: group(match, +two) };
        if (next >= "1" && next <= "9" && +next < match.length)
            return { length: 2, text: group(match, +next) };
        return { length: 1, text: "$" };
    }

    function expanded(template, match, text) {
        var result = "";
        var from = 0;
        for (var at = template.indexOf("$"); at >= 0; at = template.indexOf("$", from)) {
            var part = special(template, at, match, text);
            result += template.slice(from, at) + part.text;
            from = at + part.length;
            if (result.length > maxText)
                refuseSize();
        }
        return result + template.slice(from);
    }

    define(String.prototype, "replace", function (pattern, replacement) {
        var text = String(this);
        var found;
        if (pattern instanceof RealRegExp) {
            found = findAll(pattern, text);
        } else {
            var index = text.indexOf(String(pattern));
            found = index < 0 ? [] : [[String(pattern)]];
            if (index >= 0)
                found[0].index = index;
        }
        var isFunction = typeof replacement === "function";
        var template = isFunction ? "" : String(replacement);
        var parts = [];
        var size = 0;
        var from = 0;
        found.forEach(function (match) {
            var put = isFunction ? String(replacement.apply(undefined, match.concat([match.index, text])))
                                 : expanded(template, match, text);
            parts.push(text.slice(from, match.index), put);
            size += match.index - from + put.length;
            from = match.index + match[0].length;
            if (size > maxText)
                refuseSize();
        });
        parts.push(text.slice(from));
        return join.call(parts, "");
    });

    function splitByPattern(text, regex, limit) {
        var parts = [];
        var from = 0;
        var search = new RealRegExp(regex.source, flagsOf(regex, "g"));
        if (text === "")
            return find(search, text) === null ? [text] : [];
        for (var match = find(search, text); match !== null && match.index < text.length; match = find(search, text)) {
            if (match[0] === "")
                search.lastIndex = match.index + 1;
            if (match[0] === "" && match.index === from)
                continue;
            parts.push(text.slice(from, match.index));
            for (var i = 1; i < match.length; ++i)
                parts.push(match[i]);
            from = match.index + match[0].length;
            if (parts.length >= limit)
                return parts.slice(0, limit);
            if (parts.length > maxList)
                refuseSize();
        }
        parts.push(text.slice(from));
        return parts.slice(0, limit);
    }

    define(String.prototype, "split", function (separator, limit) {
        var text = String(this);
        var most = limit === undefined ? 4294967295 : limit >>> 0;
        if (separator instanceof RealRegExp)
            return splitByPattern(text, separator, most);
        // Most of all there are as many pieces as characters.
        if (separator !== undefined && Math.min(text.length, most) > maxList) {
            var mark = String(separator);
            var pieces = mark === "" ? text.length : 1;
            for (var at = text.indexOf(mark); mark !== "" && at >= 0 && pieces <= maxList; ++pieces)
                at = text.indexOf(mark, at + mark.length);
            if (Math.min(pieces, most) > maxList)
                refuseSize();
        }
        return split.call(text, separator, limit);
    });

    // Takes off `budget.left` what the value comes to as JSON; what nests deeper is left to the engine, which
    // refuses what refers to itself.
    function measure(value, budget, depth) {
        budget.left -= typeof value === "string" ? value.length + 2 : 4;
        if (value === null || typeof value !== "object" || depth > 200)
            return;
        var names = isArray(value) ? null : keys(value);
        var count = names ? names.length : value.length;
        for (var i = 0; i < count && budget.left >= 0; ++i) {
            if (names)
                budget.left -= names[i].length + 3;
            budget.left -= depth * budget.indent;
            measure(names ? value[names[i]] : value[i], budget, depth + 1);
        }
        if (budget.left < 0)
            refuseSize();
    }

    define(JSON, "stringify", function (value, replacer, space) {
        var indent = typeof space === "string" ? space.length : space > 0 ? +space : 0;
        measure(value, { left: maxText, indent: Math.min(indent, 10) }, 0);
        return stringify(value, replacer, space);
    });
})
