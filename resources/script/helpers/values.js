// SPDX-License-Identifier: GPL-3.0-or-later
// Helpers for texts, numbers, lists and objects. See arguments.js.

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
