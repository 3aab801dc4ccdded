// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/patterns/PatternChecks.h"

#include "engine/client/WorkspacePaths.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/Interpreter.h"
#include "engine/definition/ReplayCheck.h"
#include "engine/orchestration/OrchestrationExecutor.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "engine/store/SqliteStore.h"
#include "tests/crash/kill_resume/HistoryCheck.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QFile>

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QList<QByteArray> effectLines(const QString &workspace)
{
    QFile file(workspace + u"/effects.txt"_s);
    QList<QByteArray> lines;
    if (file.open(QIODevice::ReadOnly))
        lines = file.readAll().split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

std::unique_ptr<Store> storeIn(const QString &workspace)
{
    SqliteOptions options;
    options.path = WorkspacePaths(workspace).database();
    return std::make_unique<SqliteStore>(options);
}

/// The custom status that a run of the drawing gives itself when it is told what this history was told.
Json statusToldBy(const std::shared_ptr<const WorkflowDefinition> &definition, const History &history,
                  const std::shared_ptr<ExpressionEvaluator> &evaluator)
{
    OrchestrationExecutor executor(makeInterpreter(definition, evaluator));
    Json status;
    std::vector<HistoryEvent> messages;
    for (const HistoryEvent &event : history) {
        if (!event.as<OrchestratorCompleted>()) {
            if (event.eventId < 0)
                messages.push_back(event);
            continue;
        }
        const TurnResult turn = executor.turn(messages);
        if (turn.customStatus)
            status = *turn.customStatus;
        messages.clear();
    }
    return status;
}

} // namespace

std::map<std::string, int> effectsIn(const QString &workspace)
{
    std::map<std::string, int> effects;
    for (const QByteArray &line : effectLines(workspace))
        ++effects[line.left(line.indexOf(' ')).toStdString()];
    return effects;
}

std::map<std::string, int> effectsByKeyIn(const QString &workspace)
{
    std::map<std::string, int> effects;
    for (const QByteArray &line : effectLines(workspace))
        ++effects[line.split(' ').at(1).toStdString()];
    return effects;
}

int mostAtOnceIn(const QString &workspace)
{
    int most = 0;
    for (const QByteArray &line : effectLines(workspace))
        most = std::max(most, line.split(' ').last().toInt());
    return most;
}

QStringList storyOf(const History &history)
{
    QStringList lines;
    for (const HistoryEvent &event : history) {
        if (event.as<OrchestratorStarted>())
            lines += QString();
        else if (!event.as<OrchestratorCompleted>() && !lines.isEmpty())
            lines.last() +=
                (lines.last().isEmpty() ? QString() : u" "_s) + QString::fromStdString(shorthand(event));
    }
    return lines;
}

StoreOnDisk::StoreOnDisk(const QString &workspace)
    : m_store(storeIn(workspace))
{
    auto writer = m_store->openWriter();
    auto reader = m_store->openReader();
    if (!writer || !reader)
        qFatal("%s", qPrintable((writer ? reader.error() : writer.error()).message));
    m_writer = *std::move(writer);
    m_reader = *std::move(reader);
}

History StoreOnDisk::history(const QString &id)
{
    return m_reader->history(InstanceId(id)).value_or(History());
}

InstanceDetail StoreOnDisk::detail(const QString &id)
{
    return m_reader->instance(InstanceId(id)).value_or(InstanceDetail());
}

void StoreOnDisk::flaw(const InstanceSummary &summary, const QString &what)
{
    m_flaws += summary.id.toQString() + u": "_s + what;
}

void StoreOnDisk::compareEnd(const InstanceSummary &summary, const History &history)
{
    const ExecutionCompleted *completed = nullptr;
    const ExecutionTerminated *terminated = nullptr;
    for (const HistoryEvent &event : history) {
        completed = event.as<ExecutionCompleted>() ? event.as<ExecutionCompleted>() : completed;
        terminated = event.as<ExecutionTerminated>() ? event.as<ExecutionTerminated>() : terminated;
    }
    if (isTerminal(summary.status) != (completed || terminated))
        flaw(summary, u"whether it has ended is not what the history says"_s);
    if (completed &&
        (summary.status != completed->status || m_reader->instance(summary.id)->output != completed->result))
        flaw(summary, u"status or output is not that of the history"_s);
    if (terminated && summary.status != OrchestrationStatus::Terminated)
        flaw(summary, u"it was terminated"_s);
    const std::string why = terminated                        ? terminated->reason
                            : completed && completed->failure ? completed->failure->errorMessage
                                                              : std::string();
    if (summary.failureMessage != why)
        flaw(summary, u"the failure is “%1” instead of “%2”"_s.arg(
                          QString::fromStdString(summary.failureMessage), QString::fromStdString(why)));
}

void StoreOnDisk::look(const InstanceSummary &summary)
{
    const History past = *m_reader->history(summary.id);
    for (const QString &broken : flawsOf(past))
        flaw(summary, broken);
    if (int(past.size()) != summary.historyLength)
        flaw(summary,
             u"the history has %1 events instead of %2"_s.arg(past.size()).arg(summary.historyLength));
    compareEnd(summary, past);
    compareReplay(summary, past);
}

void StoreOnDisk::compareReplay(const InstanceSummary &summary, const History &history)
{
    const auto text = m_reader->definition(summary.version);
    const auto definition =
        text ? parseDefinition(*text, u"published"_s) : Result<WorkflowDefinition>(fail(text.error()));
    if (!definition) {
        flaw(summary, definition.error().message);
        return;
    }
    static const auto evaluator = makeExpressionEvaluator();
    const auto drawing = std::make_shared<const WorkflowDefinition>(*definition);
    const ReplayVerdict verdict = checkReplay(drawing, history, evaluator);
    if (verdict.kind != ReplayVerdict::Kind::Continues)
        flaw(summary, u"the replay differs at event %1: %2"_s.arg(verdict.event)
                          .arg(QString::fromStdString(verdict.why)));
    const std::string told = dumpJson(statusToldBy(drawing, history, evaluator));
    const std::string shown = dumpJson(m_reader->instance(summary.id)->customStatus);
    if (shown != told)
        flaw(summary, u"the custom status is %1 instead of %2"_s.arg(QString::fromStdString(shown),
                                                                     QString::fromStdString(told)));
}

std::vector<InstanceSummary> StoreOnDisk::instances()
{
    InstanceQuery all;
    all.limit = 1000;
    const auto page = m_reader->instances(all);
    return page ? page->instances : std::vector<InstanceSummary>();
}

QStringList StoreOnDisk::flaws()
{
    m_flaws.clear();
    bool haveEnded = true;
    for (const InstanceSummary &summary : instances()) {
        look(summary);
        haveEnded = haveEnded && isTerminal(summary.status);
    }
    if (haveEnded && !(m_reader->activities()->empty() && m_reader->timers()->empty() &&
                       m_reader->inbox()->empty() && m_reader->humanTasks({})->empty()))
        m_flaws += u"something waits of instances that have ended"_s;
    const auto report = m_reader->check();
    if (!report || !report->isSound())
        m_flaws += u"the database is not sound"_s;
    return m_flaws;
}

} // namespace perdura::test
