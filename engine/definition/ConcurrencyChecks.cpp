// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ConcurrencyChecks.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

constexpr std::int64_t mostCounted = 1'000'000'000'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

bool fansOut(const Node &node)
{
    return node.kind == NodeKind::ForEach || node.kind == NodeKind::Parallel;
}

/// True when the container goes on before all its lanes have ended.
bool givesUpLanes(const Node &container, const FlowIndex &index)
{
    if (container.kind == NodeKind::Race)
        return !letsLosersGoOn(container);
    if (container.kind != NodeKind::Parallel)
        return false;
    const auto wanted = container.fields.find("waitFor");
    return wanted != container.fields.end() && wanted->is_number_integer() &&
           wanted->get<std::int64_t>() < fanOutOf(container, index);
}

} // namespace

std::int64_t fanOutOf(const Node &node, const FlowIndex &index)
{
    if (node.kind == NodeKind::Parallel)
        return std::max<std::int64_t>(1, std::int64_t(index.entries(&node).size()));
    if (node.kind != NodeKind::ForEach)
        return 1;
    const auto given = node.fields.find("parallelism");
    if (given == node.fields.end() || given->is_null())
        return 10; // what the interpreter takes then
    return given->is_number_integer() ? std::max<std::int64_t>(1, given->get<std::int64_t>()) : 1;
}

bool letsLosersGoOn(const Node &node)
{
    const auto others = node.fields.find("others");
    return node.kind == NodeKind::Race && others != node.fields.end() && *others == "keep";
}

ConcurrencyChecks::ConcurrencyChecks(const WorkflowDefinition &definition, const FlowIndex &index,
                                     ProblemList &problems)
    : m_definition(definition)
    , m_index(index)
    , m_problems(problems)
{}

void ConcurrencyChecks::run()
{
    for (const Node &node : m_definition.nodes) {
        if (!node.parent)
            continue;
        if (fansOut(node))
            checkFanOut(node);
        else if (node.kind == NodeKind::SubWorkflow)
            checkChild(node);
        else if (node.kind == NodeKind::Timer)
            checkTimer(node);
    }
}

/// Each number may be sensible by itself; nested they multiply.
void ConcurrencyChecks::checkFanOut(const Node &node)
{
    std::int64_t around = 1;
    const Node *outer = nullptr;
    int depth = 0;
    for (const Node *inner = &node; inner && inner->parent && depth < 64; ++depth) {
        inner = m_index.find(*inner->parent);
        if (!inner || !fansOut(*inner))
            continue;
        around = std::min(mostCounted, around * fanOutOf(*inner, m_index));
        outer = outer ? outer : inner;
    }
    const std::int64_t own = fanOutOf(node, m_index);
    // A number that multiplies nothing is meant as it is.
    if (!outer || around == 1 || own == 1 || around * own <= sensibleFanOut)
        return;
    m_problems.warning("fanout.nested", node,
                       tr("Up to %1 flows run at the same time here, as “%2” around it runs several of it; "
                          "work on fewer items at a time.")
                           .arg(QString::number(around * own), qs(outer->name)),
                       node.kind == NodeKind::ForEach ? "/parallelism" : "");
}

void ConcurrencyChecks::checkChild(const Node &node)
{
    const auto id = node.fields.find("instanceId");
    if (id != node.fields.end() && !id->is_null() && *id != "")
        return;
    int depth = 0;
    for (const Node *inner = &node; inner && inner->parent && depth < 64; ++depth) {
        inner = m_index.find(*inner->parent);
        if (!inner || !givesUpLanes(*inner, m_index))
            continue;
        m_problems.warning("lane.child", node,
                           tr("This workflow goes on when other lanes have decided “%1”; give it an instance "
                              "id and end it by that with Terminate instance.")
                               .arg(qs(inner->name)),
                           "/instanceId");
        return;
    }
}

void ConcurrencyChecks::checkTimer(const Node &node)
{
    int depth = 0;
    for (const Node *inner = &node; inner && inner->parent && depth < 64; ++depth) {
        inner = m_index.find(*inner->parent);
        if (!inner || !letsLosersGoOn(*inner))
            continue;
        m_problems.warning("race.timer", node,
                           tr("When another lane wins, “%1” lets this timer run, and the workflow cannot end "
                              "before it is due.")
                               .arg(qs(inner->name)));
        return;
    }
}

} // namespace perdura
