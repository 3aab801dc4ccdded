// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ProcessCall.h"

#include "engine/activities/InputReader.h"

#include <QProcessEnvironment>

#ifdef Q_OS_UNIX
#include <csignal>
#include <unistd.h>
#endif

namespace perdura {

ProcessCall::ProcessCall(ProcessRequest request, ActivityDone done)
    : m_request(std::move(request))
    , m_done(std::move(done))
{
    m_timeLimit.setSingleShot(true);
    connect(&m_timeLimit, &QTimer::timeout, this, [this] {
        kill(passingFailure("TimedOut", tr("“%1” took longer than %2 and was killed.")
                                            .arg(m_request.program, describeDuration(m_request.timeout))));
    });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ProcessCall::collect);
    connect(&m_process, &QProcess::readyReadStandardError, this, &ProcessCall::collect);
    connect(&m_process, &QProcess::errorOccurred, this, &ProcessCall::onError);
    connect(&m_process, &QProcess::finished, this, &ProcessCall::finish);
}

void ProcessCall::start(ProcessRequest request, const std::stop_token &stop, ActivityDone done)
{
    auto *call = new ProcessCall(std::move(request), std::move(done)); // deletes itself in finish()
    call->launch(stop);
}

void ProcessCall::launch(const std::stop_token &stop)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : m_request.environment)
        environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(m_request.workingFolder);
#ifdef Q_OS_UNIX
    m_process.setChildProcessModifier([] { ::setpgid(0, 0); });
#endif
    m_timeLimit.start(std::chrono::ceil<std::chrono::milliseconds>(m_request.timeout));
    // Whoever requests the stop does it on a thread of its own; what it entails happens on this one.
    m_onStop.emplace(stop, [this] {
        const auto cancel = [this] {
            kill(passingFailure("Cancelled", tr("“%1” was stopped.").arg(m_request.program)));
        };
        QMetaObject::invokeMethod(this, cancel, Qt::QueuedConnection);
    });
    m_process.start(m_request.program, m_request.arguments);
    if (m_done && m_process.state() != QProcess::NotRunning) {
        m_process.write(m_request.standardInput);
        m_process.closeWriteChannel();
    }
}

void ProcessCall::collect()
{
    m_output += m_process.readAllStandardOutput();
    m_errors += m_process.readAllStandardError();
    if (m_output.size() > maxOutputBytes || m_errors.size() > maxOutputBytes) {
        kill(finalFailure("OutputTooLarge",
                          tr("“%1” wrote more than %2 MB and was killed. Let it write into a file.")
                              .arg(m_request.program)
                              .arg(maxOutputBytes / 1048576)));
    }
}

void ProcessCall::kill(FailureDetails failure)
{
    if (m_failure || !m_done)
        return;
    m_failure = std::move(failure);
#ifdef Q_OS_UNIX
    if (const qint64 group = m_process.processId(); group > 0)
        ::kill(-pid_t(group), SIGKILL);
#endif
    m_process.kill(); // ends in finish()
}

void ProcessCall::onError(QProcess::ProcessError error)
{
    if (error != QProcess::FailedToStart)
        return;
    m_failure = finalFailure("ProcessNotStarted",
                             tr("“%1” could not be started: %2. Is it installed, and on the search path?")
                                 .arg(m_request.program, m_process.errorString()));
    finish();
}

void ProcessCall::finish()
{
    if (!m_done)
        return;
    m_timeLimit.stop();
    m_onStop.reset();
    if (!m_failure)
        collect();
    const ActivityDone done = std::exchange(m_done, nullptr);
    done(outcome());
    deleteLater();
}

ActivityResult ProcessCall::outcome()
{
    if (m_failure)
        return tl::unexpected(std::move(*m_failure));
    if (m_process.exitStatus() == QProcess::CrashExit)
        return tl::unexpected(passingFailure("ProcessCrashed", tr("“%1” crashed.").arg(m_request.program)));
    Json result = Json::object();
    result["exitCode"] = m_process.exitCode();
    result["stdout"] = QString::fromUtf8(m_output).toStdString();
    result["stderr"] = QString::fromUtf8(m_errors).toStdString();
    if (m_process.exitCode() == 0 || m_request.allowFailure)
        return result;
    const QString lastWords = QString::fromUtf8(m_errors).trimmed().section(u'\n', -1).left(300);
    FailureDetails failure = passingFailure(
        "ExitCode", lastWords.isEmpty()
                        ? tr("“%1” ended with exit code %2.").arg(m_request.program).arg(m_process.exitCode())
                        : tr("“%1” ended with exit code %2: %3")
                              .arg(m_request.program)
                              .arg(m_process.exitCode())
                              .arg(lastWords));
    failure.properties = std::move(result);
    return tl::unexpected(std::move(failure));
}

} // namespace perdura
