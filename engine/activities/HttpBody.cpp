// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/HttpBody.h"

#include <QStringDecoder>

#include <algorithm>
#include <optional>
#include <string_view>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

/// In lower case; empty when the content type names none.
QString charsetOf(const QString &contentType)
{
    const QStringList parts = contentType.toLower().split(u';');
    for (const QString &part : parts.mid(1)) {
        const qsizetype equals = part.indexOf(u'=');
        if (equals > 0 && QStringView(part).left(equals).trimmed() == "charset"_L1)
            return part.mid(equals + 1).remove(u'"').trimmed();
    }
    return {};
}

/// Whether these bytes mean the same in that charset as in ISO 8859-1, for which there is a decoder.
bool meansLatin1(const QString &charset, const QByteArray &bytes)
{
    const auto none = [&bytes](auto differs) {
        return std::none_of(bytes.begin(), bytes.end(), [&differs](char c) { return differs(uchar(c)); });
    };
    if (charset == "iso-8859-1"_L1 || charset == "iso8859-1"_L1 || charset == "latin1"_L1)
        return true;
    if (charset == "us-ascii"_L1 || charset == "ascii"_L1)
        return none([](uchar c) { return c >= 0x80; });
    if (charset == "windows-1252"_L1 || charset == "cp1252"_L1)
        return none([](uchar c) { return c >= 0x80 && c < 0xa0; });
    if (charset == "iso-8859-15"_L1 || charset == "iso8859-15"_L1 || charset == "latin9"_L1) {
        static constexpr std::string_view others = "\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe";
        return none([](uchar c) { return others.find(char(c)) != std::string_view::npos; });
    }
    return false;
}

/// Of a charset that there is no decoder for, what is UTF-8 is taken for that.
QStringConverter::Encoding encodingOf(const QString &charset)
{
    const auto encoding = QStringConverter::encodingForName(charset.toLatin1().constData());
    return encoding && *encoding != QStringConverter::System ? *encoding : QStringConverter::Utf8;
}

/// The bytes of the shortest character.
qsizetype unitOf(QStringConverter::Encoding encoding)
{
    switch (encoding) {
    case QStringConverter::Utf16:
    case QStringConverter::Utf16BE:
    case QStringConverter::Utf16LE:
        return 2;
    case QStringConverter::Utf32:
    case QStringConverter::Utf32BE:
    case QStringConverter::Utf32LE:
        return 4;
    default:
        return 1;
    }
}

std::optional<QString> textOf(const QString &charset, const QByteArray &bytes)
{
    if (meansLatin1(charset, bytes))
        return QString::fromLatin1(bytes);
    const QStringConverter::Encoding encoding = encodingOf(charset);
    // The decoder tells of half a character at the end only in UTF-8, and only when it is stateless.
    if (bytes.size() % unitOf(encoding) != 0)
        return std::nullopt;
    QStringDecoder decoder(encoding, QStringConverter::Flag::Stateless);
    QString text = decoder.decode(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(std::move(text));
}

} // namespace

HttpBody readHttpBody(const QString &contentType, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return {nullptr};
    const bool isJson = contentType.contains("json"_L1, Qt::CaseInsensitive);
    if (isJson) {
        if (auto parsed = parseJson({bytes.constData(), std::size_t(bytes.size())}))
            return {std::move(*parsed)};
    }
    const auto text = textOf(charsetOf(contentType), bytes);
    if (!text)
        return {bytes.toBase64().toStdString(), true};
    std::string utf8 = text->toStdString();
    if (isJson) {
        if (auto parsed = parseJson(utf8))
            return {std::move(*parsed)};
    }
    return {std::move(utf8)};
}

} // namespace perdura
