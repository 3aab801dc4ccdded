// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/PackedBytes.h"

namespace perdura {

void PackedWriter::number(std::uint64_t value)
{
    while (value >= 0x80) {
        byte(std::uint8_t(value | 0x80));
        value >>= 7;
    }
    byte(std::uint8_t(value));
}

void PackedWriter::signedNumber(std::int64_t value)
{
    number((std::uint64_t(value) << 1) ^ std::uint64_t(value >> 63));
}

void PackedWriter::text(std::string_view value)
{
    number(value.size());
    m_bytes.append(value.data(), qsizetype(value.size()));
}

void PackedWriter::json(const Json &value)
{
    text(value.is_null() ? std::string() : dumpJson(value));
}

std::uint8_t PackedReader::byte()
{
    if (m_left.empty()) {
        m_ok = false;
        return 0;
    }
    const auto value = std::uint8_t(m_left.front());
    m_left.remove_prefix(1);
    return value;
}

std::uint64_t PackedReader::number()
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const std::uint8_t next = byte();
        value |= std::uint64_t(next & 0x7f) << shift;
        if ((next & 0x80) == 0)
            return m_ok ? value : 0;
    }
    m_ok = false;
    return 0;
}

std::int64_t PackedReader::signedNumber()
{
    const std::uint64_t value = number();
    return std::int64_t(value >> 1) ^ -std::int64_t(value & 1);
}

std::string_view PackedReader::view()
{
    const std::uint64_t size = number();
    if (size > m_left.size()) {
        m_ok = false;
        return {};
    }
    const std::string_view result = m_left.substr(0, size);
    m_left.remove_prefix(size);
    return result;
}

std::string PackedReader::text()
{
    return std::string(view());
}

Json PackedReader::json()
{
    const std::string_view encoded = view();
    if (encoded.empty())
        return nullptr;
    auto value = parseJson(encoded, storedJsonLimits);
    if (!value) {
        m_ok = false;
        return nullptr;
    }
    return std::move(*value);
}

} // namespace perdura
