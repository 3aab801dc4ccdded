// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace perdura {

/// What the head of an exported file tells about where it comes from, so that the way back is found.
struct RoundTripMark
{
    QString drawing;         ///< the file in the project's folder of drawings
    VersionId version;       ///< the content address of the drawing
    bool isUnchanged = true; ///< the code below the mark is still as it was exported
};

/// The code with a mark before it, as comments of the language.
[[nodiscard]] QByteArray withMark(const QString &drawing, const VersionId &version, const QByteArray &code);
/// Nothing when the file has no mark.
[[nodiscard]] std::optional<RoundTripMark> readMark(const QByteArray &file);

} // namespace perdura
