// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/JsonValues.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace perdura {

namespace {

/// One step of a JSON pointer without its slash, as the name that it means.
std::string unescaped(std::string_view step)
{
    std::string name;
    for (std::size_t i = 0; i < step.size(); ++i) {
        const bool isEscape =
            step[i] == '~' && i + 1 < step.size() && (step[i + 1] == '0' || step[i + 1] == '1');
        name += isEscape ? (step[++i] == '0' ? '~' : '/') : step[i];
    }
    return name;
}

const Json *childOf(const Json &value, const std::string &name)
{
    if (value.is_object()) {
        const auto member = value.find(name);
        return member == value.end() ? nullptr : &*member;
    }
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    const bool isIndex = error == std::errc() && end == name.data() + name.size();
    return value.is_array() && isIndex && index < value.size() ? &value[index] : nullptr;
}

int rankOf(const Json &value)
{
    return value.is_null()      ? 0
           : value.is_boolean() ? 1
           : value.is_number()  ? 2
           : value.is_string()  ? 3
           : value.is_array()   ? 4
                                : 5;
}

bool isOrdered(int order, const std::string &relation)
{
    return relation == "less"          ? order < 0
           : relation == "lessOrEqual" ? order <= 0
           : relation == "greater"     ? order > 0
                                       : order >= 0;
}

} // namespace

Json fieldOf(const Json &item, const std::string &field)
{
    if (field.empty())
        return item;
    const Json *value = &item;
    if (field.front() != '/') {
        value = item.is_object() ? childOf(item, field) : nullptr;
        return value ? *value : Json();
    }
    std::string_view rest = field;
    while (value && !rest.empty()) {
        rest.remove_prefix(1);
        const std::size_t end = std::min(rest.find('/'), rest.size());
        value = childOf(*value, unescaped(rest.substr(0, end)));
        rest.remove_prefix(end);
    }
    return value ? *value : Json();
}

int compareJson(const Json &a, const Json &b)
{
    if (rankOf(a) != rankOf(b))
        return rankOf(a) - rankOf(b);
    if (a.is_structured()) {
        const int order = dumpJson(a).compare(dumpJson(b));
        return order;
    }
    return a < b ? -1 : b < a ? 1 : 0;
}

const std::vector<std::string> &jsonRelations()
{
    static const std::vector<std::string> all{"equal",   "notEqual",       "less",     "lessOrEqual",
                                              "greater", "greaterOrEqual", "contains", "startsWith",
                                              "present", "absent"};
    return all;
}

bool isRelated(const Json &value, const std::string &relation, const Json &other)
{
    if (relation == "present" || relation == "absent")
        return value.is_null() == (relation == "absent");
    if (relation == "equal" || relation == "notEqual")
        return (compareJson(value, other) == 0) == (relation == "equal");
    if (relation == "contains" && value.is_array()) {
        return std::any_of(value.begin(), value.end(),
                           [&other](const Json &element) { return compareJson(element, other) == 0; });
    }
    if (relation == "contains" || relation == "startsWith") {
        if (!value.is_string() || !other.is_string())
            return false;
        const auto &text = value.get_ref<const std::string &>();
        const auto &part = other.get_ref<const std::string &>();
        return relation == "contains" ? text.find(part) != std::string::npos : text.starts_with(part);
    }
    return rankOf(value) == rankOf(other) && isOrdered(compareJson(value, other), relation);
}

void JsonSum::add(const Json &number)
{
    if (number.is_null())
        return;
    m_number += number.get<double>();
    const bool fits =
        number.is_number_integer() && (!number.is_number_unsigned() ||
                                       number.get<quint64>() <= quint64(std::numeric_limits<qint64>::max()));
    if (!fits || __builtin_add_overflow(m_whole, number.get<qint64>(), &m_whole))
        m_isWhole = false;
}

Json JsonSum::value() const
{
    return m_isWhole ? Json(m_whole) : Json(m_number);
}

} // namespace perdura
