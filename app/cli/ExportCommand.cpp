// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ExportCommand.h"

#include "app/cli/Workspace.h"

#include <QDir>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo ExportCommand::info() const
{
    return {u"instances export"_s,
            u"ID FILE"_s,
            tr("Write an instance with its history into a file."),
            tr("Writes an instance with its history, its workflow and its log into a JSON file. A file of "
               "that name is "
               "replaced."),
            {jsonOption(), workspaceOption()},
            2,
            2};
}

void ExportCommand::start(const QCommandLineParser &given)
{
    m_id = InstanceId(given.positionalArguments().at(0));
    m_file = QFileInfo(given.positionalArguments().at(1)).absoluteFilePath();
    m_asJson = given.isSet(u"json"_s);
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

void ExportCommand::hubOpened()
{
    ask(hub().exportInstance(m_id, m_file), [this] {
        if (m_asJson)
            console().print(Json{{"instance", m_id.value}, {"file", m_file.toStdString()}});
        else
            console().print(tr("%1  %2").arg(inOneLine(m_id.value), QDir::toNativeSeparators(m_file)));
        finish(ExitCode::Done);
    });
}

} // namespace perdura
