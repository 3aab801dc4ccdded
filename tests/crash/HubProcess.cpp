// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/HubProcess.h"

#include <QDebug>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>

#include <csignal>

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

Run runHub(const QString &database, const Life &life)
{
    const auto &[starts, failPoint, kill, program, signalsFrom] = life;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PERDURA_FAIL_POINT"_s, failPoint);
    environment.insert(u"PERDURA_CRASH_PROGRAM"_s, program);
    if (signalsFrom)
        environment.insert(u"PERDURA_CRASH_SIGNALS"_s, QString::number(*signalsFrom));
    process.setProcessEnvironment(environment);
    Run run;
    QByteArray output;
    QElapsedTimer clock;
    clock.start();
    process.start(QStringLiteral(PERDURA_CRASHING_HUB), QStringList{database} + starts);
    const auto readMore = [&] {
        if (!process.waitForReadyRead(60000))
            return false;
        if (output.isEmpty())
            run.firstLineAfter = std::chrono::milliseconds(clock.elapsed());
        output += process.readAllStandardOutput();
        return true;
    };
    while ((!kill || output.count('\n') < kill->lines) && readMore()) {
    }
    const auto isRunning = [&process] { return process.state() != QProcess::NotRunning; };
    if (kill && isRunning() && !process.waitForFinished(int(kill->later.count())) && isRunning())
        ::kill(pid_t(process.processId()), SIGKILL);
    run.hasEnded = process.state() == QProcess::NotRunning || process.waitForFinished(60000);
    run.duration = std::chrono::milliseconds(clock.elapsed());
    run.wasKilled = process.exitStatus() == QProcess::CrashExit;
    output += process.readAllStandardOutput();
    run.lines = int(output.count('\n'));
    for (const QString &line : QString::fromUtf8(output).split(u'\n')) {
        if (line.startsWith(u"started "_s))
            run.acknowledged += line.section(u' ', 1);
        else if (line.startsWith(u"signalled "_s))
            run.signalled.push_back(line.section(u' ', 1).toInt());
    }
    if (!run.wasKilled && process.exitCode() != 0)
        qWarning() << "The hub's process ended with" << process.exitCode() << process.readAllStandardError();
    return run;
}

std::map<std::string, int> effectCounts(const QString &folder)
{
    std::map<std::string, int> counts;
    QFile file(folder + u"/effects.txt"_s);
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (!line.isEmpty())
                ++counts[line.toStdString()];
        }
    }
    return counts;
}

} // namespace perdura::test
