// SPDX-License-Identifier: GPL-3.0-or-later
// Run once in every new engine, by sandbox.js. The engine's own sort moves equal items, in a way of its own that another
// version of the engine need not share. This one keeps their order, as the language demands, asks a comparison the same
// questions everywhere, and can be interrupted. `define(target, name, value)` puts it in place.
(function (define) {
    "use strict";

    var text = String;

    // The items in the order that `compare(one, other)` tells: pairs are merged, then fours, and so on.
    function ordered(items, compare) {
        var count = items.length;
        var from = items;
        var to = [];
        for (var width = 1; width < count; width *= 2) {
            for (var start = 0; start < count; start += 2 * width) {
                var middle = start + width < count ? start + width : count;
                var end = middle + width < count ? middle + width : count;
                var left = start;
                var right = middle;
                var at = start;
                while (left < middle && right < end)
                    to[at++] = compare(from[left], from[right]) > 0 ? from[right++] : from[left++];
                while (left < middle)
                    to[at++] = from[left++];
                while (right < end)
                    to[at++] = from[right++];
            }
            var done = to;
            to = from;
            from = done;
        }
        return from;
    }

    function orderedByText(items) {
        var texts = [];
        var places = [];
        for (var i = 0; i < items.length; ++i) {
            texts[i] = text(items[i]);
            places[i] = i;
        }
        var order = ordered(places, function (one, other) { return texts[one] > texts[other] ? 1 : 0; });
        var result = [];
        for (i = 0; i < order.length; ++i)
            result[i] = items[order[i]];
        return result;
    }

    define(Array.prototype, "sort", function (compare) {
        if (compare !== undefined && typeof compare !== "function")
            throw new TypeError("sort: what compares the items must be a function");
        var items = [];
        var without = 0;
        var length = this.length;
        for (var i = 0; i < length; ++i) {
            if (!(i in this))
                continue;
            if (this[i] === undefined)
                ++without;
            else
                items[items.length] = this[i];
        }
        var result = compare === undefined ? orderedByText(items) : ordered(items, compare);
        for (i = 0; i < result.length; ++i)
            this[i] = result[i];
        for (; i < items.length + without; ++i)
            this[i] = undefined;
        for (; i < length; ++i)
            delete this[i];
        return this;
    });
})
