// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/MailMessage.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMimeDatabase>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::MailMessage", text);
}

/// Nothing that ends a header line, or that mail programs might take for its end, gets into one.
bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
               c == QChar::ParagraphSeparator;
    });
}

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
}

/// RFC 2047: words of at most 75 characters, each with whole letters, on lines of their own.
QByteArray encodedWords(const QString &text)
{
    constexpr qsizetype maxBytes = 45; // 60 characters of Base64, and the frame
    QByteArray words;
    QByteArray piece;
    const auto endWord = [&words, &piece] {
        if (!words.isEmpty())
            words += "\n ";
        words += "=?UTF-8?B?" + piece.toBase64() + "?=";
        piece.clear();
    };
    for (const uint codePoint : text.toUcs4()) {
        const char32_t letter = codePoint;
        const QByteArray bytes = QString::fromUcs4(&letter, 1).toUtf8();
        if (piece.size() + bytes.size() > maxBytes)
            endWord();
        piece += bytes;
    }
    endWord();
    return words;
}

/// As it is when short and plain; "=?" would be taken for an encoded word.
QByteArray headerText(const QString &text)
{
    constexpr qsizetype maxPlain = 60;
    return isAscii(text) && text.size() <= maxPlain && !text.contains("=?"_L1) ? text.toLatin1()
                                                                               : encodedWords(text);
}

QByteArray quotedString(const QString &text)
{
    return '"' + QString(text).replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).toLatin1() + '"';
}

QByteArray encodedAddress(const MailAddress &address)
{
    const QByteArray plain = address.address.toLatin1();
    if (address.name.isEmpty())
        return plain;
    constexpr qsizetype maxPlain = 60;
    const bool isPlain = isAscii(address.name) && address.name.size() <= maxPlain;
    return (isPlain ? quotedString(address.name) : encodedWords(address.name)) + " <" + plain + '>';
}

QByteArray encodedAddresses(const std::vector<MailAddress> &addresses)
{
    QByteArray list;
    for (const MailAddress &address : addresses)
        list += (list.isEmpty() ? "" : ",\n ") + encodedAddress(address);
    return list;
}

/// Base64 in lines of 76 characters.
QByteArray encodedBody(const QByteArray &bytes)
{
    constexpr qsizetype lineLength = 76;
    const QByteArray code = bytes.toBase64();
    QByteArray lines;
    lines.reserve(code.size() + code.size() / lineLength + 1);
    for (qsizetype i = 0; i < code.size(); i += lineLength)
        lines += code.mid(i, lineLength) + '\n';
    return lines;
}

/// Text has \r\n at the end of its lines within an encoding, whatever the lines of the message end in.
QByteArray textPart(const QString &text)
{
    QString lines = text;
    lines.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n').replace(u'\n', "\r\n"_L1);
    return "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" +
           encodedBody(lines.toUtf8());
}

/// RFC 2231 for names that are not plain.
QByteArray fileNameParameter(const QString &name)
{
    if (isAscii(name) && !hasControlCharacter(name))
        return "filename=" + quotedString(name);
    return "filename*=utf-8''" + QUrl::toPercentEncoding(name);
}

QByteArray attachmentPart(const MailAttachment &attachment)
{
    const QMimeType type = QMimeDatabase().mimeTypeForFile(attachment.name, QMimeDatabase::MatchExtension);
    return "Content-Type: " + type.name().toLatin1() + "\nContent-Transfer-Encoding: base64\n" +
           "Content-Disposition: attachment;\n " + fileNameParameter(attachment.name) + "\n\n" +
           encodedBody(attachment.content);
}

} // namespace

Result<MailAddress> MailAddress::parse(const QString &text)
{
    static const QRegularExpression form(uR"(^(?:([^<>]*)<([^<>]*)>|([^<>]*))$)"_s);
    static const QRegularExpression local(
        uR"(^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$)"_s);
    const auto match = form.match(text);
    const QString address = QString(match.captured(2) + match.captured(3)).trimmed();
    const qsizetype at = address.lastIndexOf(u'@');
    const QString domain = QString::fromLatin1(QUrl::toAce(address.mid(at + 1)));
    if (hasControlCharacter(text) || !match.hasMatch() || at < 1 || domain.isEmpty() ||
        !local.match(address.left(at)).hasMatch()) {
        return fail(ErrorCode::InvalidArgument,
                    tr("“%1” is not one mail address, such as ada@example.org or Ada <ada@example.org>.")
                        .arg(text.simplified()));
    }
    QString name = match.captured(1).trimmed();
    if (name.size() > 1 && name.startsWith(u'"') && name.endsWith(u'"'))
        name = name.mid(1, name.size() - 2);
    return MailAddress{name, address.left(at) + u'@' + domain};
}

Result<QByteArray> MailMessage::encoded() const
{
    if (hasControlCharacter(subject))
        return fail(ErrorCode::InvalidArgument,
                    tr("The subject must be one line without control characters."));
    QByteArray message;
    if (from)
        message += "From: " + encodedAddress(*from) + '\n';
    message += "To: " + encodedAddresses(to) + '\n';
    if (!cc.empty())
        message += "Cc: " + encodedAddresses(cc) + '\n';
    message += "Subject: " + headerText(subject) + '\n';
    message += "Date: " + date.toString(Qt::RFC2822Date).toLatin1() + '\n';
    message += "Message-ID: <" + id + ">\nMIME-Version: 1.0\nAuto-Submitted: auto-generated\n";
    if (attachments.empty())
        return message + textPart(text);
    // No body can contain it: Base64 has no underscore.
    const QByteArray boundary = "=_perdura_part";
    message += "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n";
    message += "\n--" + boundary + '\n' + textPart(text);
    for (const MailAttachment &attachment : attachments)
        message += "\n--" + boundary + '\n' + attachmentPart(attachment);
    return message + "\n--" + boundary + "--\n";
}

} // namespace perdura
