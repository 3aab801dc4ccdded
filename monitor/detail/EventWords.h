// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"

#include <QString>

namespace perdura {

/// What an event says in two or three plain words: "Step begun". The stable name of its kind, which
/// developers search for, is eventTypeName().
[[nodiscard]] QString eventWords(const EventData &data);

} // namespace perdura
