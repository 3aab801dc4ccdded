// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/RunState.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

QString runStateText(RunState state)
{
    switch (state) {
    case RunState::Pending:
        return QCoreApplication::translate("RunState", "Pending");
    case RunState::Running:
        return QCoreApplication::translate("RunState", "Running");
    case RunState::Waiting:
        return QCoreApplication::translate("RunState", "Waiting");
    case RunState::Completed:
        return QCoreApplication::translate("RunState", "Completed");
    case RunState::Failed:
        return QCoreApplication::translate("RunState", "Failed");
    case RunState::Terminated:
        return QCoreApplication::translate("RunState", "Terminated");
    case RunState::Suspended:
        return QCoreApplication::translate("RunState", "Suspended");
    }
    Q_UNREACHABLE();
}

QString runStateIcon(RunState state)
{
    switch (state) {
    case RunState::Pending:
        return u"clock"_s;
    case RunState::Running:
        return u"circle-play"_s;
    case RunState::Waiting:
        return u"hourglass"_s;
    case RunState::Completed:
        return u"circle-check"_s;
    case RunState::Failed:
        return u"circle-x"_s;
    case RunState::Terminated:
        return u"ban"_s;
    case RunState::Suspended:
        return u"circle-pause"_s;
    }
    Q_UNREACHABLE();
}

QColor runStateColor(RunState state, const Tokens &tokens)
{
    switch (state) {
    case RunState::Pending:
    case RunState::Waiting:
        return tokens.waiting;
    case RunState::Running:
        return tokens.running;
    case RunState::Completed:
        return tokens.completed;
    case RunState::Failed:
        return tokens.failed;
    case RunState::Terminated:
        return tokens.terminated;
    case RunState::Suspended:
        return tokens.suspended;
    }
    Q_UNREACHABLE();
}

} // namespace perdura
