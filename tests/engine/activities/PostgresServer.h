// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>

#include <unistd.h>

namespace perdura::test {

/// A PostgreSQL server of a test's own, with the user "admin" and the password "secret-pw". It refuses to run
/// for root, who hands it to the user that its package has made.
class PostgresServer
{
public:
    PostgresServer() { m_folder.setAutoRemove(::geteuid() != 0); }
    ~PostgresServer()
    {
        if (m_port == 0)
            return;
        (void)run(QStringLiteral("pg_ctl"),
                  {QStringLiteral("-D"), data(), QStringLiteral("-m"), QStringLiteral("immediate"),
                   QStringLiteral("-w"), QStringLiteral("stop")});
        QDir(m_folder.path()).removeRecursively();
    }
    PostgresServer(const PostgresServer &) = delete;
    PostgresServer &operator=(const PostgresServer &) = delete;

    /// Why it does not run; empty when it does.
    [[nodiscard]] QString start()
    {
        if (programs().isEmpty())
            return QStringLiteral("initdb is not there; install the package postgresql");
        QFile password(m_folder.filePath(QStringLiteral("password")));
        if (!password.open(QFile::WriteOnly) || password.write("secret-pw") != 9)
            return password.errorString();
        password.close();
        password.setPermissions(QFile::ReadOwner | QFile::ReadOther);
        if (::geteuid() == 0 &&
            QProcess::execute(QStringLiteral("chown"), {QStringLiteral("postgres"), m_folder.path()}) != 0)
            return QStringLiteral("the folder cannot be given to the user postgres");
        if (!run(QStringLiteral("initdb"),
                 {QStringLiteral("-D"), data(), QStringLiteral("-A"), QStringLiteral("scram-sha-256"),
                  QStringLiteral("-U"), QStringLiteral("admin"), QStringLiteral("-E"), QStringLiteral("UTF8"),
                  QStringLiteral("--no-locale"), QStringLiteral("-N"), QStringLiteral("--pwfile"),
                  password.fileName()}))
            return QStringLiteral("initdb: ") + m_output;
        const int port = freePort();
        const QString options = QStringLiteral("-p %1 -k '' -c listen_addresses=127.0.0.1").arg(port);
        if (!run(QStringLiteral("pg_ctl"),
                 {QStringLiteral("-D"), data(), QStringLiteral("-o"), options, QStringLiteral("-l"),
                  m_folder.filePath(QStringLiteral("log")), QStringLiteral("-w"), QStringLiteral("start")}))
            return QStringLiteral("pg_ctl: ") + m_output;
        m_port = port;
        return {};
    }
    [[nodiscard]] int port() const { return m_port; }

private:
    [[nodiscard]] QString data() const { return m_folder.filePath(QStringLiteral("data")); }
    /// Debian keeps them out of the path, by version.
    [[nodiscard]] static QString programs()
    {
        const QDir versions(QStringLiteral("/usr/lib/postgresql"));
        for (const QString &version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Reversed)) {
            if (QFile::exists(versions.filePath(version + QStringLiteral("/bin/initdb"))))
                return versions.filePath(version + QStringLiteral("/bin/"));
        }
        return {};
    }
    bool run(const QString &program, QStringList arguments)
    {
        QString name = programs() + program;
        if (::geteuid() == 0) {
            arguments =
                QStringList{QStringLiteral("-u"), QStringLiteral("postgres"), QStringLiteral("--"), name} +
                arguments;
            name = QStringLiteral("runuser");
        }
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setWorkingDirectory(m_folder.path());
        // The server keeps what it inherits open.
        process.setStandardOutputFile(m_folder.filePath(QStringLiteral("output")));
        process.start(name, arguments);
        const bool isDone = process.waitForFinished(120'000) && process.exitCode() == 0 &&
                            process.exitStatus() == QProcess::NormalExit;
        QFile output(m_folder.filePath(QStringLiteral("output")));
        m_output = output.open(QFile::ReadOnly) ? QString::fromUtf8(output.readAll()) : QString();
        return isDone;
    }
    [[nodiscard]] static int freePort()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        return server.serverPort();
    }

    QTemporaryDir m_folder;
    QString m_output;
    int m_port = 0;
};

} // namespace perdura::test
