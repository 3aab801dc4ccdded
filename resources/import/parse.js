// SPDX-License-Identifier: GPL-3.0-or-later
// Reads JavaScript into an ESTree for the import. A function of acorn that gives a function of the text, which gives
// JSON: {tree, text, repairs: [{from, to}]} or {error: {message, at}}. One mistake is common enough to be repaired: a
// yield that is an operand needs parentheses. `text` is what was read, with them; `repairs` says where they went.
(function (acorn) {
    var maxDepth = 400;
    var maxRepairs = 50;
    var options = {
        ecmaVersion: 2022,
        sourceType: "script",
        allowImportExportEverywhere: true,
        allowReturnOutsideFunction: true,
        allowAwaitOutsideFunction: true,
        allowHashBang: true
    };

    // Where the operand that begins with a yield ends: before what closes, separates or ends what is around it.
    function endOfOperand(text, from) {
        var tokens = acorn.tokenizer(text.slice(from), { ecmaVersion: 2022 });
        var depth = 0;
        var end = from;
        for (;;) {
            var token = tokens.getToken();
            var label = token.type.label;
            var closes = label === ")" || label === "]" || label === "}";
            if (token.type === acorn.tokTypes.eof ||
                depth === 0 && (closes || label === ";" || label === "," || label === ":"))
                return end;
            if (closes)
                --depth;
            else if (label === "(" || label === "[" || label === "{" || label === "${")
                ++depth;
            end = from + token.end;
        }
    }

    // The operand of an operator or nothing.
    function bareYield(text, at) {
        if (text.substr(at, 5) !== "yield" || !/[=!<>+\-*\/%&|?]\s*$/.test(text.slice(Math.max(0, at - 50), at)))
            return null;
        try {
            return { from: at, to: endOfOperand(text, at) };
        } catch (error) {
            return null;
        }
    }

    function depthOf(tree) {
        var deepest = 0;
        var open = [{ value: tree, depth: 1 }];
        while (open.length > 0) {
            var place = open.pop();
            deepest = Math.max(deepest, place.depth);
            Object.keys(place.value).forEach(function (name) {
                var member = place.value[name];
                if (member !== null && typeof member === "object")
                    open.push({ value: member, depth: place.depth + 1 });
            });
        }
        return deepest;
    }

    // A regular expression and a number with 64 bits are none of JSON's values.
    function plain(name, value) {
        return typeof value === "bigint" || value instanceof RegExp ? null : value;
    }

    function failed(message, at) {
        return JSON.stringify({ error: { message: message, at: at } });
    }

    return function (text) {
        var repairs = [];
        for (;;) {
            try {
                var tree = acorn.parse(text, options);
                if (depthOf(tree) > maxDepth)
                    return failed("it is nested too deeply", -1);
                return JSON.stringify({ tree: tree, text: text, repairs: repairs }, plain);
            } catch (error) {
                if (!(error instanceof SyntaxError) || typeof error.pos !== "number")
                    return failed(error instanceof RangeError ? "it is nested too deeply" : String(error.message), -1);
                var repair = repairs.length < maxRepairs ? bareYield(text, error.pos) : null;
                if (!repair)
                    return failed(error.message.replace(/ \(\d+:\d+\)$/, ""), error.pos);
                repairs.push(repair);
                text = text.slice(0, repair.from) + "(" + text.slice(repair.from, repair.to) + ")" +
                    text.slice(repair.to);
            }
        }
    };
})
