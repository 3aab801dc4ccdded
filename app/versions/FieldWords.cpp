// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/FieldWords.h"

#include "engine/definition/NodeCatalog.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::FieldWords", text);
}

const Json *memberOf(const Json &value, const std::string &name)
{
    if (!value.is_object())
        return nullptr;
    const auto it = value.find(name);
    return it == value.end() ? nullptr : &*it;
}

QString textOf(const Json &value)
{
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : dumpJson(value));
}

/// The schema of one member of what a schema describes; null when it names none.
Json schemaOf(const Json &schema, const std::string &member)
{
    if (const Json *properties = memberOf(schema, "properties")) {
        if (const Json *found = memberOf(*properties, member))
            return *found;
    }
    const Json *others = memberOf(schema, "additionalProperties");
    return others && others->is_object() ? *others : Json();
}

std::vector<std::string> stepsOf(const std::string &place)
{
    std::vector<std::string> steps;
    for (Json::json_pointer left(place); !left.empty(); left.pop_back())
        steps.push_back(left.back());
    std::reverse(steps.begin(), steps.end());
    return steps;
}

/// What an activity is given is described by the activity.
Json inputSchemaOf(const Node &node, const ActivityCatalog &activities)
{
    const Json *name = memberOf(node.fields, "activity");
    const ActivityInfo *activity =
        name && name->is_string() ? activities.find(name->get<std::string>()) : nullptr;
    return activity ? activity->inputSchema : Json();
}

} // namespace

FieldWords fieldWords(const Node &node, const std::string &place, const ActivityCatalog &activities)
{
    FieldWords words{{}, nodeKindInfo(node.kind).fieldSchema};
    QStringList titles;
    for (const std::string &name : stepsOf(place)) {
        words.schema = schemaOf(words.schema, name);
        const Json *title = memberOf(words.schema, "title");
        titles.append(title ? textOf(*title) : QString::fromStdString(name));
        if (titles.size() == 1 && name == "input" && node.kind == NodeKind::Activity)
            words.schema = inputSchemaOf(node, activities);
    }
    words.title = titles.join(QStringLiteral(" › "));
    return words;
}

QString valueWords(const Json *value, const Json &schema)
{
    if (!value)
        return tr("not set");
    const Json *choices = memberOf(schema, "enum");
    const Json *titles = memberOf(schema, "x-enumTitles");
    if (choices && titles && choices->is_array() && titles->is_array()) {
        const auto at = std::size_t(std::find(choices->begin(), choices->end(), *value) - choices->begin());
        if (at < titles->size())
            return textOf((*titles)[at]);
    }
    return textOf(*value);
}

} // namespace perdura
