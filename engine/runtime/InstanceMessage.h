// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"
#include "engine/store/WriteRequest.h"

#include <variant>

namespace perdura {

// What an orchestration worker hears about its instances.

/// The instance was started, or continued as new, and waits for the execution's first turn.
struct Begin
{
    std::shared_ptr<const CreateInstance> row = {}; ///< when nothing but this has happened to it
};
/// A message that is in the inbox on disk.
struct FromInbox
{
    MessageNumber number{};
    HistoryEvent event;
};
/// An activity has ended; on disk only with the turn that takes it in.
struct ActivityFinished
{
    ExecutionId execution; ///< a late result of an earlier execution means nothing to the next one
    SequenceNumber taskId = -1;
    ActivityResult result;
    Instant finished;
};
struct TimerDue
{
    SequenceNumber number = -1;
    Instant fireAt;
};
/// What became of the turn that was under way.
struct TurnStored
{
    enum class Outcome {
        Stored,
        Dropped, ///< the instance is gone or the hub shuts down
        Refused  ///< the store can never take this turn
    };
    Outcome outcome = Outcome::Stored;
    Error refusal = {}; ///< why
};
/// To the worker itself: finish what is under way and end. Belongs to no instance.
struct EndWork
{};

struct InstanceMessage
{
    InstanceKey instance{};
    std::variant<Begin, FromInbox, ActivityFinished, TimerDue, TurnStored, EndWork> data;
};

} // namespace perdura
