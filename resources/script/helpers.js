// SPDX-License-Identifier: GPL-3.0-or-later
// What expressions and script activities can call besides JavaScript itself. All of it is pure: the result depends on
// the arguments only, and arguments are never changed.
(function (global) {
    "use strict";

    function define(target, name, value) {
        if (!(name in target))
            Object.defineProperty(target, name, { value: value, writable: true, configurable: true, enumerable: false });
    }

    function valueAt(item, path) {
        if (path === undefined)
            return item;
        if (typeof path === "function")
            return path(item);
        return String(path).split(".").reduce(function (value, name) {
            return value === null || value === undefined ? undefined : value[name];
        }, item);
    }

    function needList(list, caller) {
        if (!Array.isArray(list))
            throw new TypeError(caller + " needs a list");
    }

    // sum([1, 2, 3]) is 6; sum(lines, "price.net") adds up that member; sum(lines, x => x.count * x.price) what it gives.
    // Texts that are numbers count as numbers, missing values as 0; anything else is an error.
    define(global, "sum", function (list, path) {
        needList(list, "sum");
        return list.reduce(function (total, item) {
            var value = valueAt(item, path);
            var number = value === null || value === undefined || value === "" ? 0 : Number(value);
            if (number !== number)
                throw new TypeError("sum cannot add “" + value + "”");
            return total + number;
        }, 0);
    });

    // groupBy(orders, "customer") is an object: for each customer the list of its orders, in their order.
    define(global, "groupBy", function (list, key) {
        needList(list, "groupBy");
        return list.reduce(function (groups, item) {
            var name = String(valueAt(item, key));
            if (!Object.prototype.hasOwnProperty.call(groups, name))
                Object.defineProperty(groups, name, { value: [], enumerable: true, writable: true, configurable: true });
            groups[name].push(item);
            return groups;
        }, {});
    });

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
            names.forEach(function (name, column) { item[name] = column < values.length ? values[column] : ""; });
            return item;
        });
    });

    // toCsv(rows) is the text of a list of objects (a first line with the names of all their members, in the order in
    // which they appear) or of a list of lists. Lines end in \r\n. {separator: ";"} as in parseCsv.
    define(global, "toCsv", function (rows, options) {
        needList(rows, "toCsv");
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

    // formatNumber(1234.5, 2) is "1234.50": always a point, no grouping, the same on every machine.
    define(global, "formatNumber", function (number, decimals) {
        var value = Number(number);
        if (value !== value || value === Infinity || value === -Infinity)
            throw new TypeError("formatNumber needs a number");
        return value.toFixed(decimals === undefined ? 0 : decimals);
    });

    // Parts of newer JavaScript that the engine lacks.
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
        Array.from(entries).forEach(function (entry) { object[entry[0]] = entry[1]; });
        return object;
    });
    define(String.prototype, "replaceAll", function (what, by) {
        if (what instanceof RegExp)
            return this.replace(what, by);
        var replacement = typeof by === "function" ? by(what) : String(by);
        return this.split(what).join(replacement);
    });
})
