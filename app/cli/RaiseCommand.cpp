// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RaiseCommand.h"

#include "app/cli/JsonArgument.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo RaiseCommand::info() const
{
    return {u"instances raise"_s,
            u"ID EVENT [JSON]"_s,
            tr("Send an event to an instance."),
            tr("Sends an event to an instance, with JSON or @FILE as its data. Data that begin with a minus "
               "sign go after “--”.\n") +
                afterwards(),
            commonOptions(),
            2,
            3};
}

void RaiseCommand::start(const QCommandLineParser &given)
{
    const QStringList arguments = given.positionalArguments();
    m_event = arguments.at(1);
    if (arguments.size() > 2) {
        auto input = jsonArgument(arguments.at(2), tr("The event's data"));
        if (!input) {
            finish(ExitCode::Usage, input.error().message);
            return;
        }
        m_input = *std::move(input);
    }
    begin(given);
}

void RaiseCommand::send()
{
    ask(hub().raiseEvent(instance(), m_event, m_input),
        [this] { accepted(tr("sent the event “%1”").arg(m_event)); });
}

} // namespace perdura
