// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/FailPoints.h"

#include <QString>
#include <QtGlobal>

#include <charconv>
#include <csignal>
#include <unistd.h>

namespace perdura {

FailPoints FailPoints::fromEnvironment()
{
    return parse(qEnvironmentVariable("PERDURA_FAIL_POINT").toStdString());
}

FailPoints FailPoints::parse(std::string_view text)
{
    FailPoints points;
    if (text.size() < 4 || text[0] != 'K' || text[1] < '1' || text[1] > '6' || text[2] != ':')
        return points;
    int passes = 0;
    const std::string_view number = text.substr(3);
    if (std::from_chars(number.data(), number.data() + number.size(), passes).ec != std::errc() || passes < 1)
        return points;
    points.m_armed = std::make_shared<Armed>(FailPoint(text[1] - '1'), passes);
    return points;
}

void FailPoints::pass(FailPoint point) const
{
    if (m_armed && m_armed->point == point && m_armed->passesLeft.fetch_sub(1) == 1)
        ::kill(::getpid(), SIGKILL);
}

} // namespace perdura
