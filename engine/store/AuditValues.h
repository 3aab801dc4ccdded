// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdura {

// Who did what to a hub: plain values, passed between threads and processes.

/// Numbers on disk; they never change.
enum class AuditAction {
    Terminate = 1,
    Suspend = 2,
    Resume = 3,
    RaiseEvent = 4,
    Answer = 5,
    Restart = 6,
    Rewind = 7,
    Purge = 8,
    CleanEntities = 9,
    BeginBatch = 10,
    EndBatch = 11,
    SetRetention = 12,
    Import = 13,
    BackUp = 14,
    Move = 15,
};

/// Stable words: "terminate", "raiseEvent".
[[nodiscard]] std::string_view auditActionName(AuditAction action);
[[nodiscard]] std::optional<AuditAction> auditActionFromName(std::string_view name);
/// Nothing when no action has that number.
[[nodiscard]] std::optional<AuditAction> storedAuditAction(std::int64_t number);

/// What goes with a request of an operator; the store writes it down in the transaction of the request.
struct OperatorNote
{
    Instant time;
    std::string author; ///< as the client says, the name of the system's user, say
    AuditAction action = AuditAction::Terminate;
    std::string target = {}; ///< an instance's id, a file, a batch
    std::string reason = {};
    bool operator==(const OperatorNote &) const = default;
};

struct AuditEntry
{
    qint64 number = 0; ///< grows
    OperatorNote note;
    std::string refusal; ///< why it was not done; empty when it was
    bool operator==(const AuditEntry &) const = default;
};

struct AuditQuery
{
    std::vector<AuditAction> actions; ///< any, when empty
    std::string author;               ///< anybody, when empty
    std::string target;               ///< any, when empty
    std::optional<Instant> from;
    std::optional<Instant> to; ///< before
    int limit = 100;           ///< from 1 to 1,000
    QByteArray after;          ///< AuditPage::next of the page before; empty for the first
    bool operator==(const AuditQuery &) const = default;
};

struct AuditPage
{
    std::vector<AuditEntry> entries; ///< newest first
    QByteArray next;                 ///< empty on the last page
};

} // namespace perdura
