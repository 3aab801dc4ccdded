// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SuspendCommand.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo SuspendCommand::info() const
{
    return {
        u"instances suspend"_s,
        u"ID"_s,
        tr("Let an instance stand still."),
        tr("Suspends an instance: what happens to it is recorded and takes effect when it is resumed.\n") +
            afterwards(),
        QList<QCommandLineOption>{
            QCommandLineOption(u"reason"_s, tr("Why; it is kept with the instance."), u"TEXT"_s)} +
            commonOptions(),
        1,
        1};
}

void SuspendCommand::start(const QCommandLineParser &given)
{
    m_reason = given.isSet(u"reason"_s) ? given.value(u"reason"_s) : tr("Suspended from the command line.");
    begin(given);
}

void SuspendCommand::send()
{
    ask(hub().suspend(instance(), m_reason), [this] { accepted(tr("asked the instance to stand still")); });
}

} // namespace perdura
