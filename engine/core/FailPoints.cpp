// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/FailPoints.h"

#include <QString>
#include <QtGlobal>

#include <charconv>
#include <csignal>
#include <optional>
#include <unistd.h>

namespace perdura {

namespace {

/// A number from 1 on at the beginning of the text, which is cut off.
std::optional<int> takeNumber(std::string_view &text)
{
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || number < 1)
        return {};
    text.remove_prefix(std::size_t(read.ptr - text.data()));
    return number;
}

} // namespace

FailPoints FailPoints::fromEnvironment()
{
    return parse(qEnvironmentVariable("PERDURA_FAIL_POINT").toStdString());
}

FailPoints FailPoints::parse(std::string_view text)
{
    if (!text.starts_with('K'))
        return {};
    text.remove_prefix(1);
    const auto number = takeNumber(text);
    if (!number || *number > failPointCount || !text.starts_with(':'))
        return {};
    text.remove_prefix(1);
    const auto passes = takeNumber(text);
    if (!passes || !text.empty())
        return {};
    FailPoints points;
    points.m_armed = std::make_shared<Armed>(FailPoint(*number - 1), *passes);
    return points;
}

void FailPoints::passArmed() const
{
    if (m_armed->passesLeft.fetch_sub(1) == 1)
        ::kill(::getpid(), SIGKILL);
}

} // namespace perdura
