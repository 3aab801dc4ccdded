// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QObject>
#include <QProcess>
#include <QStringList>

namespace perdura {

/// How a program has ended.
struct Ended
{
    int code = -1; ///< -1 when a signal ended it, or it did not end in time
    QString out;
    QString err;
};

/// One call of the perdura program, without a display and in a plain locale.
class Program
{
public:
    explicit Program(const QStringList &arguments, const QString &folder = {},
                     const QMap<QString, QString> &environment = {});
    ~Program();

    /// Waits until the program has written that to standard error; false when it ended without or took too
    /// long.
    [[nodiscard]] bool hasNoted(const QString &text);
    /// What it has written to standard error so far.
    [[nodiscard]] QString noted() const { return QString::fromUtf8(m_err); }
    [[nodiscard]] Ended wait(int milliseconds = 60'000);
    /// SIGKILL, then waits until it is gone.
    void kill();
    void send(int signal);
    void closeOutput() { m_process.closeReadChannel(QProcess::StandardOutput); }
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

private:
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
};

/// Starts the program and waits for its end.
[[nodiscard]] Ended perduraProgram(const QStringList &arguments, const QString &folder = {});

} // namespace perdura
