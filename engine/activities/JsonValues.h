// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <string>
#include <vector>

namespace perdura {

/// The value of a field of an item: of a member, of what a JSON pointer leads to, or the item itself when the
/// field is empty. Null when it is not there.
[[nodiscard]] Json fieldOf(const Json &item, const std::string &field);

/// Below, at or above 0. Kinds in the order null, booleans, numbers, texts, lists, objects; lists and objects
/// by their text. Whole and other numbers of one value are equal.
[[nodiscard]] int compareJson(const Json &a, const Json &b);

/// For maps and sets.
struct JsonOrder
{
    bool operator()(const Json &a, const Json &b) const { return compareJson(a, b) < 0; }
};

/// equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, contains, startsWith, present, absent
[[nodiscard]] const std::vector<std::string> &jsonRelations();
[[nodiscard]] bool isRelated(const Json &value, const std::string &relation, const Json &other);

/// Adds numbers: exactly as long as all are whole and fit 64 bits.
class JsonSum
{
public:
    /// A number, or null, which counts nothing.
    void add(const Json &number);
    [[nodiscard]] Json value() const;

private:
    qint64 m_whole = 0;
    double m_number = 0;
    bool m_isWhole = true;
};

} // namespace perdura
