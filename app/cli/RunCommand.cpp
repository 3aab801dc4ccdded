// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunCommand.h"

#include "app/cli/DefinitionCheck.h"
#include "app/cli/InstanceWatch.h"
#include "app/cli/JsonArgument.h"
#include "app/cli/Waits.h"
#include "app/cli/Workspace.h"
#include "engine/client/WorkspaceDefinitions.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/JsonSchema.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

// Long enough that a workflow which is about to end says nothing of it, nor one in which a lot happens.
constexpr std::chrono::milliseconds quietTime{500};

/// The steps that keep an instance open whose own code has come to its end.
QStringList openSteps(const InstanceExplanation &explanation, const WorkflowDefinition &definition)
{
    using Kind = InstanceReason::Kind;
    constexpr std::array blocking{Kind::Timer,    Kind::Retry, Kind::ActivityQueued, Kind::ActivityRunning,
                                  Kind::Activity, Kind::Child, Kind::EntityCall,     Kind::EntityLock};
    QStringList steps;
    for (const InstanceReason &reason : explanation.reasons) {
        if (std::ranges::find(blocking, reason.kind) != blocking.end())
            steps += nodeWords(definition, reason.origin);
    }
    steps.removeDuplicates();
    return steps;
}

} // namespace

CommandInfo RunCommand::info() const
{
    return {
        u"run"_s,
        u"FILE"_s,
        tr("Run a workflow and print its output."),
        tr("Publishes the workflow, starts an instance of it and waits until that has ended. Standard output "
           "gets the\n"
           "output as JSON and nothing else; progress goes to standard error. A run that waits for a person "
           "or an event\n"
           "goes on as soon as “perdura instances approve” or “perdura instances raise” is used in another "
           "terminal.\n"
           "After a time-out, Ctrl+C or a crash the instance is not lost: “perdura resume” carries it on.\n"
           "Exit code 0: completed; 1: failed or terminated; 2: invalid workflow or input; 3: not finished "
           "yet."),
        {QCommandLineOption(u"input"_s, tr("The input, as JSON or as @FILE with JSON."), u"JSON"_s),
         QCommandLineOption(u"instance-id"_s, tr("The instance's id; a random one otherwise."), u"ID"_s),
         QCommandLineOption(u"workspace"_s, tr("Where it runs; the folder of FILE otherwise."), u"DIR"_s),
         QCommandLineOption(u"timeout"_s, tr("How long to wait: seconds, or like “5 min”."), u"TIME"_s)},
        1,
        1};
}

void RunCommand::start(const QCommandLineParser &given)
{
    const QString file = given.positionalArguments().constFirst();
    if (given.isSet(u"instance-id"_s))
        m_wantedId = InstanceId(given.value(u"instance-id"_s));
    if (given.isSet(u"timeout"_s)) {
        const auto timeout = parseDuration(given.value(u"timeout"_s).toStdString());
        if (!timeout) {
            finish(ExitCode::Usage, tr("--timeout: %1").arg(timeout.error().message));
            return;
        }
        m_timeout = *timeout;
    }
    if (!readDefinition(file) || !readInput(given))
        return;
    const auto folder = workspaceFor(given, QFileInfo(file).absolutePath());
    if (!folder) {
        finish(ExitCode::Usage, folder.error().message);
        return;
    }
    m_workspace = *folder;
    openHub(*folder);
}

bool RunCommand::readDefinition(const QString &file)
{
    CheckedDefinition checked = checkDefinition(file);
    for (const QString &line : checked.errors + checked.warnings)
        console().note(line);
    if (!checked.definition) {
        finish(ExitCode::Usage);
        return false;
    }
    if (checked.definition->kind == DefinitionKind::Entity) {
        finish(ExitCode::Usage,
               tr("%1: an entity cannot be run; run a workflow that sends to it.").arg(file));
        return false;
    }
    m_definition = std::make_shared<const WorkflowDefinition>(*std::move(checked.definition));
    m_narrator.emplace(m_definition);
    return true;
}

bool RunCommand::readInput(const QCommandLineParser &given)
{
    if (given.isSet(u"input"_s)) {
        auto input = jsonArgument(given.value(u"input"_s), u"--input"_s);
        if (!input) {
            finish(ExitCode::Usage, input.error().message);
            return false;
        }
        m_input = *std::move(input);
    }
    m_input = applyDefaults(std::move(m_input), m_definition->inputSchema);
    const auto violations = schemaViolations(m_input, m_definition->inputSchema);
    for (const SchemaViolation &violation : violations) {
        console().note(
            violation.path.empty()
                ? tr("--input: %1").arg(violation.message)
                : tr("--input: %1: %2").arg(QString::fromStdString(violation.path), violation.message));
    }
    if (!violations.empty())
        finish(ExitCode::Usage);
    return violations.empty();
}

