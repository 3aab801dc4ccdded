// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace perdura {

/// Whether a hub works, for the status bar.
struct HubState
{
    enum class Kind { Starting, Running, Paused, Stopped };
    Kind kind = Kind::Starting;
    QString text; ///< why, and what to do; empty while running
    bool operator==(const HubState &) const = default;
};

} // namespace perdura

Q_DECLARE_METATYPE(perdura::HubState)
