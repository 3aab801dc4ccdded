// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"
#include "tests/bench/engine/Sizes.h"

#include <QString>

#include <span>
#include <string_view>
#include <vector>

namespace perdura::bench {

struct Setting
{
    Sizes sizes;
    QString folder; ///< on the disk to be measured; each measurement makes its own in it
};

/// Figures by name. A name ends with its unit; counts that tell what was done end with `_count`.
using Figures = Json;

/// One measurement, which runs in a process of its own: its memory is only its own then.
struct Measurement
{
    std::string_view name;
    Figures (*run)(const Setting &);
};

[[nodiscard]] std::span<const Measurement> measurements();

// The machine's limits.
[[nodiscard]] Figures measureRows(const Setting &setting);
[[nodiscard]] Figures measureSyncs(const Setting &setting);
/// One fdatasync after a small append each, in microseconds.
[[nodiscard]] std::vector<double> syncTimes(const QString &folder, int count);

// The hub.
[[nodiscard]] Figures measureFewChains(const Setting &setting);
[[nodiscard]] Figures measureChains(const Setting &setting);
[[nodiscard]] Figures measureNarrowFanOut(const Setting &setting);
[[nodiscard]] Figures measureFanOut(const Setting &setting);
[[nodiscard]] Figures measureLatency(const Setting &setting);
[[nodiscard]] Figures measureEvents(const Setting &setting);
[[nodiscard]] Figures measureEntitySignals(const Setting &setting);
[[nodiscard]] Figures measureWaiting(const Setting &setting); ///< recovery and timers
[[nodiscard]] Figures measureLongHistory(const Setting &setting);
[[nodiscard]] Figures measureIdle(const Setting &setting);

} // namespace perdura::bench
