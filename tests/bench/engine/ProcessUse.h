// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perdura::bench {

// What this process takes of the machine; from /proc, so on Linux only: 0 elsewhere.
[[nodiscard]] double residentMegabytes();
/// The most since the process began.
[[nodiscard]] double peakMegabytes();
/// Of all threads.
[[nodiscard]] double processorSeconds();

} // namespace perdura::bench
