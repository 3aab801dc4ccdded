// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QByteArray>

#include <algorithm>
#include <random>

namespace perdura::test {

/// Damages a drawing's JSON in one place, or its text in one byte.
class Vandal
{
public:
    explicit Vandal(quint32 seed)
        : m_random(seed)
    {}

    [[nodiscard]] int number(std::size_t most)
    {
        return int(m_random() % quint32(std::max<std::size_t>(most, 1)));
    }
    void damage(Json &value, int depth = 0);
    void damage(QByteArray &text);

private:
    [[nodiscard]] Json something();

    std::mt19937 m_random;
};

} // namespace perdura::test
