// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/JsonOperations.h"

#include "engine/activities/JsonValues.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::JsonTransform", text);
}

QString kindOf(const Json &value)
{
    return QString::fromLatin1(value.is_null() ? "null" : value.type_name());
}

/// Nothing when it is a list.
std::optional<QString> unlessList(const Json &value)
{
    if (value.is_array())
        return std::nullopt;
    return tr("it needs a list, and the value is of the kind %1").arg(kindOf(value));
}

/// Changes the object, or each object of the list.
template <typename Change>
JsonOutcome changeObjects(Json value, const Change &change)
{
    if (value.is_object()) {
        change(value);
        return value;
    }
    if (auto complaint = unlessList(value))
        return tl::unexpected(
            tr("it needs an object or a list, and the value is of the kind %1").arg(kindOf(value)));
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (!value[i].is_object()) {
            return tl::unexpected(
                tr("item %1 is not an object but of the kind %2").arg(i + 1).arg(kindOf(value[i])));
        }
        change(value[i]);
    }
    return value;
}

JsonOutcome pick(Json value, InputReader &step)
{
    const std::vector<std::string> fields = step.textsOr("fields");
    return changeObjects(std::move(value), [&fields](Json &object) {
        Json picked = Json::object();
        for (const std::string &field : fields) {
            if (const auto member = object.find(field); member != object.end())
                picked[field] = std::move(*member);
        }
        object = std::move(picked);
    });
}

JsonOutcome omit(Json value, InputReader &step)
{
    const std::vector<std::string> fields = step.textsOr("fields");
    return changeObjects(std::move(value), [&fields](Json &object) {
        for (const std::string &field : fields)
            object.erase(field);
    });
}

JsonOutcome rename(Json value, InputReader &step)
{
    const auto names = step.pairsOr("fields");
    return changeObjects(std::move(value), [&names](Json &object) {
        Json renamed = Json::object();
        for (auto &[name, member] : object.items()) {
            const auto found = std::find_if(names.begin(), names.end(),
                                            [&old = name](const auto &pair) { return pair.first == old; });
            renamed[found == names.end() ? name : found->second] = std::move(member);
        }
        object = std::move(renamed);
    });
}

JsonOutcome filter(Json value, InputReader &step)
{
    const std::string field = step.textOr("field", {});
    const std::string relation = step.oneOf("is", jsonRelations(), "equal");
    const Json other = step.any("value");
    if (auto complaint = unlessList(value))
        return tl::unexpected(*complaint);
    Json kept = Json::array();
    for (Json &item : value) {
        if (isRelated(fieldOf(item, field), relation, other))
            kept.push_back(std::move(item));
    }
    return kept;
}

JsonOutcome sort(Json value, InputReader &step)
{
    const std::string by = step.textOr("by", {});
    const bool isDescending = step.flagOr("descending", false);
    if (auto complaint = unlessList(value))
        return tl::unexpected(*complaint);
    std::stable_sort(value.begin(), value.end(), [&](const Json &a, const Json &b) {
        const int order = compareJson(fieldOf(a, by), fieldOf(b, by));
        return isDescending ? order > 0 : order < 0;
    });
    return value;
}

JsonOutcome group(Json value, InputReader &step)
{
    const std::string by = step.text("by");
    if (auto complaint = unlessList(value))
        return tl::unexpected(*complaint);
    std::map<Json, std::size_t, JsonOrder> places;
    Json groups = Json::array();
    for (Json &item : value) {
        const Json key = fieldOf(item, by);
        const auto [place, isNew] = places.emplace(key, groups.size());
        if (isNew)
            groups.push_back({{"key", key}, {"items", Json::array()}});
        groups[place->second]["items"].push_back(std::move(item));
    }
    return groups;
}

JsonOutcome map(Json value, InputReader &step)
{
    const std::string field = step.textOr("field", {});
    const auto fields = step.pairsOr("fields");
    if (auto complaint = unlessList(value))
        return tl::unexpected(*complaint);
    for (Json &item : value) {
        Json mapped = fields.empty() ? fieldOf(item, field) : Json::object();
        for (const auto &[name, source] : fields)
            mapped[name] = fieldOf(item, source);
        item = std::move(mapped);
    }
    return value;
}

JsonOutcome flatten(Json value, InputReader &)
{
    if (auto complaint = unlessList(value))
        return tl::unexpected(*complaint);
    Json flat = Json::array();
    for (Json &item : value) {
        if (!item.is_array()) {
            flat.push_back(std::move(item));
            continue;
        }
        for (Json &inner : item)
            flat.push_back(std::move(inner));
    }
    return flat;
}

JsonOutcome unique(Json value, InputReader &step)
{
    const std::string by = step.textOr("by", {});
    if (auto complaint = unlessList(value))
        return tl::unexpected(*complaint);
    std::set<Json, JsonOrder> known;
    Json kept = Json::array();
    for (Json &item : value) {
        if (known.insert(fieldOf(item, by)).second)
            kept.push_back(std::move(item));
    }
    return kept;
}

JsonOutcome limit(Json value, InputReader &step)
{
    constexpr qint64 most = 1'000'000'000;
    const qint64 count = step.wholeNumberOr("count", -1, 0, most);
    const qint64 skip = step.wholeNumberOr("skip", 0, 0, most);
    if (step.failure())
        return value; // which nobody looks at
    if (auto complaint = unlessList(value))
        return tl::unexpected(*complaint);
    const auto size = qint64(value.size());
    const qint64 first = std::min(skip, size);
    const qint64 end = std::min(first + count, size);
    value.erase(value.begin() + end, value.end());
    value.erase(value.begin(), value.begin() + first);
    return value;
}

JsonOutcome sum(Json value, InputReader &step)
{
    const std::string field = step.textOr("field", {});
    if (auto complaint = unlessList(value))
        return tl::unexpected(*complaint);
    JsonSum total;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const Json number = fieldOf(value[i], field);
        if (!number.is_null() && !number.is_number()) {
            return tl::unexpected(
                tr("the value of item %1 is not a number but of the kind %2").arg(i + 1).arg(kindOf(number)));
        }
        total.add(number);
    }
    return total.value();
}

JsonOutcome count(Json value, InputReader &)
{
    if (!value.is_array() && !value.is_object())
        return tl::unexpected(
            tr("it needs an object or a list, and the value is of the kind %1").arg(kindOf(value)));
    return Json(value.size());
}

} // namespace

const std::vector<JsonOperation> &jsonOperations()
{
    static const std::vector<JsonOperation> all{
        {"pick", {"fields"}, "fields", pick},
        {"omit", {"fields"}, "fields", omit},
        {"rename", {"fields"}, "fields", rename},
        {"filter", {"field", "is", "value"}, {}, filter},
        {"sort", {"by", "descending"}, {}, sort},
        {"group", {"by"}, {}, group},
        {"map", {"field", "fields"}, {}, map},
        {"flatten", {}, {}, flatten},
        {"unique", {"by"}, {}, unique},
        {"limit", {"count", "skip"}, "count", limit},
        {"sum", {"field"}, {}, sum},
        {"count", {}, {}, count},
    };
    return all;
}

} // namespace perdura
