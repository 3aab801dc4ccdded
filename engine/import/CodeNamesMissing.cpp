// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/TextDistance.h"
#include "engine/import/CodeBuiltins.h"
#include "engine/import/CodeReader.h"

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return importText(text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

/// "Id" of machineId.
std::string lastWord(const std::string &name)
{
    const auto capital =
        std::ranges::find_if(name.rbegin(), name.rend(), [](char c) { return std::isupper(c); });
    return capital == name.rend() ? name : std::string(capital.base() - 1, name.end());
}

} // namespace

/// What the code most likely means: a name that differs by a slip, or the only one of the same kind.
const Binding *CodeReader::likelyMeant(const Ast &identifier) const
{
    const std::string name = textMember(identifier, "name");
    std::vector<const Binding *> candidates;
    for (const Binding *binding : m_names.visibleAt(identifier)) {
        const bool isBefore = startOf(*binding->declaration) < startOf(identifier);
        if (binding->kind == Binding::Kind::Variable && isBefore && !m_modules.contains(binding))
            candidates.push_back(binding);
    }
    const auto nearest = std::ranges::min_element(candidates, {}, [&name](const Binding *binding) {
        return textDistance(qs(binding->name), qs(name));
    });
    if (nearest != candidates.end() && isSlipOf((*nearest)->name, name))
        return *nearest;
    std::erase_if(candidates, [&name](const Binding *binding) {
        return lastWord(binding->name) != lastWord(name) || lastWord(name) == name;
    });
    return candidates.size() == 1 ? candidates.front() : nullptr;
}

QString CodeReader::undefinedText(const Ast &identifier)
{
    const std::string name = textMember(identifier, "name");
    const auto fixTo = [&identifier](const QString &text) {
        return CodeFix{tr("Use “%1”").arg(text), startOf(identifier), endOf(identifier), text};
    };
    if (isOutsideName(name)) {
        m_source.error(
            identifier,
            tr("“%1” is not there in a workflow; take the value from the input or from an activity.")
                .arg(qs(name)));
        return u"null"_s;
    }
    if (name == "instanceId") {
        m_source.error(identifier,
                       tr("“instanceId” is not defined in this file; write context.df.instanceId."),
                       fixTo(u"context.df.instanceId"_s));
        return u"instance.id"_s;
    }
    const Binding *meant = likelyMeant(identifier);
    if (!meant) {
        m_source.error(
            identifier,
            tr("“%1” is not defined in this file; define it, or take it from the input.").arg(qs(name)));
        return u"null"_s;
    }
    m_source.error(
        identifier,
        tr("“%1” is not defined in this file; most likely it means “%2”.").arg(qs(name), qs(meant->name)),
        fixTo(qs(meant->name)));
    const auto value = m_values.find(meant);
    return value != m_values.end() && value->second.kind == CodeValue::Kind::Text
               ? value->second.text
               : QString(u"vars."_s % qs(meant->name));
}

/// What the value of a call is used as, where that can be told: a date, a number.
QString CodeReader::guessFor(const Ast &call)
{
    const Ast *declarator = m_names.parentOf(call);
    std::vector<const Ast *> uses{&call};
    if (declarator && isType(*declarator, "VariableDeclarator") &&
        isType((*declarator)["id"], "Identifier")) {
        if (const Binding *binding = m_names.bindingOf((*declarator)["id"]))
            uses.insert(uses.end(), binding->uses.begin(), binding->uses.end());
    }
    for (const Ast *use : uses) {
        const Ast *parent = m_names.parentOf(*use);
        if (!parent)
            continue;
        const std::string method = methodOf(*parent);
        const bool isArgument = isType(*parent, "CallExpression") && &(*parent)["callee"] != use;
        if (isArgument &&
            (method.starts_with("is") || durableName(*parent) == "createTimer" || makesDate(*parent)))
            return u"addTime(now, \"1 h\")"_s;
        if (isArgument && (method == "add" || method == "subtract"))
            return u"60"_s;
        if (!isType(*parent, "BinaryExpression"))
            continue;
        const Ast &other = &(*parent)["left"] == use ? (*parent)["right"] : (*parent)["left"];
        if (isDate(other) && textMember(*parent, "operator") != "+" && textMember(*parent, "operator") != "-")
            return u"addTime(now, \"1 h\")"_s;
        if (textMember(*parent, "operator") == "*" || literalNumber(other))
            return u"60"_s;
    }
    return u"null"_s;
}

QString CodeReader::placeholderFor(const Ast &call, const QString &name)
{
    if (isOutsideName(name.toStdString())) {
        m_source.error(call, tr("“%1” is not there in a workflow; do that in an activity.").arg(name));
        return u"null"_s;
    }
    const QString guess = guessFor(call);
    m_source.warning(
        call, tr("“%1” is not defined in this file; the drawing has %2 in its place. Put the value there "
                 "that it gives, or call an activity.")
                  .arg(name, guess));
    return guess;
}

/// A list of tasks as a value. Once all were waited for, what is meant are their results.
QString CodeReader::tasksText(const Ast &use, CodeTasks &tasks)
{
    const QString name = qs(textMember(use, "name"));
    if (tasks.results.isEmpty()) {
        m_source.error(
            use, tr("“%1” is a list of tasks; wait for them with yield context.df.Task.all(%1).").arg(name));
        return u"[]"_s;
    }
    const Ast *member = m_names.parentOf(use);
    const Ast *call = member ? m_names.parentOf(*member) : nullptr;
    if (call && member && isType(*member, "MemberExpression") &&
        textMember((*member)["property"], "name") == "length")
        return tasks.results;
    const Ast *callback = call && isType(*call, "CallExpression") ? argument(*call, 0) : nullptr;
    if (callback && isFunction(*callback)) {
        // The parameter that is a task in turn: what is asked of it is its result.
        const std::size_t place = methodOf(*call).starts_with("reduce") ? 1 : 0;
        const Ast &parameters = (*callback)["params"];
        const Binding *each = place < parameters.size() ? m_names.bindingOf(parameters[place]) : nullptr;
        const auto asksResult = [this](const Ast *each_) {
            const Ast *parent = m_names.parentOf(*each_);
            return parent && isType(*parent, "MemberExpression") &&
                   textMember((*parent)["property"], "name") == "result";
        };
        if (each && !each->uses.empty() && std::ranges::all_of(each->uses, asksResult)) {
            for (const Ast *used : each->uses)
                setYielded(*m_names.parentOf(*used),
                           qs(each->name) + (each->name == "item" ? u"_"_s : u""_s));
            return tasks.results;
        }
    }
    const Ast *wait = tasks.wait;
    std::optional<CodeFix> fix;
    if (wait && isType(*wait, "ExpressionStatement") && startOf(*wait) < startOf(use)) {
        const QString results =
            name.endsWith(u"Tasks"_s) ? name.chopped(5) + u"Results"_s : name + u"Results"_s;
        fix = CodeFix{tr("Use the list of results that Task.all gives"), startOf(*wait), endOf(use),
                      u"const "_s % results % u" = "_s %
                          m_source.text().mid(startOf(*wait), startOf(use) - startOf(*wait)) % results};
    }
    m_source.warning(
        use,
        tr("“%1” is the list of tasks, not of their results, so this works on the tasks themselves. Use "
           "the list that yield context.df.Task.all(%1) gives; the drawing does.")
            .arg(name),
        std::move(fix));
    return tasks.results;
}

} // namespace perdura
