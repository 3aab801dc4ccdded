// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RestartCommand.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo RestartCommand::info() const
{
    return {
        u"instances restart"_s,
        u"ID"_s,
        tr("Run a finished instance once more."),
        tr("Starts a finished instance anew, with its version and input. Under its own id the old history "
           "goes; give another one to keep it.\n") +
            afterwards(),
        QList<QCommandLineOption>{
            QCommandLineOption(u"new-id"_s, tr("The id of the new instance."), u"ID"_s)} +
            commonOptions(),
        1,
        1};
}

void RestartCommand::start(const QCommandLineParser &given)
{
    if (given.isSet(u"new-id"_s))
        m_newId = InstanceId(given.value(u"new-id"_s));
    begin(given);
}

void RestartCommand::send()
{
    ask(hub().restart(instance(), m_newId), [this](const InstanceId &id) {
        follow(id);
        accepted(tr("started “%1” anew").arg(id.toQString()));
    });
}

} // namespace perdura
