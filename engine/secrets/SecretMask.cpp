// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/SecretMask.h"

#include <QByteArray>

#include <algorithm>
#include <string_view>

namespace perdura {

namespace {

/// Lines that are shorter say too little, and would be found everywhere.
constexpr std::size_t shortestLine = 8;

bool isBase64Digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/' || c == '-' || c == '_';
}

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

/// Whichever of the letters A to F a sender writes.
std::string withSmallHex(std::string text)
{
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        if (text[i] == '%')
            std::transform(text.begin() + long(i) + 1, text.begin() + long(i) + 3, text.begin() + long(i) + 1,
                           [](char c) { return c >= 'A' && c <= 'F' ? char(c - 'A' + 'a') : c; });
    }
    return text;
}

std::string replaced(const std::string &text, const std::string &part, const std::string &by)
{
    std::size_t next = text.find(part);
    if (next == std::string::npos)
        return text;
    std::string result;
    std::size_t at = 0;
    for (; next != std::string::npos; next = text.find(part, at)) {
        result.append(text, at, next - at).append(by);
        at = next + part.size();
    }
    return result.append(text, at);
}

/// The same for Base64 digits, with the ones beside them, which hold a few bits of the value as well.
std::string withoutDigits(const std::string &text, const std::string &digits, const std::string &by)
{
    std::size_t next = text.find(digits);
    if (next == std::string::npos)
        return text;
    std::string result;
    std::size_t at = 0;
    for (; next != std::string::npos; next = text.find(digits, at)) {
        const bool hasBefore = next > at && isBase64Digit(text[next - 1]);
        result.append(text, at, next - at - (hasBefore ? 1 : 0)).append(by);
        at = next + digits.size();
        if (at < text.size() && isBase64Digit(text[at]))
            ++at;
        while (at < text.size() && text[at] == '=')
            ++at;
    }
    return result.append(text, at);
}

/// The Base64 digits of the value that do not depend on what stands around it, when it begins at byte
/// `offset` of a group of three.
std::string base64Core(const std::string &value, int offset, QByteArray::Base64Options alphabet)
{
    const QByteArray padded = QByteArray(offset, '\0') + bytesOf(value);
    const QByteArray whole = padded.toBase64(alphabet | QByteArray::OmitTrailingEquals);
    // Digits of six bits: the first whole one, and how many whole ones there are.
    const qsizetype first = (offset * 8 + 5) / 6;
    const qsizetype end = (offset + qsizetype(value.size())) * 8 / 6;
    return whole.mid(first, end - first).toStdString();
}

std::vector<std::string> longestFirst(std::vector<std::string> texts)
{
    std::sort(texts.begin(), texts.end(), [](const std::string &left, const std::string &right) {
        return left.size() != right.size() ? left.size() > right.size() : left < right;
    });
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    return texts;
}

} // namespace

const std::string &SecretMask::dots()
{
    static const std::string text = "•••";
    return text;
}

SecretMask::SecretMask(const std::vector<std::string> &values)
{
    for (const std::string &value : values)
        addValue(value);
    m_texts = longestFirst(std::move(m_texts));
    m_base64 = longestFirst(std::move(m_base64));
}

void SecretMask::addValue(const std::string &value)
{
    if (value.empty())
        return;
    m_texts.push_back(value);
    const std::string percent = bytesOf(value).toPercentEncoding().toStdString();
    const std::string form = replaced(percent, "%20", "+");
    for (const std::string &encoded : {percent, form})
        m_texts.insert(m_texts.end(), {encoded, withSmallHex(encoded)});
    for (const bool asciiOnly : {false, true}) {
        const std::string quoted = Json(value).dump(-1, ' ', asciiOnly, Json::error_handler_t::replace);
        m_texts.push_back(quoted.substr(1, quoted.size() - 2));
    }
    for (int offset = 0; offset < 3; ++offset) {
        for (const auto alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding})
            m_base64.push_back(base64Core(value, offset, alphabet));
    }
    if (value.find('\n') == std::string::npos)
        return;
    for (std::size_t at = 0; at < value.size();) {
        const std::size_t end = std::min(value.find('\n', at), value.size());
        std::string line = value.substr(at, end - at);
        if (line.ends_with('\r'))
            line.pop_back();
        if (line.size() >= shortestLine)
            m_texts.push_back(std::move(line));
        at = end + 1;
    }
}

std::string SecretMask::masked(std::string text) const
{
    for (const std::string &part : m_texts)
        text = replaced(text, part, dots());
    for (const std::string &digits : m_base64)
        text = withoutDigits(text, digits, dots());
    return text;
}

Json SecretMask::masked(Json value) const
{
    if (isEmpty())
        return value;
    if (value.is_string())
        return masked(std::move(value.get_ref<std::string &>()));
    if (value.is_object()) {
        Json result = Json::object();
        for (auto &[name, member] : value.items())
            result[masked(name)] = masked(std::move(member));
        return result;
    }
    if (value.is_array()) {
        for (Json &member : value)
            member = masked(std::move(member));
        return value;
    }
    if (value.is_number()) {
        const std::string spelt = value.dump();
        if (masked(spelt) != spelt)
            return dots();
    }
    return value;
}

} // namespace perdura
