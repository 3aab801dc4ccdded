// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <string_view>

namespace perdura {

/// Places at which a crash test can kill the process, named as in the crash matrix of the tests. The
/// environment variable PERDURA_FAIL_POINT holds a name and a pass: "K3:2" ends the process with SIGKILL when
/// K3 is passed for the second time. Without the variable passing costs a comparison.
enum class FailPoint {
    StartAccepted,    ///< K1: a start is on disk, its first turn has not run
    TurnDecided,      ///< K2: a turn's decisions are known, nothing of it is on disk
    TurnStored,       ///< K3: a turn is on disk, its effects (activities, timers) have not begun
    ActivityEnded,    ///< K4: an activity has done its work, its result is known to nobody
    ResultStored,     ///< K5: a turn that took in a result is on disk (a result and its consumption are one
                      ///< commit)
    CompletionStored, ///< K6: an instance's end is on disk, nobody has been told
};

/// Thread-safe; copies count together.
class FailPoints
{
public:
    /// Off.
    FailPoints() = default;
    /// As the environment variable says.
    [[nodiscard]] static FailPoints fromEnvironment();
    /// "K3:2"; a text that names no fail point turns them off.
    [[nodiscard]] static FailPoints parse(std::string_view text);

    void pass(FailPoint point) const;
    [[nodiscard]] bool isOn() const { return m_armed != nullptr; }

private:
    struct Armed
    {
        FailPoint point;
        std::atomic<int> passesLeft;
    };
    std::shared_ptr<Armed> m_armed;
};

} // namespace perdura
