// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/FailureDetails.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace perdura {

/// The whole content of a file, at most 16 MB. `shown` is how the path was written, for the sentences.
/// Failures: "FileNotFound", "FileError", "FileTooLarge".
[[nodiscard]] tl::expected<QByteArray, FailureDetails> readWorkspaceFile(const QString &absolute,
                                                                         const QString &shown);

/// Nothing when the bytes are not UTF-8.
[[nodiscard]] std::optional<QString> utf8Text(const QByteArray &content);

/// Makes sure that the folder of a file that is to be written is there: creates it, or only looks whether it
/// exists. Failures: "FileError", "FolderNotFound".
[[nodiscard]] std::optional<FailureDetails> prepareFolder(const QString &absolute, const QString &shown,
                                                          bool mayCreate);

/// The same, creating the folder, for a file that is to be written or replaced: it is no folder itself.
[[nodiscard]] std::optional<FailureDetails> prepareFile(const QString &absolute, const QString &shown);

} // namespace perdura
