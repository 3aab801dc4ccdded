// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of newer JavaScript that the engine lacks. See arguments.js.

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
