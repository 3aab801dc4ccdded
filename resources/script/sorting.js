// SPDX-License-Identifier: GPL-3.0-or-later
// Run once in every new engine, by sandbox.js. The engine's own sort moves equal items, in a way of its own that another
// version of the engine need not share. This one keeps their order, as the language demands, asks a comparison the same
// questions everywhere, and can be interrupted. `define(target, name, value)` puts it in place.
(function (define) {
    "use strict";

    var min = Math.min;
    var text = String;

    // 0 to count - 1 in the order that `isAfter(one, other)` tells: pairs are merged, then fours, and so on.
    function ordered(count, isAfter) {
        var from = [];
        var to = [];
        for (var i = 0; i < count; ++i) {
            from[i] = i;
            to[i] = i;
        }
        for (var width = 1; width < count; width *= 2) {
            for (var start = 0; start < count; start += 2 * width) {
                var middle = min(start + width, count);
                var end = min(start + 2 * width, count);
                var left = start;
                var right = middle;
                for (var at = start; at < end; ++at) {
                    var takesRight = left >= middle || right < end && isAfter(from[left], from[right]);
                    to[at] = takesRight ? from[right++] : from[left++];
                }
            }
            var done = to;
            to = from;
            from = done;
        }
        return from;
    }

    define(Array.prototype, "sort", function (compare) {
        if (compare !== undefined && typeof compare !== "function")
            throw new TypeError("sort: what compares the items must be a function");
        var items = [];
        var texts = [];
        var without = 0;
        var length = this.length;
        for (var i = 0; i < length; ++i) {
            if (!(i in this))
                continue;
            if (this[i] === undefined) {
                ++without;
                continue;
            }
            if (compare === undefined)
                texts[items.length] = text(this[i]);
            items[items.length] = this[i];
        }
        var order = ordered(items.length, compare === undefined
            ? function (one, other) { return texts[one] > texts[other]; }
            : function (one, other) { return compare(items[one], items[other]) > 0; });
        for (i = 0; i < order.length; ++i)
            this[i] = items[order[i]];
        for (; i < items.length + without; ++i)
            this[i] = undefined;
        for (; i < length; ++i)
            delete this[i];
        return this;
    });
})
