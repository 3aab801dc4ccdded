// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/RoundTripMark.h"

#include <QCryptographicHash>

namespace perdura {

namespace {

constexpr auto hint =
    "// Made from a drawing by Perdura. Change the drawing and export it again: what is changed here "
    "does not get into it.\n";
constexpr auto drawingWord = "// drawing: ";
constexpr auto versionWord = "// version: ";
constexpr auto codeWord = "// code: ";

/// Line ends do not count, for tools change them.
QByteArray hashOf(QByteArray code)
{
    code.replace("\r\n", "\n");
    return QCryptographicHash::hash(code, QCryptographicHash::Sha256).toHex();
}

/// The rest of the line that begins with the word; null when there is none near the top.
QByteArray valueOf(const QByteArray &head, const char *word)
{
    const qsizetype at = head.indexOf(word);
    if (at < 0 || (at > 0 && head[at - 1] != '\n'))
        return {};
    const qsizetype begin = at + qsizetype(qstrlen(word));
    return head.mid(begin, head.indexOf('\n', begin) - begin).trimmed();
}

} // namespace

QByteArray withMark(const QString &drawing, const VersionId &version, const QByteArray &code)
{
    return QByteArray(hint) + drawingWord + drawing.toUtf8() + '\n' + versionWord +
           QByteArray::fromStdString(version.value) + '\n' + codeWord + hashOf(code) + '\n' + code;
}

std::optional<RoundTripMark> readMark(const QByteArray &file)
{
    const QByteArray head = file.left(1000);
    const QByteArray drawing = valueOf(head, drawingWord);
    const QByteArray version = valueOf(head, versionWord);
    const QByteArray code = valueOf(head, codeWord);
    if (drawing.isEmpty() || version.isEmpty() || code.isEmpty())
        return std::nullopt;
    const qsizetype begin = file.indexOf('\n', file.indexOf(codeWord)) + 1;
    return RoundTripMark{QString::fromUtf8(drawing), VersionId(version.toStdString()),
                         hashOf(file.mid(begin)) == code};
}

} // namespace perdura
