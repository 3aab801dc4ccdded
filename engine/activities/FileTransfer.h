// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/CallRecord.h"

namespace perdura {

/// What file.copy and file.move have in common: where from, where to, and what becomes of a file that is
/// there.
///
/// A call that is repeated after a crash of the hub gives the result of the first time, and leaves the files
/// alone, when the target that it chose is there with the size and the time that the source had. That is
/// noted down before the target appears (CallRecord). When the target has been changed or taken away since,
/// the repetition is like a new call: a copy is made again, and a move finds no source and fails. A retry is
/// a call of its own.
struct FileTransfer
{
    enum class IfExists { Fail, Replace, Number };

    QString workspace;
    QString from;      ///< absolute
    QString to;        ///< absolute, the file
    QString shownFrom; ///< as they were written
    QString shownTo;
    IfExists ifExists = IfExists::Fail;
    bool createFolders = true;
};

/// The fields of the input, as the schema of both activities.
[[nodiscard]] Json transferSchema();
/// "a.csv → done/"
[[nodiscard]] QString transferSummary(const Json &input);
/// Reads the input. Failures: "InvalidInput", "PathOutsideWorkspace".
[[nodiscard]] tl::expected<FileTransfer, FailureDetails> readTransfer(const ActivityCall &call);
/// That there is a source, and a place for the target. Failures: "FileNotFound", "FileError", "FileExists",
/// "FolderNotFound".
[[nodiscard]] std::optional<FailureDetails> prepareTransfer(const FileTransfer &transfer);

/// The target that this call has put into its place already, before a crash; nothing else.
[[nodiscard]] std::optional<QString> doneBefore(const FileTransfer &transfer, const CallRecord &record);

/// Renames `file` to the target, or to the first free number of it. Never replaces a file that it may not.
/// Gives the path. Failures: "FileExists", "FileError".
[[nodiscard]] tl::expected<QString, FailureDetails> place(const QString &file, const FileTransfer &transfer,
                                                          const CallRecord &record);

/// The same for a copy of the source, made under a hidden name beside the target. Failures also "Cancelled".
[[nodiscard]] tl::expected<QString, FailureDetails>
copyAndPlace(const FileTransfer &transfer, const CallRecord &record, const ActivityCall &call);

/// {path, bytes}
[[nodiscard]] Json transferResult(const FileTransfer &transfer, const QString &target);

} // namespace perdura
