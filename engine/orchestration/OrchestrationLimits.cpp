// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/OrchestrationLimits.h"

namespace perdura {

namespace {

constexpr std::size_t bytesOfScalar = 8; // numbers and words, on average

/// Takes the value's bytes off `left`; false when there were not enough.
bool take(const Json &value, std::size_t &left)
{
    const auto spend = [&left](std::size_t bytes) {
        if (bytes > left)
            return false;
        left -= bytes;
        return true;
    };
    if (value.is_string())
        return spend(value.get_ref<const std::string &>().size() + 2);
    if (!value.is_structured())
        return spend(bytesOfScalar);
    if (!spend(2))
        return false;
    if (value.is_array()) {
        for (const Json &element : value) {
            if (!spend(1) || !take(element, left))
                return false;
        }
        return true;
    }
    for (const auto &[name, member] : value.items()) {
        if (!spend(name.size() + 4) || !take(member, left))
            return false;
    }
    return true;
}

} // namespace

bool isLargerThan(const Json &value, std::size_t bytes)
{
    return !take(value, bytes);
}

} // namespace perdura
