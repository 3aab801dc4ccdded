// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/FailPointPlan.h"

namespace perdura::test {

FailPointPlan planOf(FailPoint point)
{
    constexpr int many = 34;
    switch (point) {
    case FailPoint::StartAccepted:
    case FailPoint::MessageWritten:
    case FailPoint::HumanTaskClosed:
        return {Passed::ByEverything, 3};
    case FailPoint::TurnLogWritten:
    case FailPoint::TurnEventsWritten:
    case FailPoint::EntityStartsWritten:
    case FailPoint::EntityRecordRemoved:
    case FailPoint::RewindRowWritten:
    case FailPoint::SignalsDue:
        return {Passed::ByEverything, 5};
    case FailPoint::ResultStored:
    case FailPoint::EntityMessagesWritten:
    case FailPoint::SignalTaken:
    case FailPoint::EntityLoaded:
        return {Passed::ByEverything, 8};
    case FailPoint::TurnDecided:
    case FailPoint::TurnStored:
    case FailPoint::ActivityEnded:
    case FailPoint::CompletionStored:
    case FailPoint::InstanceRowWritten:
    case FailPoint::TurnRowWritten:
    case FailPoint::TurnWorkWritten:
    case FailPoint::TurnStartsWritten:
    case FailPoint::TurnEntityMessagesWritten:
    case FailPoint::ParentAnswerWritten:
    case FailPoint::EntityRowWritten:
    case FailPoint::EntityAnswersWritten:
    case FailPoint::GroupWritten:
    case FailPoint::CountsWritten:
    case FailPoint::GroupReady:
    case FailPoint::GroupStored:
    case FailPoint::ReceiptHandled:
    case FailPoint::EntityTurnDecided:
    case FailPoint::EntityTurnStored:
    case FailPoint::TimerDue:
    case FailPoint::ActivityBegins:
    case FailPoint::InstanceLoaded:
    case FailPoint::TurnBegins:
    case FailPoint::EntityTurnBegins:
        return {Passed::ByEverything, many};
    case FailPoint::PurgeWritten:
    case FailPoint::AuditWritten:
        return {Passed::ByPurge, many};
    case FailPoint::PurgeChunkStored:
        return {Passed::ByPurge, 3};
    case FailPoint::IndexWritten:
    case FailPoint::IndexStored:
        return {Passed::ByIndex, 8};
    case FailPoint::RecoveryRead:
    case FailPoint::MessagesRecovered:
    case FailPoint::ActivitiesRecovered:
    case FailPoint::TimersRecovered:
    case FailPoint::HubStarted:
        return {Passed::AtRecovery, 1};
    }
    return {};
}

std::vector<QString> killsOf(Passed passed)
{
    std::vector<QString> kills;
    for (int i = 0; i < failPointCount; ++i) {
        const FailPointPlan plan = planOf(FailPoint(i));
        for (const int pass : {1, 3, 13, 34}) {
            if (plan.passed == passed && pass <= plan.times)
                kills.push_back(QStringLiteral("K%1:%2").arg(i + 1).arg(pass));
        }
    }
    return kills;
}

} // namespace perdura::test
