// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/VersionsCommand.h"

#include "app/cli/DefinitionCheck.h"
#include "app/cli/InstanceWords.h"
#include "app/cli/Table.h"
#include "app/cli/VersionsMoveCheck.h"
#include "app/cli/Workspace.h"
#include "engine/client/WorkspaceDefinitions.h"
#include "engine/definition/DefinitionFile.h"

#include <QFileInfo>

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Of the JSON form; the same in every language.
std::string verdictName(ReplayVerdict::Kind kind)
{
    switch (kind) {
    case ReplayVerdict::Kind::Continues:
        return "continues";
    case ReplayVerdict::Kind::Differs:
        return "differs";
    case ReplayVerdict::Kind::CannotContinue:
        return "cannotContinue";
    }
    Q_UNREACHABLE();
}

QString verdictWord(ReplayVerdict::Kind kind)
{
    switch (kind) {
    case ReplayVerdict::Kind::Continues:
        return CheckVersionsCommand::tr("continues");
    case ReplayVerdict::Kind::Differs:
        return CheckVersionsCommand::tr("differs");
    case ReplayVerdict::Kind::CannotContinue:
        return CheckVersionsCommand::tr("cannot continue");
    }
    Q_UNREACHABLE();
}

Json toJson(const CheckedInstance &checked)
{
    Json json = Json::object();
    json["instance"] = checked.instance.id.value;
    json["version"] = checked.instance.version.value;
    json["status"] = std::string(statusName(checked.instance.status));
    json["verdict"] = verdictName(checked.verdict.kind);
    if (checked.verdict.kind == ReplayVerdict::Kind::Differs) {
        json["event"] = checked.verdict.event + 1;
        json["recorded"] = checked.verdict.recorded;
        json["asked"] = checked.verdict.asked;
    }
    if (!checked.verdict.why.empty())
        json["why"] = checked.verdict.why;
    return json;
}

QString shortVersion(const VersionId &version)
{
    constexpr int shown = 8;
    return version.toQString().left(shown);
}

} // namespace

