// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/HealthCommand.h"

#include "app/cli/Table.h"
#include "app/cli/Workspace.h"
#include "engine/client/HubCodec.h"

#include <QLocale>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString perSecond(double rate)
{
    return QString::number(rate, 'f', 1);
}

} // namespace

CommandInfo HealthCommand::info() const
{
    return {u"hub health"_s,
            {},
            tr("Tell how busy the hub of a workspace is."),
            tr("Prints what the hub of a workspace does in a second, how long its commits take and what lies "
               "in its queues.\n"
               "The rates are those of the program that runs the hub, over the last 10 seconds."),
            {jsonOption(), workspaceOption()},
            0,
            0};
}

void HealthCommand::start(const QCommandLineParser &given)
{
    m_asJson = given.isSet(u"json"_s);
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

void HealthCommand::hubOpened()
{
    ask(hub().health(), [this](const HubHealth &health) { print(health); });
}

void HealthCommand::print(const HubHealth &health)
{
    if (m_asJson) {
        console().print(encodeHub(health));
        finish(ExitCode::Done);
        return;
    }
    QStringList messages;
    for (const int length : health.queuedMessages)
        messages += QString::number(length);
    Table table;
    table.add({tr("Turns per second"), perSecond(health.turnsPerSecond)});
    table.add({tr("Commits per second"), perSecond(health.commitsPerSecond)});
    table.add({tr("A commit takes"),
               tr("%1 (half of them less), %2 (99 of 100 less)")
                   .arg(describeDuration(health.commitP50), describeDuration(health.commitP99))});
    table.add({tr("Writes that wait"), QString::number(health.queuedWrites)});
    table.add({tr("Turns that wait, by worker"), messages.join(u' ')});
    table.add({tr("Activities"),
               tr("%1 running, %2 waiting").arg(health.runningActivities).arg(health.waitingActivities)});
    table.add({tr("Open timers"), QString::number(health.openTimers)});
    if (health.oldestWait)
        table.add({tr("Oldest waiting work"), describeDuration(*health.oldestWait)});
    table.add({tr("Not in the search index"), health.unindexed.isExact
                                                  ? QString::number(health.unindexed.count)
                                                  : tr("at least %1").arg(health.unindexed.count)});
    table.add({tr("Database"), QLocale::c().formattedDataSize(health.databaseBytes)});
    console().print(table.text());
    finish(ExitCode::Done);
}

} // namespace perdura
