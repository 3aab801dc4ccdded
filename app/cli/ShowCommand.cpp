// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ShowCommand.h"

#include "app/cli/InstanceWords.h"
#include "app/cli/Table.h"
#include "app/cli/Workspace.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t shownLogLines = 20;

QString text(const std::string &utf8)
{
    return inOneLine(utf8);
}

/// Which one this is of an instance that begins anew, whose history holds this one alone.
QString executionWords(int generation)
{
    return ShowCommand::tr("no. %1; it has begun anew %n time(s)", nullptr, generation).arg(generation + 1);
}

} // namespace

CommandInfo ShowCommand::info() const
{
    return {u"instances show"_s,
            u"ID"_s,
            tr("Tell all about an instance."),
            tr("Prints the state of an instance, its input and output, what it waits for, its open tasks "
               "with their numbers\n"
               "and the last lines of its log."),
            {jsonOption(), workspaceOption()},
            1,
            1};
}

void ShowCommand::start(const QCommandLineParser &given)
{
    m_id = InstanceId(given.positionalArguments().constFirst());
    m_asJson = given.isSet(u"json"_s);
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

void ShowCommand::hubOpened()
{
    gatherReport(hub(), m_id, this, [this](const Result<InstanceReport> &report) {
        if (!report) {
            finish(ExitCode::Failed, report.error().message);
            return;
        }
        if (m_asJson)
            console().print(toJson(*report));
        else
            print(*report);
        finish(ExitCode::Done);
    });
}

void ShowCommand::print(const InstanceReport &report)
{
    const Instant now = SystemClock().now();
    const InstanceSummary &summary = report.detail.summary;
    Table table;
    table.add({tr("Instance"), text(summary.id.value)});
    table.add({tr("Workflow"), text(summary.name)});
    table.add({tr("Version"), text(summary.version.value)});
    table.add({tr("Status"), statusWords(summary.status)});
    table.add({tr("Started"), timeWords(summary.created, now)});
    table.add({tr("Last change"), timeWords(summary.lastUpdated, now)});
    if (report.detail.generation > 0)
        table.add({tr("Execution"), executionWords(report.detail.generation)});
    if (summary.completed)
        table.add({tr("Ended"), timeWords(*summary.completed, now)});
    if (!summary.failureMessage.empty())
        table.add({tr("Why"), text(summary.failureMessage)});
    for (const QString &wait : report.waits)
        table.add({tr("Waits for"), wait});
    for (const HumanTaskInfo &task : report.tasks) {
        QStringList outcomes;
        for (const std::string &outcome : task.request.outcomes)
            outcomes += text(outcome);
        table.add({tr("Task %1").arg(task.id.number),
                   tr("%1: %2").arg(text(task.request.title), outcomes.join(u" | "_s))});
    }
    table.add({tr("Input"), QString::fromStdString(dumpJson(report.detail.input))});
    if (isTerminal(summary.status))
        table.add({tr("Output"), QString::fromStdString(dumpJson(report.detail.output))});
    if (!report.detail.customStatus.is_null())
        table.add({tr("Own status"), QString::fromStdString(dumpJson(report.detail.customStatus))});
    const std::size_t hidden = report.log.size() - std::min(report.log.size(), shownLogLines);
    for (std::size_t i = hidden; i < report.log.size(); ++i) {
        const LogLine &line = report.log[i];
        table.add({i == hidden ? tr("Log") : QString(),
                   tr("%1 %2: %3")
                       .arg(toQDateTime(line.time).toLocalTime().toString(u"HH:mm:ss"_s), text(line.level),
                            text(line.text))});
    }
    console().print(table.text());
}

} // namespace perdura
