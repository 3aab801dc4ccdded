// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/CsvWriteActivity.h"

#include "engine/activities/CallRecord.h"
#include "engine/activities/CsvTable.h"
#include "engine/activities/InputReader.h"
#include "engine/activities/WorkspaceFile.h"
#include "engine/activities/WorkspacePath.h"
#include "engine/core/WholeFile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::CsvWriteActivity", text);
}

FailureDetails notWritten(const QString &shown, const QString &reason)
{
    return passingFailure("FileError", tr("The file “%1” cannot be written: %2.").arg(shown, reason));
}

/// The file that rows are put behind.
class AppendedFile
{
public:
    AppendedFile(const QString &absolute, QString shown)
        : m_file(absolute)
        , m_shown(std::move(shown))
    {}

    /// Failure "FileError".
    std::optional<FailureDetails> append(const CsvTable &table, bool hasHeader, const CallRecord &record)
    {
        // Unbuffered, so that the rows reach the file in one piece and a full disk is seen at once.
        if (!m_file.open(QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered))
            return notWritten(m_shown, m_file.errorString());
        if (const Json before = record.read(); before.is_object()) {
            const qint64 place = before.value("size", qint64(0));
            const QByteArray bytes = bytesAt(place, table, hasHeader);
            const QByteArray found = read(place, bytes.size());
            if (found == bytes)
                return std::nullopt; // written by this call before a crash
            if (place + found.size() == m_file.size() && bytes.startsWith(found))
                return write(bytes.mid(found.size())); // a crash in the middle of it
        }
        const qint64 place = m_file.size();
        if (auto failure = record.write({{"size", place}}))
            return failure;
        return write(bytesAt(place, table, hasHeader));
    }

private:
    QByteArray read(qint64 place, qint64 count)
    {
        return m_file.seek(place) ? m_file.read(count) : QByteArray();
    }
    /// What belongs at that place: a new file begins with the names, and a last line without end gets one.
    QByteArray bytesAt(qint64 place, const CsvTable &table, bool hasHeader)
    {
        if (place == 0)
            return ((hasHeader ? table.header() : QString()) + table.lines()).toUtf8();
        const bool isOpen = !table.lines().isEmpty() && read(place - 1, 1) != "\n";
        return (isOpen ? "\r\n" : QByteArray()) + table.lines().toUtf8();
    }
    std::optional<FailureDetails> write(const QByteArray &bytes)
    {
        if (m_file.write(bytes) == bytes.size())
            return std::nullopt;
        return notWritten(m_shown, m_file.errorString());
    }

    QFile m_file;
    QString m_shown;
};

} // namespace

std::string CsvWriteActivity::name() const
{
    return "csv.write";
}

QString CsvWriteActivity::title() const
{
    return tr("Write CSV");
}

QString CsvWriteActivity::description() const
{
    return tr(
        "Writes rows as a CSV file of the workspace, in one step, or puts them behind the rows that are "
        "there. Missing folders are created.");
}

Json CsvWriteActivity::inputSchema() const
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["path"] = schemaField("string", tr("Path"), tr("Relative to the workspace."));
    fields["path"]["format"] = "path";
    fields["rows"] = schemaField("array", tr("Rows"), tr("A list of objects, or of lists of values."));
    fields["columns"] =
        schemaField("array", tr("Columns"), tr("Which members to write, in this order; empty: all of them."));
    fields["columns"]["items"] = Json{{"type", "string"}};
    fields["separator"] = schemaField("string", tr("Separator"), tr("One character between the fields."));
    fields["separator"]["default"] = ",";
    fields["header"] = schemaField("boolean", tr("Names in the first line"), {});
    fields["header"]["default"] = true;
    fields["append"] =
        schemaField("boolean", tr("Append"), tr("Keep the rows that the file has; names are written once."));
    fields["append"]["default"] = false;
    fields["guardFormulas"] =
        schemaField("boolean", tr("Guard against formulas"),
                    tr("Puts ' before texts that begin with =, +, - or @, which spreadsheets would run."));
    fields["guardFormulas"]["default"] = false;
    schema["required"] = Json::array({"path", "rows"});
    return schema;
}

QString CsvWriteActivity::summary(const Json &input) const
{
    return QString::fromStdString(InputReader(input).textOr("path", {}));
}

void CsvWriteActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    const QString path = QString::fromStdString(input.text("path"));
    const QString separator = QString::fromStdString(input.textOr("separator", ","));
    const bool hasHeader = input.flagOr("header", true);
    const bool appends = input.flagOr("append", false);
    CsvTableOptions options;
    options.guardsFormulas = input.flagOr("guardFormulas", false);
    for (const std::string &column : input.textsOr("columns"))
        options.columns << QString::fromStdString(column);
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    if (separator.size() != 1 || separator[0] == u'"' || separator[0] == u'\n' || separator[0] == u'\r') {
        return done(tl::unexpected(
            finalFailure("InvalidInput", tr("The separator of CSV must be one character, such as , or ;"))));
    }
    options.separator = separator[0];
    const Json rows = input.any("rows");
    const auto table = CsvTable::make(rows, options);
    if (!table)
        return done(tl::unexpected(finalFailure("InvalidInput", table.error().message)));
    const auto absolute = resolveInWorkspace(call.environment.workspace, path);
    if (!absolute)
        return done(tl::unexpected(absolute.error()));
    if (auto failure = prepareFile(*absolute, path))
        return done(tl::unexpected(std::move(*failure)));
    if (appends) {
        if (auto failure = AppendedFile(*absolute, path).append(*table, hasHeader, CallRecord(call)))
            return done(tl::unexpected(std::move(*failure)));
    } else {
        const QString text = (hasHeader ? table->header() : QString()) + table->lines();
        if (const Result<void> written = writeWhole(*absolute, text.toUtf8()); !written)
            return done(tl::unexpected(notWritten(path, written.error().message)));
    }
    done(Json{{"path", path.toStdString()}, {"rows", rows.size()}});
}

} // namespace perdura
