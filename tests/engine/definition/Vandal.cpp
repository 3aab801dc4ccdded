// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/definition/Vandal.h"

namespace perdura::test {

void Vandal::damage(Json &value, int depth)
{
    const bool isLeaf = !value.is_structured() || value.empty();
    if (isLeaf || depth > 6 || number(5) == 0) {
        value = something();
        return;
    }
    const int at = number(value.size());
    if (value.is_array()) {
        switch (number(6)) {
        case 0:
            value.erase(std::size_t(at));
            return;
        case 1:
            value.push_back(Json(value[std::size_t(at)]));
            return;
        default:
            damage(value[std::size_t(at)], depth + 1);
            return;
        }
    }
    const std::string key = std::next(value.begin(), at).key();
    switch (number(8)) {
    case 0:
        value.erase(key);
        return;
    case 1:
        value["unheard of"] = something();
        return;
    default:
        damage(value[key], depth + 1);
    }
}

void Vandal::damage(QByteArray &text)
{
    const int at = number(std::size_t(text.size()));
    if (number(3) == 0)
        text.truncate(at);
    else
        text[at] = char(number(256));
}

Json Vandal::something()
{
    switch (number(14)) {
    case 0:
        return nullptr;
    case 1:
        return true;
    case 2:
        return -1;
    case 3:
        return 1e300;
    case 4:
        return "";
    case 5:
        return "start";
    case 6:
        return "n1";
    case 7:
        return "=input.";
    case 8:
        return "=while (true) {}";
    case 9:
        return Json::array({1, "a", nullptr});
    case 10:
        return {{"a", {{"b", 1}}}};
    case 11:
        return std::string(5000, 'x');
    case 12:
        return "for-each";
    default:
        return "\xc3\x28 \x01 {{}} 99999999999999 d";
    }
}

} // namespace perdura::test
