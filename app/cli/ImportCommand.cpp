// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ImportCommand.h"

#include "app/cli/Workspace.h"

#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo ImportCommand::info() const
{
    return {u"instances import"_s,
            u"FILE"_s,
            tr("Take in an instance that was exported."),
            tr("Takes in an instance from a file that “perdura instances export” wrote, to be looked at. It "
               "must have "
               "finished:\n"
               "one that was under way could run twice."),
            {QCommandLineOption(u"instance-id"_s, tr("Under this id instead of its own."), u"ID"_s),
             jsonOption(), workspaceOption()},
            1,
            1};
}

void ImportCommand::start(const QCommandLineParser &given)
{
    m_file = QFileInfo(given.positionalArguments().constFirst()).absoluteFilePath();
    if (given.isSet(u"instance-id"_s))
        m_newId = InstanceId(given.value(u"instance-id"_s));
    m_asJson = given.isSet(u"json"_s);
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

void ImportCommand::hubOpened()
{
    ask(hub().importInstance(m_file, m_newId), [this](const InstanceId &id) {
        if (m_asJson)
            console().print(Json{{"instance", id.value}});
        else
            console().print(inOneLine(id.value));
        finish(ExitCode::Done);
    });
}

} // namespace perdura
