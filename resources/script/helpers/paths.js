// SPDX-License-Identifier: GPL-3.0-or-later
// Helpers that find values by paths. See arguments.js.

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