void VersionsCommand::begin(const QCommandLineParser &given, const QString &file)
{
    m_asJson = given.isSet(u"json"_s);
    CheckedDefinition checked = checkDefinition(file);
    if (!checked.definition) {
        for (const QString &line : checked.errors)
            console().note(line);
        finish(ExitCode::Usage);
        return;
    }
    m_definition = std::make_shared<const WorkflowDefinition>(*std::move(checked.definition));
    const auto folder = workspaceFor(given, QFileInfo(file).absolutePath());
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

CommandInfo ListVersionsCommand::info() const
{
    return {u"versions list"_s,
            u"FILE"_s,
            tr("List what was published of a workflow or an entity."),
            tr("Lists the versions that were published of the drawing in FILE, the last one first, with the "
               "number of instances\n"
               "that are pinned to each. Running a workflow publishes it."),
            {jsonOption(), workspaceOption()},
            1,
            1};
}

void ListVersionsCommand::start(const QCommandLineParser &given)
{
    begin(given, given.positionalArguments().constFirst());
}

void ListVersionsCommand::hubOpened()
{
    ask(hub().versions(publishedName(definition()->kind, definition()->name)),
        [this](const std::vector<VersionInfo> &versions) { print(versions); });
}

void ListVersionsCommand::print(const std::vector<VersionInfo> &versions)
{
    const VersionId draft = contentAddress(*definition());
    Json list = Json::array();
    Table table;
    table.add({tr("VERSION"), tr("PUBLISHED"), tr("INSTANCES"), tr("REMARK")});
    for (const VersionInfo &info : versions) {
        list.push_back({{"version", info.version.value},
                        {"published", toIso(info.published)},
                        {"instances", info.instances},
                        {"isFile", info.version == draft}});
        table.add({info.version.toQString(), timeWords(info.published, SystemClock().now()),
                   QString::number(info.instances),
                   info.version == draft ? tr("as in the file") : QString()});
    }
    if (isAsJson())
        console().print(list);
    else if (versions.empty())
        console().note(tr("Nothing of “%1” has been published; run it once.")
                           .arg(QString::fromStdString(definition()->name)));
    else
        console().print(table.text());
    finish(ExitCode::Done);
}

CommandInfo CheckVersionsCommand::info() const
{
    return {
        u"versions check"_s,
        u"FILE"_s,
        tr("Tell which instances could go on with a changed workflow."),
        tr("Replays the history of every instance that has not finished against the workflow in FILE, and "
           "tells for each\n"
           "whether it continues, or where it differs. Nothing is changed. The exit code is 0 when all of "
           "them continue, else 1."),
        {QCommandLineOption(u"finished"_s, tr("Also the last N finished ones."), u"N"_s, u"0"_s),
         jsonOption(), workspaceOption()},
        1,
        1};
}

void CheckVersionsCommand::start(const QCommandLineParser &given)
{
    bool isNumber = false;
    m_finishedCount = given.value(u"finished"_s).toInt(&isNumber);
    if (!isNumber || m_finishedCount < 0) {
        finish(ExitCode::Usage,
               tr("--finished: “%1” is not a number from 0.").arg(given.value(u"finished"_s)));
        return;
    }
    begin(given, given.positionalArguments().constFirst());
}

void CheckVersionsCommand::hubOpened()
{
    auto *run = new ReplayCheckRun(hub(), definition(), m_finishedCount, this);
    connect(run, &ReplayCheckRun::checked, this,
            [this](const CheckedInstance &checked) { m_checked.push_back(checked); });
    connect(run, &ReplayCheckRun::ended, this, &CheckVersionsCommand::print);
    connect(run, &ReplayCheckRun::failed, this, [this](const Error &error) {
        if (!isLoss(error))
            finish(ExitCode::Failed, error.message);
    });
    run->start();
}

void CheckVersionsCommand::print()
{
    Json list = Json::array();
    Table table;
    table.add({tr("ID"), tr("VERSION"), tr("STATUS"), tr("REPLAY"), tr("REMARK")});
    for (const CheckedInstance &checked : m_checked) {
        list.push_back(toJson(checked));
        table.add({inOneLine(checked.instance.id.value), shortVersion(checked.instance.version),
                   statusWords(checked.instance.status), verdictWord(checked.verdict.kind),
                   inOneLine(checked.verdict.why)});
    }
    if (isAsJson())
        console().print(list);
    else if (m_checked.empty())
        console().note(
            tr("There is no instance of “%1” to check.").arg(QString::fromStdString(definition()->name)));
    else
        console().print(table.text());
    const bool allContinue = std::ranges::all_of(m_checked, [](const CheckedInstance &checked) {
        return checked.verdict.kind == ReplayVerdict::Kind::Continues;
    });
    finish(allContinue ? ExitCode::Done : ExitCode::Failed);
}

CommandInfo MoveCommand::info() const
{
    return {
        u"versions move"_s,
        u"FILE ID…"_s,
        tr("Let instances go on with a changed workflow."),
        tr("Publishes the workflow in FILE and lets the instances go on with it, those whose history fits; "
           "for the others it\n"
           "tells why not. When none fits, nothing is published. The exit code is 0 when all were moved, "
           "else "
           "1."),
        {QCommandLineOption(u"reason"_s, tr("Why; it is kept with the instances."), u"TEXT"_s), jsonOption(),
         workspaceOption()},
        2,
        -1};
}

void MoveCommand::start(const QCommandLineParser &given)
{
    m_ids = given.positionalArguments();
    const QString file = m_ids.takeFirst();
    m_reason = given.isSet(u"reason"_s) ? given.value(u"reason"_s) : tr("Moved from the command line.");
    begin(given, file);
}

// Once published, starts by name take that version, so it is not published in vain.
void MoveCommand::hubOpened()
{
    m_ids.removeDuplicates();
    auto *check = new VersionsMoveCheck(hub(), definition(), m_ids, this);
    connect(check, &VersionsMoveCheck::oneFits, this, &MoveCommand::publish);
    connect(check, &VersionsMoveCheck::noneFits, this, &MoveCommand::reportThatNoneFits);
    connect(check, &VersionsMoveCheck::failed, this, [this](const Error &error) {
        if (!isLoss(error))
            finish(ExitCode::Failed, error.message);
    });
    check->start();
}

void MoveCommand::publish()
{
    ask(readReferences(definition(), workspace()), [this](const std::vector<QByteArray> &texts) {
        ask(publishAll(hub(), texts), [this](const VersionId &version) {
            m_version = version;
            moveAll();
        });
    });
}

void MoveCommand::moveAll()
{
    auto *mover = new InstanceMover(hub(), m_version, m_reason, this);
    connect(mover, &InstanceMover::settled, this, &MoveCommand::take);
    m_open = int(m_ids.size());
    for (const QString &id : std::as_const(m_ids))
        mover->move(InstanceId(id));
}

void MoveCommand::reportThatNoneFits(const std::map<InstanceId, QString> &refusals)
{
    for (const auto &[id, why] : refusals) {
        m_refused[id.value] = why.toStdString();
        console().note(why);
    }
    report();
}

void MoveCommand::take(const InstanceId &id, InstanceMover::Outcome outcome, const QString &why)
{
    if (isFinished())
        return;
    if (outcome == InstanceMover::Outcome::Refused) {
        m_refused[id.value] = why.toStdString();
        console().note(why);
    } else {
        ++m_moved;
    }
    if (--m_open == 0)
        report();
}

void MoveCommand::report()
{
    if (isAsJson()) {
        const Json version = m_version.isEmpty() ? Json() : Json(m_version.value);
        console().print(Json{{"version", version}, {"moved", m_moved}, {"refused", m_refused}});
    } else if (m_version.isEmpty()) {
        console().print(tr("No instance goes on with it, so it was not published"));
    } else {
        console().print((m_moved == 1 ? tr("%1 instance goes on with version %2")
                                      : tr("%1 instances go on with version %2"))
                            .arg(m_moved)
                            .arg(m_version.toQString()));
    }
    finish(m_refused.empty() ? ExitCode::Done : ExitCode::Failed);
}

} // namespace perdura
