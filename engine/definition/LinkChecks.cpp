// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/LinkChecks.h"

#include "engine/definition/NodeCatalog.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

} // namespace

LinkChecks::LinkChecks(const FlowIndex &index, ProblemList &problems)
    : m_index(index)
    , m_problems(problems)
{}

void LinkChecks::check(const Node &node, const std::vector<FieldReference> &references)
{
    for (const FieldReference &reference : references)
        checkReference(node, reference);
    if (node.kind == NodeKind::WaitForEvent || node.kind == NodeKind::Approval) {
        checkTimeout(node);
        checkAnswers(node);
    } else if (node.kind == NodeKind::Switch) {
        checkAnswers(node);
    }
}

void LinkChecks::checkReference(const Node &node, const FieldReference &reference)
{
    const QString name = qs(reference.name);
    const Node *target = m_index.findByName(reference.name);
    if (!target) {
        m_problems.error("reference.unknown", node,
                         tr("There is no node “%1”; correct the name in the expression.").arg(name),
                         reference.path);
        return;
    }
    // Visible are the nodes of this flow and of the flows around it.
    for (const Node *inner = &node; inner; inner = inner->parent ? m_index.find(*inner->parent) : nullptr) {
        if (inner->parent == target->parent)
            return;
    }
    const Node *container = m_index.find(*target->parent);
    m_problems.error(
        "reference.scope", node,
        tr("“%1” is inside “%2”, so its output cannot be seen from here; use the output of “%2”.")
            .arg(name, container ? qs(container->name) : QString()),
        reference.path);
}

void LinkChecks::checkTimeout(const Node &node)
{
    const auto timeout = node.fields.find("timeout");
    const bool isSet = timeout != node.fields.end() && !timeout->is_null() && *timeout != "";
    if (isSet && !m_index.target(node.id, "timeout"))
        m_problems.warning(
            "timeout.unconnected", node,
            tr("The flow ends here when the time is up; connect the time-out port to say what is done then."),
            "/timeout", "timeout");
}

/// A node at the end of a flow gives its answer as the result; but where some answers lead on, one that leads
/// nowhere has most likely been forgotten. The way for any other value of a Switch may well be the end.
void LinkChecks::checkAnswers(const Node &node)
{
    std::vector<std::string> open;
    bool leadsOn = false;
    for (const PortInfo &port : outputPorts(node)) {
        const bool isAnswer = !isReservedPort(port.id);
        if (m_index.target(node.id, port.id))
            leadsOn = leadsOn || isAnswer || port.id == "default";
        else if (isAnswer)
            open.push_back(port.id);
    }
    if (!leadsOn)
        return;
    for (const std::string &port : open)
        m_problems.warning(
            "port.unconnected", node,
            tr("The flow ends here at “%1”; connect that port to say what is done then.").arg(qs(port)), {},
            port);
}

} // namespace perdura
