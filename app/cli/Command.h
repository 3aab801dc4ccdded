// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Console.h"
#include "app/cli/ExitCode.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QObject>

namespace perdura {

/// How a command is written, and what its help says.
struct CommandInfo
{
    QString words;     ///< "instances list"
    QString arguments; ///< "FILE…", as the help shows them
    QString summary;   ///< one line for the list of commands
    QString details;   ///< whole sentences, lines wrapped
    QList<QCommandLineOption> options;
    int leastArguments = 0;
    int mostArguments = 0; ///< -1: any number
};

/// One thing that the command line can do. Started once, on the main thread; works through the event loop and
/// ends with finished().
class Command : public QObject
{
    Q_OBJECT

public:
    explicit Command(Console &console)
        : m_console(console)
    {}

    [[nodiscard]] virtual CommandInfo info() const = 0;
    /// The number of arguments and the options are those of info().
    virtual void start(const QCommandLineParser &given) = 0;
    /// Somebody pressed Ctrl+C or ended the session.
    virtual void stop() { finish(ExitCode::GoesOnLater); }

signals:
    void finished(perdura::ExitCode code);

protected:
    [[nodiscard]] Console &console() const { return m_console; }
    void finish(ExitCode code);
    /// Says what is wrong and ends.
    void finish(ExitCode code, const QString &message);
    [[nodiscard]] bool isFinished() const { return m_isFinished; }

private:
    Console &m_console;
    bool m_isFinished = false;
};

/// The options that several commands share.
[[nodiscard]] QCommandLineOption workspaceOption();
[[nodiscard]] QCommandLineOption jsonOption();

} // namespace perdura
