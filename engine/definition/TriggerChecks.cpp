// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/TriggerChecks.h"

#include "engine/definition/StartTriggers.h"

#include <QCoreApplication>

#include <set>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::TriggerChecks", text);
}

std::string place(const char *field, std::size_t index, const char *member)
{
    return '/' + std::string(field) + '/' + std::to_string(index) + '/' + member;
}

/// Each `{name}` is a whole segment, closed, named and named once.
bool isRoute(const std::string &route)
{
    std::set<std::string> names;
    const auto segments = QString::fromStdString(route).split(u'/');
    for (const QString &segment : segments) {
        if (segment.isEmpty() || segment.contains(u'?') || segment.contains(u'#'))
            return false;
        const bool isParameter = segment.startsWith(u'{') && segment.endsWith(u'}') && segment.size() > 2;
        if (!isParameter && (segment.contains(u'{') || segment.contains(u'}')))
            return false;
        if (isParameter && !names.insert(segment.toStdString()).second)
            return false;
    }
    return true;
}

} // namespace

bool isDueEver(const CronSchedule &schedule)
{
    // Any time will do: a leap year is never far.
    return schedule.next(Instant()).has_value();
}

void checkTriggers(const Node &start, ProblemList &problems)
{
    const StartTriggers triggers = triggersOf(start);
    for (std::size_t i = 0; i < triggers.schedules.size(); ++i) {
        const ScheduleTrigger &trigger = triggers.schedules[i];
        if (auto schedule = CronSchedule::parse(trigger.cron, trigger.timeZone); !schedule)
            problems.error("trigger.cron", start, schedule.error().message, place("schedules", i, "cron"));
        else if (!isDueEver(*schedule))
            problems.warning("trigger.never", start,
                             tr("No day fits “%1”, so it never starts by itself; correct the day or the "
                                "month.")
                                 .arg(QString::fromStdString(trigger.cron)),
                             place("schedules", i, "cron"));
    }
    for (std::size_t i = 0; i < triggers.folders.size(); ++i) {
        const QString folder = QString::fromStdString(triggers.folders[i].folder);
        if (folder.startsWith(u'/') || folder.split(u'/').contains(u".."))
            problems.error("trigger.folder", start,
                           tr("The folder “%1” is outside the workspace; give one inside it.").arg(folder),
                           place("folders", i, "folder"));
    }
    for (std::size_t i = 0; i < triggers.routes.size(); ++i) {
        if (!isRoute(triggers.routes[i].route))
            problems.error("trigger.route", start,
                           tr("“%1” is no route; write it like orders/{id}, without a slash in front.")
                               .arg(QString::fromStdString(triggers.routes[i].route)),
                           place("routes", i, "route"));
    }
}

void checkTriggerLoop(const WorkflowDefinition &definition, ProblemList &problems)
{
    for (const Node &start : definition.nodes) {
        if (start.kind != NodeKind::Start)
            continue;
        const StartTriggers triggers = triggersOf(start);
        for (std::size_t i = 0; i < triggers.completions.size(); ++i) {
            if (triggers.completions[i].workflow == definition.name)
                problems.error("trigger.self", start,
                               tr("Its own end would start it again, without end; name another workflow."),
                               place("completions", i, "workflow"));
        }
    }
}

} // namespace perdura
