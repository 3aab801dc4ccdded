// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <Qt>

namespace perdura {

/// How a cell of the history or log is written. A warning has a mark before its word: its colour is one for
/// marks, too pale for text.
struct RowLook
{
    enum class Tone { Normal, Quiet, Warning, Failure };
    Tone tone = Tone::Normal;
    bool isCode = false;
};

/// Item role under which models give their RowLook.
inline constexpr int rowLookRole = Qt::UserRole + 50;

} // namespace perdura

Q_DECLARE_METATYPE(perdura::RowLook)
