// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ConcurrencyChecks.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/StartTriggers.h"

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
    const QString person = fieldText(node, "assignee");
    const QString assignee = person.isEmpty() ? fieldText(node, "group") : person;
    return withTimeout(assignee.isEmpty() ? tr("Ask anyone") : tr("Ask %1").arg(assignee), node);
}

QString timerOrCron(const Node &node)
{
    const QString cron = fieldText(node, "cron");
    const bool hasOther = !fieldText(node, "duration").isEmpty();
    return cron.isEmpty() || hasOther ? timerSummary(node) : tr("Wait for the next %1").arg(cron);
}

QString eventSummary(const Node &node)
{
    QString event = fieldText(node, "event");
    if (event.isEmpty())
        return tr("No event named yet");
    const auto others = node.fields.find("others");
    if (others != node.fields.end() && others->is_array()) {
        for (const Json &other : *others) {
            if (other.is_string())
                event = tr("%1 or %2").arg(event, QString::fromStdString(other.get<std::string>()));
        }
    }
    return withTimeout(tr("Wait for %1").arg(event), node);
}

QString httpSummary(const Node &node)
{
    const QString url = fieldText(node, "url");
    if (url.isEmpty())
        return tr("No address yet");
    const QString method = fieldText(node, "method");
    const qsizetype scheme = url.startsWith(u'=') ? -1 : url.indexOf("://"_L1);
    return (method.isEmpty() ? u"GET"_s : method) + u' ' + (scheme < 0 ? bare(url) : url.mid(scheme + 3));
}

/// The sentence about a field, or what is missing.
QString about(const Node &node, const char *field, const char *sentence, const char *missing)
{
    const QString text = fieldText(node, field);
    return text.isEmpty() ? tr(missing) : tr(sentence).arg(bare(text));
}

QString messageSummary(const Node &node)
{
    const QString entity = fieldText(node, "entity");
    if (entity.isEmpty())
        return tr("No entity yet");
    return bare(fieldText(node, "operation")) + u" → @"_s + bare(entity) + u'@' +
           bare(fieldText(node, "key"));
}

QString entitiesSummary(const Node &node)
{
    QStringList texts;
    const auto entities = node.fields.find("entities");
    if (entities != node.fields.end() && entities->is_array()) {
        for (const Json &entity : *entities) {
            if (entity.is_string())
                texts += bare(QString::fromStdString(entity.get<std::string>()));
        }
    }
    return texts.isEmpty() ? tr("No entity yet") : tr("Alone with %1").arg(texts.join(u", "_s));
}

QString parallelSummary(const Node &node)
{
    const QString count = fieldText(node, "waitFor");
    return count.isEmpty() ? tr("All lanes at the same time")
                           : tr("Until %1 of the lanes have ended").arg(count);
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

QString otherSummary(const Node &node)
{
    switch (node.kind) {
    case NodeKind::Switch:
        return about(node, "value", QT_TRANSLATE_NOOP("perdura::NodeCatalog", "By %1"),
                     QT_TRANSLATE_NOOP("perdura::NodeCatalog", "No value yet"));
    case NodeKind::SetStatus:
        return about(node, "status", QT_TRANSLATE_NOOP("perdura::NodeCatalog", "Show %1"),
                     QT_TRANSLATE_NOOP("perdura::NodeCatalog", "Shows nothing any more"));
    case NodeKind::HttpCall:
        return httpSummary(node);
    case NodeKind::Parallel:
        return parallelSummary(node);
    case NodeKind::Race:
        return letsLosersGoOn(node) ? tr("The first lane that ends wins, the others go on")
                                    : tr("The first lane that ends wins");
    case NodeKind::Scope:
        return tr("Done as a whole, or undone");
    case NodeKind::CriticalSection:
        return entitiesSummary(node);
    case NodeKind::SubWorkflow:
        return about(node, "workflow", QT_TRANSLATE_NOOP("perdura::NodeCatalog", "Run %1"),
                     QT_TRANSLATE_NOOP("perdura::NodeCatalog", "No workflow yet"));
    case NodeKind::StartInstance:
        return about(node, "workflow", QT_TRANSLATE_NOOP("perdura::NodeCatalog", "Start %1"),
                     QT_TRANSLATE_NOOP("perdura::NodeCatalog", "No workflow yet"));
    case NodeKind::SignalInstance:
        return about(node, "event", QT_TRANSLATE_NOOP("perdura::NodeCatalog", "Raise %1"),
                     QT_TRANSLATE_NOOP("perdura::NodeCatalog", "No event named yet"));
    case NodeKind::TerminateInstance:
        return about(node, "instance", QT_TRANSLATE_NOOP("perdura::NodeCatalog", "End %1"),
                     QT_TRANSLATE_NOOP("perdura::NodeCatalog", "No instance yet"));
    case NodeKind::ContinueAsNew:
        return about(node, "input", QT_TRANSLATE_NOOP("perdura::NodeCatalog", "Again with %1"),
                     QT_TRANSLATE_NOOP("perdura::NodeCatalog", "Again without input"));
    case NodeKind::EntityCall:
    case NodeKind::EntitySignal:
        return messageSummary(node);
    case NodeKind::Operation:
        return tr("Begins with what it is given");
    case NodeKind::SetState:
        return about(node, "state", QT_TRANSLATE_NOOP("perdura::NodeCatalog", "Keep %1"),
                     QT_TRANSLATE_NOOP("perdura::NodeCatalog", "Delete the entity"));
    case NodeKind::Note:
        return fieldText(node, "text");
    default:
        Q_UNREACHABLE();
    }
}

QString startSummary(const Node &node)
{
    const StartTriggers triggers = triggersOf(node);
    QStringList words;
    for (const ScheduleTrigger &trigger : triggers.schedules)
        words += QString::fromStdString(trigger.cron);
    for (const FolderTrigger &trigger : triggers.folders)
        words += tr("files in %1").arg(QString::fromStdString(trigger.folder));
    for (const CompletionTrigger &trigger : triggers.completions)
        words += tr("after %1").arg(QString::fromStdString(trigger.workflow));
    for (const RouteTrigger &trigger : triggers.routes)
        words += QString::fromStdString(trigger.method + ' ' + trigger.route);
    return words.isEmpty() ? tr("Begins with the input") : tr("Also: %1").arg(words.join(tr(", ")));
}

} // namespace

QString nodeSummary(const Node &node, const ActivityCatalog &activities)
{
    switch (node.kind) {
    case NodeKind::Start:
        return startSummary(node);
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
        return timerOrCron(node);
    case NodeKind::WaitForEvent:
        return eventSummary(node);
    case NodeKind::Approval:
        return approvalSummary(node);
    case NodeKind::ForEach:
        return forEachSummary(node);
    default:
        return otherSummary(node);
    }
    Q_UNREACHABLE();
}

} // namespace perdura
