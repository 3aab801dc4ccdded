// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RewindCommand.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo RewindCommand::info() const
{
    return {u"instances rewind"_s,
            u"ID"_s,
            tr("Let a failed instance go on from where it failed."),
            tr("Repeats the activities and sub-orchestrations that an instance failed over; all that was "
               "done stays done.\n") +
                afterwards(),
            QList<QCommandLineOption>{
                QCommandLineOption(u"reason"_s, tr("Why; it is kept with the instance."), u"TEXT"_s)} +
                commonOptions(),
            1,
            1};
}

void RewindCommand::start(const QCommandLineParser &given)
{
    m_reason = given.isSet(u"reason"_s) ? given.value(u"reason"_s) : tr("Rewound from the command line.");
    begin(given);
}

void RewindCommand::send()
{
    ask(hub().rewind(instance(), m_reason), [this](const std::vector<InstanceId> &instances) {
        accepted(tr("%n instance(s) set going again", nullptr, int(instances.size())));
    });
}

} // namespace perdura
