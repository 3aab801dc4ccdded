// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/patterns/KillableHub.h"

#include "engine/client/WorkspaceLock.h"

#include <QDir>
#include <QTimer>

#include <csignal>

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patience = 60'000;

} // namespace

KillableHub::KillableHub(QString workspace)
    : m_workspace(std::move(workspace))
{}

KillableHub::~KillableHub()
{
    kill();
}

bool KillableHub::open(const QString &failPoint)
{
    kill();
    m_process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PERDURA_FAIL_POINT"_s, failPoint);
    if (m_hasDoor)
        environment.insert(u"PERDURA_PATTERN_PORT"_s, QString::number(m_port));
    m_process->setProcessEnvironment(environment);
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process->start(QStringLiteral(PERDURA_PATTERN_HUB), {m_workspace});
    while (!m_process->canReadLine()) {
        if (!m_process->waitForReadyRead(patience))
            return false;
    }
    m_port = quint16(m_process->readLine().trimmed().split(' ').last().toInt());
    return connectClient();
}

bool KillableHub::connectClient()
{
    HubOptions options;
    options.workspace = m_workspace;
    options.connectOnly = true;
    std::optional<Result<std::unique_ptr<HubClient>>> answer;
    openHub(options, m_process.get(),
            [&answer](Result<std::unique_ptr<HubClient>> client) { answer = std::move(client); });
    const bool isAnswered = QTest::qWaitFor([&] { return answer.has_value(); }, patience);
    if (!isAnswered || !*answer) {
        if (isAnswered && isAlive())
            qWarning().noquote() << answer->error().message;
        return false;
    }
    m_client = *std::move(*answer);
    if (const auto owner = WorkspaceLock::owner(WorkspacePaths(m_workspace)))
        m_socket = owner->server;
    QObject::connect(m_client.get(), &HubClient::instancesChanged, m_client.get(), [this] { ++m_notices; });
    return true;
}

bool KillableHub::waitForNews(int seen)
{
    return QTest::qWaitFor([&] { return m_notices != seen || !isAlive(); }, patience);
}

bool KillableHub::waitForDeath()
{
    return QTest::qWaitFor([this] { return !isAlive(); }, patience) &&
           m_process->exitStatus() == QProcess::CrashExit;
}

void KillableHub::kill()
{
    if (isAlive()) {
        ::kill(pid_t(m_process->processId()), SIGKILL);
        m_process->waitForFinished(patience);
    }
    m_client.reset();
    removeSocket();
}

void KillableHub::killIn(std::chrono::milliseconds time)
{
    QTimer::singleShot(time, m_process.get(), [process = m_process.get()] {
        if (process->state() == QProcess::Running)
            ::kill(pid_t(process->processId()), SIGKILL);
    });
}

// One that was killed leaves it behind.
void KillableHub::removeSocket()
{
    if (!m_socket.isEmpty())
        QFile::remove(QDir::temp().filePath(m_socket));
    m_socket.clear();
}

bool KillableHub::close()
{
    if (!isAlive())
        return false;
    m_process->closeWriteChannel();
    const bool hasEnded = QTest::qWaitFor([this] { return !isAlive(); }, patience);
    m_client.reset();
    return hasEnded && m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() == 0;
}

} // namespace perdura::test
