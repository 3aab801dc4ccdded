// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <string>
#include <vector>

namespace perdura {

/// Takes the values of secrets out of what an activity says: as they are, as parts of URLs (percent-encoded),
/// as Base64 (also within longer Base64, as in Basic authentication) and as JSON writes them. The longer
/// lines of a value of several lines are masked by themselves too, since logs come line by line. What an
/// activity does to a value beyond that (a hash, a part of it) cannot be recognised. A value; any thread.
class SecretMask
{
public:
    /// What stands in place of a value: "•••".
    static const std::string &dots();

    SecretMask() = default;
    explicit SecretMask(const std::vector<std::string> &values);

    [[nodiscard]] bool isEmpty() const { return m_texts.empty(); }
    [[nodiscard]] std::string masked(std::string text) const;
    /// All texts at every depth, names of members included; numbers that spell a value become the dots.
    [[nodiscard]] Json masked(Json value) const;

private:
    void addValue(const std::string &value);

    std::vector<std::string> m_texts;  ///< longest first
    std::vector<std::string> m_base64; ///< the digits that a value alone determines, longest first
};

} // namespace perdura
