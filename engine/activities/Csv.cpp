// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/Csv.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Csv", text);
}

/// Splits the text into rows of fields, one character at a time.
class CsvRows
{
public:
    explicit CsvRows(QChar separator)
        : m_separator(separator)
    {}

    Result<std::vector<QStringList>> split(const QString &text)
    {
        for (qsizetype i = text.startsWith(QChar(0xFEFF)) ? 1 : 0; i < text.size(); ++i) {
            const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
            if (m_isQuoted)
                i += takeQuoted(text[i], next);
            else
                i += takePlain(text[i], next);
        }
        if (m_isQuoted) {
            return fail(ErrorCode::InvalidArgument,
                        tr("The CSV text ends within a quoted field, in row %1.").arg(m_rows.size() + 1));
        }
        endRow();
        return std::move(m_rows);
    }

private:
    // Both give how many characters more they have used.
    int takeQuoted(QChar c, QChar next)
    {
        const bool isDoubled = c == u'"' && next == u'"';
        if (c != u'"' || isDoubled)
            m_field += c;
        else
            m_isQuoted = false;
        return isDoubled ? 1 : 0;
    }
    int takePlain(QChar c, QChar next)
    {
        if (c == u'"' && m_field.isEmpty()) {
            m_isQuoted = m_wasQuoted = true;
        } else if (c == m_separator) {
            endField();
        } else if (c == u'\n' || c == u'\r') {
            endRow();
            return c == u'\r' && next == u'\n' ? 1 : 0;
        } else {
            m_field += c;
        }
        return 0;
    }
    void endField()
    {
        m_row << std::exchange(m_field, {});
        m_wasQuoted = false;
    }
    void endRow()
    {
        if (!m_row.isEmpty() || !m_field.isEmpty() || m_wasQuoted) {
            endField();
            m_rows.push_back(std::exchange(m_row, {}));
        }
    }

    QChar m_separator;
    std::vector<QStringList> m_rows;
    QStringList m_row;
    QString m_field;
    bool m_isQuoted = false;
    bool m_wasQuoted = false;
};

} // namespace

Result<std::vector<QStringList>> splitCsv(const QString &text, const QString &separator)
{
    if (separator.size() != 1 || separator[0] == u'"')
        return fail(ErrorCode::InvalidArgument,
                    tr("The separator of CSV must be one character, such as , or ;"));
    return CsvRows(separator[0]).split(text);
}

QString csvLine(const QStringList &fields, QChar separator)
{
    QString line;
    for (const QString &field : fields) {
        if (&field != &fields.front())
            line += separator;
        // A line with nothing in it would be left out when it is read.
        const bool isQuoted = field.contains(separator) || field.contains(u'"') || field.contains(u'\n') ||
                              field.contains(u'\r') || (field.isEmpty() && fields.size() == 1);
        line += isQuoted ? u'"' + QString(field).replace(u'"', "\"\""_L1) + u'"' : field;
    }
    return line + "\r\n"_L1;
}

Result<Json> parseCsv(const QString &text, const QString &separator)
{
    const auto rows = splitCsv(text, separator);
    if (!rows)
        return fail(rows.error());
    Json items = Json::array();
    for (std::size_t i = 1; i < rows->size(); ++i) {
        const QStringList &names = rows->front();
        const QStringList &fields = (*rows)[i];
        if (fields.size() > names.size()) {
            return fail(ErrorCode::InvalidArgument,
                        tr("Row %1 of the CSV text has %2 fields, the first line only %3.")
                            .arg(i + 1)
                            .arg(fields.size())
                            .arg(names.size()));
        }
        Json item = Json::object();
        for (qsizetype column = 0; column < names.size(); ++column)
            item[names[column].toStdString()] =
                column < fields.size() ? fields[column].toStdString() : std::string();
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace perdura
