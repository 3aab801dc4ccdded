// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/TextDistance.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace perdura {

namespace {

/// False when the letters alone show that more than two of them differ; quick, for most texts are no slips.
/// Each change takes one letter away, puts one in, or both.
bool haveSimilarLetters(const std::string &a, const std::string &b)
{
    constexpr int mostDifferent = 4;
    std::array<int, 128> counts{};
    for (const auto &[text, step] : {std::pair(&a, 1), std::pair(&b, -1)}) {
        for (const char letter : *text) {
            if (static_cast<unsigned char>(letter) >= counts.size())
                return true; // letters of several bytes are looked at as what they are
            counts[std::size_t(letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter)] += step;
        }
    }
    int different = 0;
    for (const int count : counts)
        different += std::abs(count);
    return different <= mostDifferent;
}

} // namespace

qsizetype textDistance(const QString &a, const QString &b)
{
    std::vector<qsizetype> row(std::size_t(b.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = qsizetype(j);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const qsizetype changed = diagonal + (a[i].toCaseFolded() == b[j].toCaseFolded() ? 0 : 1);
            diagonal = row[std::size_t(j) + 1];
            row[std::size_t(j) + 1] = std::min({changed, diagonal + 1, row[std::size_t(j)] + 1});
        }
    }
    return row.back();
}

bool isSlipOf(const std::string &a, const std::string &b)
{
    if (a == b || !haveSimilarLetters(a, b))
        return false;
    const QString first = QString::fromStdString(a);
    const QString second = QString::fromStdString(b);
    const qsizetype shorter = std::min(first.size(), second.size());
    if (std::abs(first.size() - second.size()) > 2)
        return false;
    const qsizetype away = textDistance(first, second);
    return away <= 2 && away * 3 <= shorter;
}

} // namespace perdura
