// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/Program.h"

#include <QTest>

#include <csignal>

namespace perdura {

Program::Program(const QStringList &arguments, const QString &folder,
                 const QMap<QString, QString> &environment)
{
    QProcessEnvironment values = QProcessEnvironment::systemEnvironment();
    for (const QString &name :
         {QStringLiteral("DISPLAY"), QStringLiteral("WAYLAND_DISPLAY"), QStringLiteral("QT_QPA_PLATFORM")})
        values.remove(name);
    values.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    values.insert(QStringLiteral("TZ"), QStringLiteral("UTC"));
    values.insert(QStringLiteral("USER"), QStringLiteral("tester"));
    for (auto it = environment.begin(); it != environment.end(); ++it)
        values.insert(it.key(), it.value());
    m_process.setProcessEnvironment(values);
    if (!folder.isEmpty())
        m_process.setWorkingDirectory(folder);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process,
                     [this] { m_out += m_process.readAllStandardOutput(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                     [this] { m_err += m_process.readAllStandardError(); });
    m_process.start(QStringLiteral(PERDURA_PROGRAM), arguments);
}

Program::~Program()
{
    kill();
}

bool Program::hasNoted(const QString &text)
{
    const QByteArray wanted = text.toUtf8();
    return QTest::qWaitFor([&] { return m_err.contains(wanted) || !isRunning(); }, 60'000) &&
           m_err.contains(wanted);
}

Ended Program::wait(int milliseconds)
{
    if (!QTest::qWaitFor([this] { return !isRunning(); }, milliseconds))
        return {-1, QString::fromUtf8(m_out), QString::fromUtf8(m_err) + QStringLiteral("(still running)")};
    m_out += m_process.readAllStandardOutput();
    m_err += m_process.readAllStandardError();
    const int code = m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    return {code, QString::fromUtf8(m_out), QString::fromUtf8(m_err)};
}

void Program::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void Program::send(int signal)
{
    // A process that has ended has the number 0, which stands for all of us.
    if (isRunning())
        ::kill(pid_t(m_process.processId()), signal);
}

Ended perduraProgram(const QStringList &arguments, const QString &folder)
{
    return Program(arguments, folder).wait();
}

} // namespace perdura
