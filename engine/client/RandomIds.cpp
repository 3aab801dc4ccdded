// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/RandomIds.h"

#include <QRandomGenerator>

#include <array>
#include <cstdio>

namespace perdura {

std::string randomHexId()
{
    QRandomGenerator &source = *QRandomGenerator::system();
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%016llx%016llx",
                  static_cast<unsigned long long>(source.generate64()),
                  static_cast<unsigned long long>(source.generate64()));
    return text.data();
}

} // namespace perdura
