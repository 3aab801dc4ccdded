// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/RewoundExecution.h"

#include <charconv>

namespace perdura {

namespace {

constexpr char mark = '~';

} // namespace

ExecutionId nextRewound(const ExecutionId &execution)
{
    const std::string &id = execution.value;
    int times = 0;
    if (const std::size_t end = id.find(mark); end != std::string::npos)
        std::from_chars(id.data() + end + 1, id.data() + id.size(), times);
    return ExecutionId(beforeRewinds(execution).value + mark + std::to_string(times + 1));
}

ExecutionId beforeRewinds(const ExecutionId &execution)
{
    return ExecutionId(execution.value.substr(0, execution.value.find(mark)));
}

} // namespace perdura
