// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <string_view>

namespace perdura {

/// Places at which a crash test can kill the process, numbered from K1 in this order; K1 to K6 are the crash
/// matrix of the tests. Each tells what has happened, and what has not. A new one goes before the last, and
/// the crash tests ask for a program that passes it.
enum class FailPoint {
    StartAccepted,    ///< K1: a start is on disk, its first turn has not run
    TurnDecided,      ///< K2: a turn's decisions are known, nothing of it is on disk
    TurnStored,       ///< K3: a turn is on disk, its effects (activities, timers) have not begun
    ActivityEnded,    ///< K4: an activity has done its work, its result is known to nobody
    ResultStored,     ///< K5: a turn that took in a result is on disk (a result and its consumption are one
                      ///< commit)
    CompletionStored, ///< K6: an instance's end is on disk, nobody has been told

    // The writer of the store, within the transaction of a group: rows were written, none of them is
    // committed.
    InstanceRowWritten,        ///< K7: a started instance's row; not the timer of a start for later
    MessageWritten,            ///< K8: a message of a client, or an answer, in an instance's inbox
    HumanTaskClosed,           ///< K9: an answered task is gone; its answer is not in the inbox
    TurnRowWritten,            ///< K10: the instance's row as after a turn; not the turn's history
    TurnWorkWritten,           ///< K11: a turn's history, timers and tasks; nothing that it sends to others
    TurnLogWritten,            ///< K12: a turn's log lines; nothing that it sends to others
    TurnStartsWritten,         ///< K13: the instances that a turn starts; not the events that it sends
    TurnEventsWritten,         ///< K14: the events that a turn sends; not its messages to entities
    TurnEntityMessagesWritten, ///< K15: a turn's messages to entities; not the answer to its parent
    ParentAnswerWritten,       ///< K16: the answer to a parent, or of an entity, in its inbox
    EntityRowWritten,          ///< K17: an entity's state and lock, without what it has handled; no answer
    EntityAnswersWritten,      ///< K18: the answers of an entity's turn; none of its messages
    EntityMessagesWritten,     ///< K19: the messages of an entity's turn; not the instances that it starts
    EntityStartsWritten,       ///< K20: the instances that an entity starts
    EntityRecordRemoved,       ///< K21: the record of an entity that has nothing left is gone
    SignalTaken,               ///< K22: a client's signal is noted for its row, which is not written
    RewindRowWritten,          ///< K23: the row of a rewound instance; its history is as it was
    PurgeWritten,              ///< K24: purged instances are gone; not in the audit log
    AuditWritten,              ///< K25: the audit log's entry for a request
    GroupWritten,              ///< K26: every request of a group; not the counters
    CountsWritten,             ///< K27: the counters; not the rows that signals were collected for
    GroupReady,                ///< K28: all of a group

    GroupStored,  ///< K29: a group is on disk, nobody has been told of any of it
    IndexWritten, ///< K30: some texts are in the search index, not committed
    IndexStored,  ///< K31: some texts are in the search index on disk, others may not be

    // The hub.
    ReceiptHandled,      ///< K32: one request of a group has had its effects; others of the group have not
    EntityTurnDecided,   ///< K33: an entity's operations have run, nothing of it is on disk
    EntityTurnStored,    ///< K34: an entity's turn is on disk, whom it concerns does not know
    TimerDue,            ///< K35: a timer has fired, its instance has not heard of it
    SignalsDue,          ///< K36: delayed signals have become due, their entity has not heard of it
    ActivityBegins,      ///< K37: an activity is taken from its queue, it has not begun
    InstanceLoaded,      ///< K38: a worker has read an instance, its history is not played
    TurnBegins,          ///< K39: an instance and its messages are in memory, the turn has not run
    EntityLoaded,        ///< K40: a worker has read an entity
    EntityTurnBegins,    ///< K41: an entity and its messages are in memory, no operation has run
    PurgeChunkStored,    ///< K42: retention has purged some instances, others are left
    RecoveryRead,        ///< K43: what is pending was read at the start, nobody has it yet
    MessagesRecovered,   ///< K44: the workers have the pending starts and messages; no activity runs again
    ActivitiesRecovered, ///< K45: the pending activities run again; no timer is set
    TimersRecovered,     ///< K46: the pending timers are set; the entities have nothing
    HubStarted,          ///< K47: all parts of the hub run, its owner does not have it yet
};

/// Of the last one.
inline constexpr int failPointCount = int(FailPoint::HubStarted) + 1;

/// The fail point that the process is to die at. The environment variable PERDURA_FAIL_POINT holds a name and
/// a pass: "K3:2" ends the process with SIGKILL when K3 is passed for the second time. Without the variable
/// passing costs a comparison. Thread-safe; copies count together.
class FailPoints
{
public:
    /// Off.
    FailPoints() = default;
    /// As the environment variable says.
    [[nodiscard]] static FailPoints fromEnvironment();
    /// "K3:2"; a text that names no fail point turns them off.
    [[nodiscard]] static FailPoints parse(std::string_view text);

    void pass(FailPoint point) const
    {
        if (m_armed && m_armed->point == point)
            passArmed();
    }
    [[nodiscard]] bool isOn() const { return m_armed != nullptr; }

private:
    void passArmed() const;

    struct Armed
    {
        FailPoint point;
        std::atomic<int> passesLeft;
    };
    std::shared_ptr<Armed> m_armed;
};

} // namespace perdura
