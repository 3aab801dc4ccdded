// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/CodeBuiltins.h"

#include <algorithm>
#include <array>

namespace perdura {

bool isLanguageName(const std::string &name)
{
    static constexpr std::array names{"undefined",
                                      "NaN",
                                      "Infinity",
                                      "Math",
                                      "JSON",
                                      "Object",
                                      "Array",
                                      "String",
                                      "Number",
                                      "Boolean",
                                      "Date",
                                      "RegExp",
                                      "Map",
                                      "Set",
                                      "Error",
                                      "isNaN",
                                      "isFinite",
                                      "parseInt",
                                      "parseFloat",
                                      "TypeError",
                                      "RangeError",
                                      "encodeURI",
                                      "decodeURI",
                                      "encodeURIComponent",
                                      "decodeURIComponent",
                                      "Symbol",
                                      "arguments"};
    return std::ranges::find(names, name) != names.end();
}

bool isOutsideName(const std::string &name)
{
    static constexpr std::array names{
        "process", "require",     "fetch",     "setTimeout", "setInterval",   "setImmediate",
        "Buffer",  "Promise",     "module",    "exports",    "globalThis",    "global",
        "crypto",  "performance", "__dirname", "__filename", "XMLHttpRequest"};
    return std::ranges::find(names, name) != names.end();
}

} // namespace perdura
