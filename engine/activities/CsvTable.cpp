// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/CsvTable.h"

#include "engine/activities/Csv.h"

#include <QCoreApplication>
#include <QSet>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::CsvTable", text);
}

/// Spreadsheets take a text that begins so for a formula; numbers are left alone, which they calculate with.
QString guarded(const QString &text)
{
    return !text.isEmpty() && u"=+-@\t\r"_s.contains(text.front()) ? u'\'' + text : text;
}

QString fieldOf(const Json &value, bool guardsFormulas)
{
    if (value.is_null())
        return {};
    if (!value.is_string())
        return QString::fromStdString(dumpJson(value));
    const QString text = QString::fromStdString(value.get_ref<const std::string &>());
    return guardsFormulas ? guarded(text) : text;
}

/// The names of all members, in the order in which they first appear.
QStringList namesIn(const Json &rows)
{
    QStringList names;
    QSet<QString> known;
    for (const Json &row : rows) {
        for (const auto &[member, value] : row.items()) {
            const QString name = QString::fromStdString(member);
            if (!known.contains(name)) {
                known.insert(name);
                names << name;
            }
        }
    }
    return names;
}

QStringList fieldsOf(const Json &row, const QStringList &columns, bool guardsFormulas)
{
    QStringList fields;
    if (row.is_array()) {
        for (const Json &value : row)
            fields << fieldOf(value, guardsFormulas);
        return fields;
    }
    for (const QString &column : columns) {
        const auto member = row.find(column.toStdString());
        fields << (member == row.end() ? QString() : fieldOf(*member, guardsFormulas));
    }
    return fields;
}

/// Empty when the rows are all objects, or all lists that fit the columns.
QString complaintAbout(const Json &rows, const QStringList &columns)
{
    if (!rows.is_array())
        return tr("The field “rows” must be a list of objects or of lists.");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Json &row = rows[i];
        if (!row.is_object() && !row.is_array())
            return tr("Row %1 is neither an object nor a list.").arg(i + 1);
        if (row.is_object() != rows[0].is_object())
            return tr("Row %1 is of another kind than the first: use only objects or only lists.").arg(i + 1);
        if (row.is_array() && row.empty())
            return tr("Row %1 is an empty list; CSV cannot tell such a row.").arg(i + 1);
        if (row.is_array() && !columns.isEmpty() && row.size() > std::size_t(columns.size())) {
            return tr("Row %1 has %2 values for %3 columns.").arg(i + 1).arg(row.size()).arg(columns.size());
        }
    }
    return {};
}

} // namespace

Result<CsvTable> CsvTable::make(const Json &rows, const CsvTableOptions &options)
{
    if (const QString complaint = complaintAbout(rows, options.columns); !complaint.isEmpty())
        return fail(ErrorCode::InvalidArgument, complaint);
    const bool hasObjects = !rows.empty() && rows[0].is_object();
    const QStringList columns = options.columns.isEmpty() && hasObjects ? namesIn(rows) : options.columns;
    if (hasObjects && columns.isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("The rows have no members, so there are no columns."));
    CsvTable table;
    if (!columns.isEmpty())
        table.m_header = csvLine(columns, options.separator);
    for (const Json &row : rows)
        table.m_lines += csvLine(fieldsOf(row, columns, options.guardsFormulas), options.separator);
    return table;
}

} // namespace perdura
