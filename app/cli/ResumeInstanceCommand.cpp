// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ResumeInstanceCommand.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo ResumeInstanceCommand::info() const
{
    return {u"instances resume"_s,
            u"ID"_s,
            tr("Let a suspended instance go on."),
            tr("Resumes a suspended instance: what happened meanwhile takes effect now.\n") + afterwards(),
            QList<QCommandLineOption>{
                QCommandLineOption(u"reason"_s, tr("Why; it is kept with the instance."), u"TEXT"_s)} +
                commonOptions(),
            1,
            1};
}

void ResumeInstanceCommand::start(const QCommandLineParser &given)
{
    m_reason = given.isSet(u"reason"_s) ? given.value(u"reason"_s) : tr("Resumed from the command line.");
    begin(given);
}

void ResumeInstanceCommand::send()
{
    ask(hub().resume(instance(), m_reason), [this] { accepted(tr("asked the instance to go on")); });
}

} // namespace perdura
