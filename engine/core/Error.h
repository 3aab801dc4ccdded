// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace perdura {

/// What kind of fault an Error is; callers branch on this, never on the message.
enum class ErrorCode {
    InvalidArgument,   ///< a value given by the caller breaks a rule
    InvalidJson,       ///< text that is not JSON, or too deep or too large
    InvalidDefinition, ///< a workflow definition that cannot be used
    NotFound,          ///< no such instance, file, definition, task
    AlreadyExists,     ///< an id that is in use
    NotAllowed,        ///< the thing exists but is in a state that forbids this
    Busy,              ///< another process owns it (hub lock, locked database)
    NoSpace,           ///< the disk is full
    AccessDenied,      ///< read-only folder, missing permission
    Damaged,           ///< a database or file whose content is corrupt
    Unsupported,       ///< written by a newer version, or not available here
    TimedOut,          ///< a bounded wait ended
    Cancelled,         ///< stopped on request, or the hub is shutting down
    Io,                ///< any other fault of disk, network or process
};

/// A fault of the world, in one sentence for a person: what happened, to what, and what to do.
struct Error
{
    ErrorCode code = ErrorCode::Io;
    QString message;

    bool operator==(const Error &) const = default;
};

} // namespace perdura
