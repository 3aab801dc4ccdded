// SPDX-License-Identifier: GPL-3.0-or-later
// Helpers that read and write CSV. See arguments.js.

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
