// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"
#include "engine/core/Time.h"

#include <QByteArray>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace perdura {

/// For JSON text that this program wrote itself: its size and depth were checked when it came in.
inline constexpr JsonLimits storedJsonLimits{.maxBytes = std::numeric_limits<std::size_t>::max(),
                                             .maxDepth = std::numeric_limits<int>::max()};

/// Writes small numbers in few bytes (base 128, least significant group first) and texts after their length.
class PackedWriter
{
public:
    void byte(std::uint8_t value) { m_bytes.append(char(value)); }
    void number(std::uint64_t value);
    void signedNumber(std::int64_t value); ///< small negative numbers are short as well
    void text(std::string_view value);
    void json(const Json &value); ///< null takes one byte
    void instant(Instant value) { signedNumber(value.time_since_epoch().count()); }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }
    [[nodiscard]] QByteArray take() { return std::move(m_bytes); }

private:
    QByteArray m_bytes;
};

/// Reads what PackedWriter wrote. Past the end or on damaged bytes every call gives an empty value and ok()
/// is false.
class PackedReader
{
public:
    explicit PackedReader(const QByteArray &bytes)
        : m_left(bytes.constData(), std::size_t(bytes.size()))
    {}
    [[nodiscard]] std::uint8_t byte();
    [[nodiscard]] std::uint64_t number();
    [[nodiscard]] std::int64_t signedNumber();
    [[nodiscard]] std::string text();
    [[nodiscard]] Json json();
    [[nodiscard]] Instant instant() { return Instant(Duration(signedNumber())); }
    [[nodiscard]] bool atEnd() const { return m_left.empty(); }
    [[nodiscard]] bool ok() const { return m_ok; }

private:
    [[nodiscard]] std::string_view view();

    std::string_view m_left;
    bool m_ok = true;
};

} // namespace perdura
