// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/TerminateCommand.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo TerminateCommand::info() const
{
    return {u"instances terminate"_s,
            u"ID"_s,
            tr("End an instance at once."),
            tr("Ends an instance: its running activities are told to stop and it does nothing more.\n") +
                afterwards(),
            QList<QCommandLineOption>{
                QCommandLineOption(u"reason"_s, tr("Why; it is kept with the instance."), u"TEXT"_s),
                QCommandLineOption(u"children"_s, tr("End also the instances that it waits for."))} +
                commonOptions(),
            1,
            1};
}

void TerminateCommand::start(const QCommandLineParser &given)
{
    m_reason = given.isSet(u"reason"_s) ? given.value(u"reason"_s) : tr("Terminated from the command line.");
    m_includesChildren = given.isSet(u"children"_s);
    begin(given);
}

void TerminateCommand::send()
{
    ask(m_includesChildren ? hub().terminateWithChildren(instance(), m_reason)
                           : hub().terminate(instance(), m_reason),
        [this] { accepted(tr("asked the instance to end")); });
}

} // namespace perdura