void RunCommand::hubOpened()
{
    if (m_timeout) {
        const auto patience = std::chrono::ceil<std::chrono::milliseconds>(*m_timeout);
        const auto longest = std::chrono::milliseconds(std::numeric_limits<int>::max());
        QTimer::singleShot(std::min(patience, longest), this,
                           [this] { leave(tr("Not finished after %1").arg(describeDuration(*m_timeout))); });
    }
    ask(readReferences(m_definition, m_workspace), [this](const std::vector<QByteArray> &texts) {
        ask(publishAll(hub(), texts), [this](const VersionId &version) { startInstance(version); });
    });
}

void RunCommand::startInstance(const VersionId &version)
{
    StartRequest request;
    request.version = version;
    request.input = m_input;
    request.id = m_wantedId;
    whenFinished(hub().start(request), this, [this](const Result<InstanceId> &id) { started(id); });
}

void RunCommand::started(const Result<InstanceId> &id)
{
    if (isFinished() || (!id && isLoss(id.error())))
        return;
    if (!id) {
        finish(id.error().code == ErrorCode::InvalidArgument ? ExitCode::Usage : ExitCode::Failed,
               id.error().code == ErrorCode::AlreadyExists
                   ? tr("The instance “%1” is there already and has not finished; carry it on with “%2”, or "
                        "choose "
                        "another --instance-id.")
                         .arg(m_wantedId->toQString(), resumeHint())
                   : id.error().message);
        return;
    }
    m_instance = *id;
    console().note(tr("started the instance %1").arg(m_instance.toQString()));
    m_quiet.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this, &RunCommand::lookForReturn);
    auto *watch = new InstanceWatch(hub(), *id, this);
    connect(watch, &InstanceWatch::changed, this, &RunCommand::changed);
    connect(watch, &InstanceWatch::failed, this, [this](const Error &error) {
        if (!isLoss(error))
            finish(ExitCode::Failed, error.message);
    });
    watch->refresh();
}

void RunCommand::changed(const InstanceDetail &detail, const History &history)
{
    if (isFinished())
        return;
    for (const QString &line : m_narrator->tell(history))
        console().note(line);
    if (isTerminal(detail.summary.status)) {
        ended(detail);
        return;
    }
    if (!m_hasToldReturn)
        m_quiet.start(quietTime);
    if (!isSettled(detail.summary, SystemClock().now()))
        return;
    const QStringList waits = findWaits(m_definition, history);
    for (const QString &wait : waits) {
        if (!m_toldWaits.contains(wait))
            console().note(tr("waiting for %1").arg(wait));
    }
    if (detail.summary.openHumanTasks > 0 && waits != m_toldWaits) {
        console().note(tr("answer with “perdura instances approve %1 --workspace %2”")
                           .arg(m_instance.toQString(), workspace()));
    }
    m_toldWaits = waits;
}

void RunCommand::lookForReturn()
{
    if (isFinished())
        return;
    ask(hub().explain(m_instance),
        [this](const InstanceExplanation &explanation) { tellReturn(explanation); });
}

void RunCommand::tellReturn(const InstanceExplanation &explanation)
{
    const bool hasReturned = std::ranges::any_of(explanation.reasons, [](const InstanceReason &reason) {
        return reason.kind == InstanceReason::Kind::Returned;
    });
    const QStringList steps = openSteps(explanation, *m_definition);
    if (!hasReturned || steps.isEmpty() || std::exchange(m_hasToldReturn, true))
        return;
    console().note((steps.size() == 1 ? tr("returned, waits for %1 open step: %2")
                                      : tr("returned, waits for %1 open steps: %2"))
                       .arg(steps.size())
                       .arg(steps.join(tr(", "))));
}

void RunCommand::ended(const InstanceDetail &detail)
{
    if (detail.summary.status == OrchestrationStatus::Completed) {
        console().print(detail.output);
        finish(ExitCode::Done);
        return;
    }
    FailureDetails failure;
    failure.errorType = std::string(statusName(detail.summary.status));
    failure.errorMessage = detail.summary.failureMessage;
    console().note(toJson(detail.failure.value_or(failure)));
    finish(ExitCode::Failed);
}

void RunCommand::stop()
{
    leave(tr("Stopped"));
}

void RunCommand::hubLost(const QString &why)
{
    if (m_instance.isEmpty())
        finish(ExitCode::Failed, why);
    else
        leave(tr("The program that ran the hub has ended"));
}

void RunCommand::leave(const QString &why)
{
    if (m_instance.isEmpty())
        finish(ExitCode::GoesOnLater, tr("%1, before the instance had started.").arg(why));
    else if (hubRunsElsewhere())
        finish(ExitCode::GoesOnLater, tr("%1; the instance %2 goes on in the program that runs this "
                                         "workspace's hub. When that ends, “%3” carries "
                                         "it on.")
                                          .arg(why, m_instance.toQString(), resumeHint()));
    else
        finish(ExitCode::GoesOnLater, tr("%1; the instance %2 goes on later with “%3”.")
                                          .arg(why, m_instance.toQString(), resumeHint()));
}

} // namespace perdura
