// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionReferences.h"
#include "engine/definition/ExpressionRules.h"
#include "engine/definition/FixRequest.h"
#include "engine/definition/FlowIndex.h"
#include "engine/definition/NeededValues.h"
#include "engine/definition/NodeReferences.h"
#include "engine/definition/TextDistance.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ProblemFixes", text);
}

/// The one that was most likely meant; none when there is none like it, or several.
template <typename Names>
std::optional<QString> nearest(const QString &wrong, const Names &names)
{
    std::optional<QString> best;
    qsizetype least = std::max<qsizetype>(2, wrong.size() / 3) + 1;
    for (const QString &name : names) {
        const qsizetype away = textDistance(wrong, name);
        if (away == least)
            best.reset();
        if (away < least) {
            least = away;
            best = name;
        }
    }
    return best;
}

std::string expressionOf(const FixRequest &request)
{
    const Json::json_pointer place(request.problem.field);
    if (!request.node->fields.contains(place) || !isExpression(request.node->fields.at(place)))
        return {};
    return request.node->fields.at(place).get<std::string>();
}

Fixes replaceAll(const FixRequest &request, const QString &title, Json expression)
{
    return {{title, {SetField{request.node->id, request.problem.field, std::move(expression)}}}};
}

/// The name between the first pair of quotation marks of the sentence, if the expression says it as well.
std::string nodeInQuestion(const FixRequest &request)
{
    for (const std::string &name : referencedNodes(std::string_view(expressionOf(request)).substr(1))) {
        if (request.problem.message.contains(u'“' + QString::fromStdString(name) + u'”'))
            return name;
    }
    return {};
}

bool isVisible(const Node &target, const Node &from, const FlowIndex &index)
{
    for (const Node *inner = &from; inner; inner = inner->parent ? index.find(*inner->parent) : nullptr) {
        if (inner->parent == target.parent)
            return true;
    }
    return false;
}

Fixes renameReference(const FixRequest &request)
{
    const std::string wrong = nodeInQuestion(request);
    const FlowIndex index(request.definition);
    std::optional<QString> right;
    if (request.is("reference.unknown")) {
        std::vector<QString> names;
        for (const Node &node : request.definition.nodes) {
            if (node.kind != NodeKind::Note && node.id != request.node->id &&
                isVisible(node, *request.node, index))
                names.push_back(QString::fromStdString(node.name));
        }
        right = nearest(QString::fromStdString(wrong), names);
    } else if (const Node *target = index.findByName(wrong)) {
        // Out of the containers, until one stands where it can be seen.
        const Node *outer = target->parent ? index.find(*target->parent) : nullptr;
        while (outer && !isVisible(*outer, *request.node, index))
            outer = outer->parent ? index.find(*outer->parent) : nullptr;
        if (outer)
            right = QString::fromStdString(outer->name);
    }
    if (!right)
        return {};
    Json mended = withRenamedReferences(expressionOf(request), {{wrong, right->toStdString()}});
    const QString title =
        request.is("reference.unknown") ? tr("Change it to “%1”") : tr("Use the output of “%1”");
    return replaceAll(request, title.arg(*right), std::move(mended));
}

/// Puts other words in the places of all flaws of the kind that have a replacement.
template <typename Replacement>
std::string mended(const std::string &expression, ExpressionFlaw::Kind kind, Replacement replacement)
{
    const std::string text = expression.substr(1);
    auto flaws = expressionFlaws(expressionTokens(text));
    std::string result = text;
    for (auto flaw = flaws.rbegin(); flaw != flaws.rend(); ++flaw) {
        const std::string instead =
            flaw->kind == kind ? replacement(text.substr(flaw->at, flaw->length), flaw->name) : std::string();
        if (!instead.empty())
            result.replace(flaw->at, flaw->length, instead);
    }
    return "=" + result;
}

/// The time of the run in the place of the clock's, in the same form.
std::string timeOfRun(const std::string &written, const std::string &name)
{
    if (name == "new Date")
        return "new Date(now)";
    if (name == "Date")
        return "now";
    return written.ends_with(')') ? "Date.parse(now)" : "";
}

Fixes useNow(const FixRequest &request)
{
    const std::string before = expressionOf(request);
    const std::string after = mended(before, ExpressionFlaw::Kind::Clock, timeOfRun);
    return after == before ? Fixes() : replaceAll(request, tr("Use now instead"), after);
}

Fixes renameUnknown(const FixRequest &request)
{
    std::vector<QString> names;
    for (const std::string_view name : expressionNames())
        names.push_back(QString::fromUtf8(name.data(), qsizetype(name.size())));
    const std::string before = expressionOf(request);
    for (const ExpressionFlaw &flaw : expressionFlaws(expressionTokens(std::string_view(before).substr(1)))) {
        const QString wrong = QString::fromStdString(flaw.name);
        if (flaw.kind != ExpressionFlaw::Kind::UnknownName ||
            !request.problem.message.contains(u'“' + wrong + u'”'))
            continue;
        const auto right = nearest(wrong, names);
        if (!right)
            return {};
        const auto replacement = [&](const std::string &, const std::string &name) {
            return name == flaw.name ? right->toStdString() : std::string();
        };
        return replaceAll(request, tr("Change it to “%1”").arg(*right),
                          mended(before, ExpressionFlaw::Kind::UnknownName, replacement));
    }
    return {};
}

/// Puts the name that was most likely meant in the places of the member in question.
Fixes renameMember(const FixRequest &request)
{
    const std::string &right = request.problem.proposal;
    if (right.empty())
        return {};
    std::string text = expressionOf(request).substr(1);
    const std::string root = request.is("reference.input") ? "input" : "vars";
    const auto values = neededValues(expressionTokens(text));
    bool isMended = false;
    for (auto value = values.rbegin(); value != values.rend(); ++value) {
        const QString named = u'“' + QString::fromStdString(value->name) + u'”';
        if (value->root != root || !request.problem.message.contains(named))
            continue;
        text.replace(value->at, value->length, memberReference(right));
        isMended = true;
    }
    if (!isMended)
        return {};
    return replaceAll(request, tr("Change it to “%1”").arg(QString::fromStdString(right)), "=" + text);
}

} // namespace

Fixes fixesOfExpressions(const FixRequest &request)
{
    if (!request.node || expressionOf(request).empty())
        return {};
    if (request.is("reference.unknown") || request.is("reference.scope"))
        return renameReference(request);
    if (request.is("reference.variable") || request.is("reference.input"))
        return renameMember(request);
    if (request.is("expression.clock"))
        return useNow(request);
    return request.is("expression.unknownName") ? renameUnknown(request) : Fixes();
}

} // namespace perdura
