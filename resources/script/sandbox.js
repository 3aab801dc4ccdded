// SPDX-License-Identifier: GPL-3.0-or-later
// Run once in every new engine, before anything else and with the global object as `global`. Takes away what would
// make a value depend on the machine, the moment or an earlier call, and then freezes everything that is left.
// Gives back what the sandbox needs, out of the reach of the code that it runs.
(function (global, addHelpers, boundTexts, keepOrder, portableMath) {
    "use strict";

    var parse = JSON.parse;
    var stringify = JSON.stringify;
    var keys = Object.keys;
    var isArray = Array.isArray;
    var freeze = Object.freeze;
    var isExtensible = Object.isExtensible;
    var prototypeOf = Object.getPrototypeOf;
    var ProxyObject = Proxy;
    var maxText = 16 * 1024 * 1024;
    var maxList = 2 * 1024 * 1024;

    var noChange = "A value of the workflow cannot be changed; change a copy, as in list.slice()";

    function refuse(what) {
        return function () { throw new Error(what); };
    }

    var defineProperty = Object.defineProperty;
    function define(target, name, value) {
        defineProperty(target, name, { value: value, writable: true, configurable: true, enumerable: false });
    }

    // No code from text, no other threads of control, no memory outside of the limits.
    var noCode = refuse("Code cannot be made from text here");
    [Function, (function* () {}).constructor].forEach(function (constructor) {
        define(constructor.prototype, "constructor", noCode);
    });
    ["eval", "Function", "Promise", "setTimeout", "setInterval", "Proxy", "ArrayBuffer", "SharedArrayBuffer", "DataView",
     "Atomics", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
     "Float32Array", "Float64Array", "WeakMap", "WeakSet", "gc", "print", "console", "Qt"].forEach(function (name) {
        delete global[name];
    });

    Math.random = refuse("Random numbers are not available: the same run must give the same values every time");

    // The machine's own give their last digit as its processor and its library like it.
    ["exp", "expm1", "log", "log1p", "log2", "log10", "cbrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
     "tanh", "asinh", "acosh", "atanh"].forEach(function (name) {
        define(Math, name, function (x) { return portableMath[name](+x); });
    });
    ["pow", "atan2"].forEach(function (name) {
        define(Math, name, function (x, y) { return portableMath[name](+x, +y); });
    });
    define(Math, "hypot", function () {
        var length = 0;
        for (var i = 0; i < arguments.length; ++i)
            length = portableMath.hypot(length, +arguments[i]);
        return length;
    });

    // Dates: only fixed ones, always in UTC.
    var RealDate = Date;
    var noClock = "The clock is not available here: use `now`, the time of the run";
    function parsed(text) {
        if (typeof text !== "string")
            return text;
        if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text))
            return NaN;
        var hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(text) && text.length > 10;
        return RealDate.parse(text.replace(" ", "T") + (hasZone || text.length === 10 ? "" : "Z"));
    }
    function FixedDate(year, month, day, hour, minute, second, millisecond) {
        if (!(this instanceof FixedDate) || arguments.length === 0)
            throw new Error(noClock);
        if (arguments.length === 1)
            return new RealDate(year instanceof RealDate ? year.getTime() : parsed(year));
        return new RealDate(RealDate.UTC(year, month, day === undefined ? 1 : day, hour || 0, minute || 0, second || 0,
                                         millisecond || 0));
    }
    FixedDate.prototype = RealDate.prototype;
    FixedDate.UTC = RealDate.UTC;
    FixedDate.parse = function (text) { return +parsed(String(text)); };
    FixedDate.now = refuse(noClock);
    define(RealDate.prototype, "constructor", FixedDate);
    ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"].forEach(function (part) {
        define(RealDate.prototype, "get" + part, RealDate.prototype["getUTC" + part]);
        if (part !== "Day")
            define(RealDate.prototype, "set" + part, RealDate.prototype["setUTC" + part]);
    });
    ["getYear", "setYear"].forEach(function (name) { delete RealDate.prototype[name]; });
    define(RealDate.prototype, "getTimezoneOffset", function () { return 0; });
    ["toString", "toDateString", "toTimeString", "toLocaleString", "toLocaleDateString", "toLocaleTimeString",
     "toGMTString", "toUTCString"].forEach(function (name) {
        define(RealDate.prototype, name, RealDate.prototype.toISOString);
    });
    define(global, "Date", FixedDate);

    // Nothing that follows the language of the machine.
    define(Number.prototype, "toLocaleString", Number.prototype.toString);
    define(Array.prototype, "toLocaleString", Array.prototype.toString);
    define(String.prototype, "toLocaleUpperCase", String.prototype.toUpperCase);
    define(String.prototype, "toLocaleLowerCase", String.prototype.toLowerCase);
    define(String.prototype, "localeCompare", function (other) {
        var mine = String(this);
        var its = String(other);
        return mine < its ? -1 : mine > its ? 1 : 0;
    });

    keepOrder(define);

    // The built-in functions that make much out of little cannot be interrupted, so they are given bounds.
    function bounded(target, name, sizeOf, limit) {
        var original = target[name];
        define(target, name, function () {
            if (!(sizeOf(this, arguments) <= limit))
                throw new RangeError("The value would become too large");
            return original.apply(this, arguments);
        });
    }
    bounded(String.prototype, "repeat", function (self, args) {
        return args[0] >= 0 ? String(self).length * args[0] : 0;
    }, maxText);
    ["padStart", "padEnd"].forEach(function (name) {
        bounded(String.prototype, name, function (self, args) { return Number(args[0]) || 0; }, maxText);
    });
    var listLength = function (self) { return Number(self.length) || 0; };
    ["fill", "join", "concat", "map", "forEach", "reverse", "sort", "indexOf", "lastIndexOf", "includes", "slice", "splice",
     "unshift", "reduce", "reduceRight", "some", "every", "filter", "find", "findIndex", "toString"].forEach(function (name) {
        bounded(Array.prototype, name, listLength, maxList);
    });
    // The engine lets some of these change a frozen list or object.
    delete global.Reflect;
    ["assign", "defineProperty", "defineProperties"].forEach(function (name) {
        var original = Object[name];
        define(Object, name, function (target) {
            if (target !== null && typeof target === "object" && !isExtensible(target))
                throw new TypeError(noChange);
            return original.apply(this, arguments);
        });
    });
    ["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"].forEach(function (name) {
        var original = Array.prototype[name];
        define(Array.prototype, name, function () {
            if (!isExtensible(this))
                throw new TypeError(noChange);
            return original.apply(this, arguments);
        });
    });
    bounded(Array, "from", function (self, args) { return listLength(args[0]); }, maxList);

    boundTexts(define, maxText, maxList);

    // The last match of any expression must not be seen by the next.
    Object.getOwnPropertyNames(RegExp).forEach(function (name) {
        if (["prototype", "name", "length"].indexOf(name) < 0)
            delete RegExp[name];
    });

    addHelpers(global);

    // Freezes everything that can be reached from the global object.
    var seen = new Set();
    function freezeAll(value) {
        if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value))
            return;
        seen.add(value);
        freezeAll(prototypeOf(value));
        Object.getOwnPropertyNames(value).concat(Object.getOwnPropertySymbols(value)).forEach(function (name) {
            var property = Object.getOwnPropertyDescriptor(value, name);
            if (!property)
                return;
            freezeAll(property.value);
            freezeAll(property.get);
            freezeAll(property.set);
        });
        freeze(value);
    }
    [[][Symbol.iterator](), new Map().entries(), new Set().values(), ""[Symbol.iterator](), (function* () {})(),
     function* () {}].forEach(freezeAll);
    freezeAll(global);

    function freezeData(value) {
        if (value === null || typeof value !== "object")
            return value;
        if (isArray(value)) {
            for (var i = 0; i < value.length; ++i)
                freezeData(value[i]);
        } else {
            for (var key in value)
                freezeData(value[key]);
        }
        return freeze(value);
    }

    // What keeps a value from being data, as a sentence; with the way to it, from the inside out.
    function Fault(sentence) {
        this.sentence = sentence;
        this.path = "";
    }

    function checkItem(owner, key, step, budget, depth) {
        try {
            check(owner[key], budget, depth + 1);
        } catch (fault) {
            if (fault instanceof Fault)
                fault.path = step + fault.path;
            throw fault;
        }
    }

    function check(value, budget, depth) {
        var type = typeof value;
        if (type === "string") {
            budget.left -= value.length;
        } else if (type === "number") {
            if (value !== value || value === Infinity || value === -Infinity)
                throw new Fault("is " + value + ", which is not a number that can be kept");
            budget.left -= 4;
        } else if (type === "function") {
            throw new Fault("is a function");
        } else if (type === "symbol") {
            throw new Fault("is a symbol");
        } else if (value !== null && type === "object" && !(value instanceof RealDate)) {
            checkObject(value, budget, depth);
        }
        if (budget.left < 0)
            throw new Fault("makes the result larger than " + budget.limit + " bytes");
    }

    function checkObject(value, budget, depth) {
        if (depth > 150)
            throw new Fault("refers to itself or nests too deep");
        var i;
        if (isArray(value)) {
            budget.left -= value.length;
            for (i = 0; i < value.length && budget.left >= 0; ++i)
                checkItem(value, i, "[" + i + "]", budget, depth);
            return;
        }
        var prototype = prototypeOf(value);
        if (prototype !== null && prototype !== Object.prototype)
            throw new Fault("is not plain data but an object of another kind");
        var names = keys(value);
        for (i = 0; i < names.length && budget.left >= 0; ++i) {
            budget.left -= names[i].length;
            checkItem(value, names[i], "." + names[i], budget, depth);
        }
    }

    // A value in a few words, for sentences about what went wrong with it.
    function wordsFor(value) {
        if (value === undefined || value === null)
            return "";
        if (typeof value === "string")
            return "“" + (value.length > 40 ? value.slice(0, 40) + "…" : value) + "”";
        if (typeof value === "number" || typeof value === "boolean")
            return String(value);
        return typeof value === "function" ? "a function" : isArray(value) ? "a list" : "an object";
    }

    var noted = { owner: "", member: "" };

    return {
        // What was noted last: the words for a value and for its member of that name; without a name for the
        // value alone.
        noted: function () { return [noted.owner, noted.member]; },
        note: function (value, name) {
            noted.owner = wordsFor(value);
            noted.member = noted.owner === "" || name === undefined ? "" : wordsFor(value[name]);
            return value;
        },
        // Runs the function; makes an error of whatever it throws.
        call: function (code, parameters) {
            try {
                var result = code.apply(undefined, parameters);
                // Known without putting the pieces together of which a long text consists.
                if (typeof result === "string" && result.length > maxText)
                    throw new RangeError("The value would become too large");
                return result;
            } catch (thrown) {
                if (thrown instanceof Error)
                    throw thrown;
                throw new Error("The code threw “" + String(thrown).slice(0, 200) + "”");
            }
        },
        fromJson: function (text) { return freezeData(parse(text)); },
        toJson: function (value, limit) {
            try {
                check(value, { left: limit, limit: limit }, 0);
            } catch (fault) {
                if (fault instanceof Fault)
                    throw new Error("The result" + (fault.path ? " at “" + fault.path.replace(/^\./, "") + "” " : " ") + fault.sentence);
                throw fault;
            }
            return stringify(value);
        },
        nodes: function (bridge) {
            return new ProxyObject({}, {
                get: function (target, name) {
                    if (typeof name === "symbol")
                        return undefined;
                    var output = bridge.output(name);
                    if (bridge.problem)
                        throw new Error(bridge.problem);
                    return freeze({ output: output });
                },
                has: function (target, name) { return bridge.names.indexOf(name) >= 0; },
                set: refuse("The nodes cannot be changed"),
                defineProperty: refuse("The nodes cannot be changed"),
                deleteProperty: refuse("The nodes cannot be changed"),
                ownKeys: refuse("The nodes cannot be listed; name the one whose output you want")
            });
        }
    };
})
