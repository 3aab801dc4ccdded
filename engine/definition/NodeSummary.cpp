// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeCatalog.h"

#include <QCoreApplication>
#include <QStringList>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::NodeCatalog", text);
}

/// A field as one line of text, empty when it is not set.
QString fieldText(const Node &node, const char *field)
{
    const auto value = node.fields.find(field);
    if (value == node.fields.end() || value->is_null())
        return {};
    const QString text =
        QString::fromStdString(value->is_string() ? value->get<std::string>() : dumpJson(*value))
            .simplified();
    return text.size() > 120 ? text.left(119) % u'…' : text;
}

/// Expressions read better without their mark in front.
QString bare(const QString &text)
{
    return text.startsWith(u'=') ? text.mid(1).trimmed() : text;
}

QString activitySummary(const Node &node, const ActivityCatalog &activities)
{
    const auto name = node.fields.find("activity");
    if (name == node.fields.end() || !name->is_string() || name->get_ref<const std::string &>().empty())
        return tr("No activity chosen yet");
    const ActivityInfo *activity = activities.find(name->get<std::string>());
    if (!activity)
        return tr("Unknown activity “%1”").arg(QString::fromStdString(name->get<std::string>()));
    const auto input = node.fields.find("input");
    const QString summary =
        activity->summary && input != node.fields.end() ? activity->summary(*input) : QString();
    return summary.isEmpty() ? activity->title : summary;
}

QString variablesSummary(const Node &node)
{
    const auto variables = node.fields.find("variables");
    if (variables == node.fields.end() || !variables->is_object() || variables->empty())
        return tr("No variables yet");
    QStringList names;
    for (const auto &[name, value] : variables->items())
        names.append(QString::fromStdString(name));
    return tr("Set %1").arg(names.join(u", "_s));
}

QString timerSummary(const Node &node)
{
    const QString duration = fieldText(node, "duration");
    const QString until = fieldText(node, "until");
    if (!duration.isEmpty())
        return tr("Wait %1").arg(duration);
    return until.isEmpty() ? tr("No time set yet") : tr("Wait until %1").arg(until);
}

QString withTimeout(const QString &text, const Node &node)
{
    const QString timeout = fieldText(node, "timeout");
    return timeout.isEmpty() ? text : tr("%1, for %2").arg(text, timeout);
}

QString approvalSummary(const Node &node)
{
    const QString assignee = fieldText(node, "assignee");
    return withTimeout(assignee.isEmpty() ? tr("Ask anyone") : tr("Ask %1").arg(assignee), node);
}

QString forEachSummary(const Node &node)
{
    const QString items = fieldText(node, "items");
    if (items.isEmpty())
        return tr("No list set yet");
    const QString parallelism = fieldText(node, "parallelism");
    return parallelism == "1"_L1
               ? tr("Each of %1, one after the other").arg(items)
               : tr("Each of %1, %2 at a time").arg(items, parallelism.isEmpty() ? u"10"_s : parallelism);
}

} // namespace

QString nodeSummary(const Node &node, const ActivityCatalog &activities)
{
    switch (node.kind) {
    case NodeKind::Start:
        return tr("Begins with the input");
    case NodeKind::End: {
        const QString output = fieldText(node, "output");
        return output.isEmpty() ? tr("Ends with the last result") : tr("Result %1").arg(bare(output));
    }
    case NodeKind::Fail: {
        const QString message = fieldText(node, "message");
        return message.isEmpty() ? tr("No message yet") : bare(message);
    }
    case NodeKind::Activity:
        return activitySummary(node, activities);
    case NodeKind::If: {
        const QString condition = fieldText(node, "condition");
        return condition.isEmpty() ? tr("No condition yet") : bare(condition);
    }
    case NodeKind::SetVariables:
        return variablesSummary(node);
    case NodeKind::Timer:
        return timerSummary(node);
    case NodeKind::WaitForEvent: {
        const QString event = fieldText(node, "event");
        return event.isEmpty() ? tr("No event named yet") : withTimeout(tr("Wait for %1").arg(event), node);
    }
    case NodeKind::Approval:
        return approvalSummary(node);
    case NodeKind::ForEach:
        return forEachSummary(node);
    }
    Q_UNREACHABLE();
}

} // namespace perdura
