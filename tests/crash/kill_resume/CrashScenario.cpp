// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/kill_resume/CrashScenario.h"

#include <QDirIterator>
#include <QTest>

#include <algorithm>
#include <csignal>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostKills = 5;
const QString effectsFile = u"effects.log"_s;

void copyFolder(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = QDir(to).filePath(QDir(from).relativeFilePath(file));
        QDir().mkpath(QFileInfo(target).path());
        QFile::copy(file, target);
        QFile(target).setPermissions(QFile(target).permissions() | QFile::WriteOwner);
    }
}

void shorten(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadWrite))
        return;
    for (int line = 0; line < 41; ++line)
        file.readLine();
    file.resize(file.pos());
}

} // namespace

CrashRound::CrashRound(const CrashScenario &scenario, quint32 seed)
    : m_scenario(scenario)
    , m_random(seed)
{
    copyFolder(scenario.folder, m_folder.path());
    if (!scenario.shortened.isEmpty())
        shorten(m_folder.filePath(scenario.shortened));
}

CrashOutcome CrashRound::undisturbed()
{
    Program run(command({}), m_folder.path());
    if (!run.hasNoted(u"answer with "_s)) {
        flaw(u"the run does not come to its approval: "_s + run.wait().err);
        return outcome();
    }
    const Ended approved =
        perduraProgram(command({.isStarted = true, .waitsForPerson = true}), m_folder.path());
    m_last = run.wait();
    if (approved.code != 0 || m_last.code != 0)
        flaw(u"the undisturbed run failed: "_s + m_last.err + approved.err);
    [[maybe_unused]] const Stand stand = look();
    return outcome();
}

CrashOutcome CrashRound::disturbed(int longest)
{
    Stand stand;
    int step = 0;
    // The bound only ends a test that would never end; each step but the killed ones moves the instance on.
    for (; !stand.isCompleted && m_outcome.flaws.isEmpty() && step < 3 * mostKills; ++step) {
        const bool isKilled = m_outcome.kills < mostKills && m_random.bounded(3) > 0;
        carryOut(stand, isKilled, longest);
        stand = look();
    }
    if (!stand.isCompleted && m_outcome.flaws.isEmpty())
        flaw(u"not completed after %1 steps: "_s.arg(step) + m_last.out + m_last.err);
    return outcome();
}

QStringList CrashRound::command(const Stand &stand) const
{
    if (!stand.isStarted)
        return QStringList{u"run"_s, m_scenario.workflow, u"--instance-id"_s, u"crash"_s} +
               m_scenario.runArguments;
    if (stand.waitsForPerson)
        return {u"instances"_s, u"approve"_s, u"crash"_s};
    return {u"resume"_s, u"--until-idle"_s};
}

// Half of the crashes come at a random moment, the others at one of the hub's fail points.
void CrashRound::carryOut(const Stand &stand, bool isKilled, int longest)
{
    const QStringList arguments = command(stand);
    // The sockets of killed programs go with the folder.
    QMap<QString, QString> environment{{u"TMPDIR"_s, m_folder.path()}};
    const bool atFailPoint = isKilled && m_random.bounded(2) == 0;
    if (atFailPoint)
        environment[u"PERDURA_FAIL_POINT"_s] =
            u"K%1:%2"_s.arg(m_random.bounded(1, 7)).arg(m_random.bounded(1, 5));
    Program program(arguments, m_folder.path(), environment);
    if (isKilled && !atFailPoint) {
        const int moment = m_random.bounded(longest);
        [[maybe_unused]] const bool hasEnded = QTest::qWaitFor([&] { return !program.isRunning(); }, moment);
        program.kill();
    } else if (!stand.isStarted && program.hasNoted(u"answer with "_s)) {
        // A run that waits for its approval would wait for ever.
        program.send(SIGTERM);
    }
    m_last = program.wait();
    m_outcome.kills += m_last.code == -1 ? 1 : 0;
    if (!isKilled && m_last.code != 0 && m_last.code != 3)
        flaw(u"“%1” failed: "_s.arg(arguments.join(u' ')) + m_last.err);
}

CrashRound::Stand CrashRound::look()
{
    const auto onDisk = instanceOnDisk(m_folder.path(), InstanceId(std::string("crash")));
    if (!onDisk) {
        if (!m_history.empty())
            flaw(u"the instance is gone"_s);
        return {};
    }
    m_outcome.flaws += rewritten(m_history, onDisk->history);
    m_outcome.flaws += flawsOf(onDisk->history);
    m_history = onDisk->history;

    const auto lines = effects();
    for (const Json &input : completedInputs(m_history)) {
        const QByteArray text = QByteArray::fromStdString(dumpJson(input));
        for (const auto &[line, count] : lines) {
            if (!text.contains(QByteArray('"' + line + '"')))
                continue;
            const auto [known, isNew] = m_completedEffects.emplace(line, count);
            if (!isNew && known->second != count)
                flaw(u"the completed step “%1” ran again"_s.arg(QString::fromUtf8(line)));
        }
    }
    const auto hasEnded = [](const HistoryEvent &event) { return event.as<ExecutionCompleted>() != nullptr; };
    return {.isStarted = true,
            .waitsForPerson = onDisk->hasOpenTask,
            .isCompleted = std::any_of(m_history.begin(), m_history.end(), hasEnded)};
}

std::map<QByteArray, int> CrashRound::effects() const
{
    std::map<QByteArray, int> lines;
    QFile file(m_folder.filePath(effectsFile));
    if (!file.open(QFile::ReadOnly))
        return lines;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (!line.isEmpty())
            ++lines[line];
    }
    return lines;
}

CrashOutcome CrashRound::outcome()
{
    QDirIterator files(m_folder.path(), QDir::Files | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        const QString name = QDir(m_folder.path()).relativeFilePath(file.fileName());
        if (name != effectsFile && file.open(QFile::ReadOnly))
            m_outcome.files[name] = file.readAll();
    }
    m_outcome.effects = int(effects().size());
    return m_outcome;
}

} // namespace perdura
