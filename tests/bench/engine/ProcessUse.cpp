// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/ProcessUse.h"

#include <ctime>
#include <fstream>
#include <string>
#include <string_view>

namespace perdura::bench {

namespace {

double kilobytesOf(std::string_view field)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(field))
            return std::stod(line.substr(field.size()));
    }
    return 0;
}

} // namespace

double residentMegabytes()
{
    return kilobytesOf("VmRSS:") / 1024;
}

double peakMegabytes()
{
    return kilobytesOf("VmHWM:") / 1024;
}

double processorSeconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace perdura::bench
