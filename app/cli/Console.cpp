// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Console.h"

#include <cstdio>

namespace perdura {

namespace {

void writeLine(std::FILE *stream, const QByteArray &utf8)
{
    std::fwrite(utf8.constData(), 1, std::size_t(utf8.size()), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

void writeText(std::FILE *stream, QString text)
{
    for (QChar &character : text) {
        if (character.category() == QChar::Other_Control && character != u'\n')
            character = QChar::ReplacementCharacter;
    }
    writeLine(stream, text.toUtf8());
}

} // namespace

void Console::print(const QString &text)
{
    writeText(stdout, text);
}

void Console::print(const Json &value)
{
    writeLine(stdout, QByteArray::fromStdString(prettyJson(value)));
}

void Console::note(const QString &text)
{
    writeText(stderr, text);
}

void Console::note(const Json &value)
{
    writeLine(stderr, QByteArray::fromStdString(prettyJson(value)));
}

QString inOneLine(const QString &text)
{
    return text.simplified();
}

QString inOneLine(const std::string &text)
{
    return inOneLine(QString::fromStdString(text));
}

} // namespace perdura
