// SPDX-License-Identifier: GPL-3.0-or-later
// What expressions and script activities can call besides JavaScript itself. All of it is pure: the result depends on
// the arguments only, and arguments are never changed. The files of this folder are parts of one function of the
// global object, `global`, that JsSandbox.cpp puts together; it runs once in every new engine. This part is what the
// others have in common: how they look at their arguments.

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
