// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"

namespace perdura {

void Command::finish(ExitCode code)
{
    if (std::exchange(m_isFinished, true))
        return;
    emit finished(code);
}

void Command::finish(ExitCode code, const QString &message)
{
    if (m_isFinished)
        return;
    console().note(message);
    finish(code);
}

QCommandLineOption workspaceOption()
{
    return {QStringLiteral("workspace"), Command::tr("The folder whose hub is meant."),
            QStringLiteral("DIR")};
}

QCommandLineOption jsonOption()
{
    return {QStringLiteral("json"), Command::tr("Print JSON, for other programs.")};
}

} // namespace perdura
