// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BackupCommand.h"

#include "app/cli/Workspace.h"

#include <QDir>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo BackupCommand::info() const
{
    return {u"hub backup"_s,
            u"FILE"_s,
            tr("Copy a hub's database into a file."),
            tr("Copies the database of a hub, as it is now, into a new file. The hub may go on working "
               "meanwhile. "
               "The file\n"
               "appears when it is whole and on disk."),
            {jsonOption(), workspaceOption()},
            1,
            1};
}

void BackupCommand::start(const QCommandLineParser &given)
{
    m_file = QFileInfo(given.positionalArguments().constFirst()).absoluteFilePath();
    m_asJson = given.isSet(u"json"_s);
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

void BackupCommand::hubOpened()
{
    ask(hub().backUp(m_file), [this] {
        const qint64 bytes = QFileInfo(m_file).size();
        if (m_asJson)
            console().print(Json{{"file", m_file.toStdString()}, {"bytes", bytes}});
        else
            console().print(tr("%1  %2 bytes").arg(QDir::toNativeSeparators(m_file)).arg(bytes));
        finish(ExitCode::Done);
    });
}

} // namespace perdura
