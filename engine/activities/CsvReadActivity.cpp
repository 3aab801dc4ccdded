// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/CsvReadActivity.h"

#include "engine/activities/Csv.h"
#include "engine/activities/InputReader.h"
#include "engine/activities/WorkspaceFile.h"
#include "engine/activities/WorkspacePath.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <cmath>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::CsvReadActivity", text);
}

struct Request
{
    QString separator;
    bool hasHeader = true;
    bool guessesTypes = false;
    QStringList columns; ///< as asked for; may be empty
};

/// What a field means: a number only when writing it again would lose nothing that matters, so that "007" and
/// numbers of more than 15 digits stay texts.
Json guessed(const QString &field)
{
    static const QRegularExpression number(uR"(^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$)"_s);
    constexpr qsizetype exactDigits = 15;
    if (field.isEmpty())
        return nullptr;
    if (field == "true"_L1 || field == "false"_L1)
        return field == "true"_L1;
    const auto match = number.match(field);
    if (!match.hasMatch() || match.captured(1).size() + match.captured(2).size() > exactDigits)
        return field.toStdString();
    bool isWhole = false;
    const qlonglong whole = field.toLongLong(&isWhole);
    if (isWhole)
        return whole;
    bool isNumber = false;
    const double value = field.toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? Json(value) : Json(field.toStdString());
}

/// Why these names cannot name the columns; empty when they can.
QString complaintAbout(const QStringList &names, const QStringList &asked)
{
    for (const QString &name : names) {
        if (names.count(name) > 1)
            return tr("The first line names the column “%1” more than once.").arg(name);
    }
    QStringList missing;
    for (const QString &name : asked) {
        if (!names.contains(name))
            missing << name;
    }
    if (missing.isEmpty())
        return {};
    return tr("The first line has no column “%1”; it has “%2”.")
        .arg(missing.join(u"”, “"_s), names.join(u"”, “"_s));
}

Json rowOf(const QStringList &fields, const QStringList &names, bool guessesTypes)
{
    const auto value = [guessesTypes](const QString &field) {
        return guessesTypes ? guessed(field) : Json(field.toStdString());
    };
    Json row = names.isEmpty() ? Json::array() : Json::object();
    if (names.isEmpty()) {
        for (const QString &field : fields)
            row.push_back(value(field));
        return row;
    }
    for (qsizetype column = 0; column < names.size(); ++column)
        row[names[column].toStdString()] = value(column < fields.size() ? fields[column] : QString());
    return row;
}

/// Error: InvalidArgument.
Result<Json> rowsOf(const QString &text, const Request &request)
{
    const auto lines = splitCsv(text, request.separator);
    if (!lines)
        return fail(lines.error());
    const bool isNamedByFile = request.hasHeader && !lines->empty();
    const QStringList names = isNamedByFile ? lines->front() : request.columns;
    if (isNamedByFile) {
        if (const QString complaint = complaintAbout(names, request.columns); !complaint.isEmpty())
            return fail(ErrorCode::InvalidArgument, complaint);
    } else if (request.hasHeader && !request.columns.isEmpty()) {
        return fail(ErrorCode::InvalidArgument, tr("The file is empty; it has no line with the columns."));
    }
    Json rows = Json::array();
    for (std::size_t i = isNamedByFile ? 1 : 0; i < lines->size(); ++i) {
        const QStringList &fields = (*lines)[i];
        if (!names.isEmpty() && fields.size() > names.size()) {
            return fail(
                ErrorCode::InvalidArgument,
                tr("Row %1 has %2 fields for %3 columns.").arg(i + 1).arg(fields.size()).arg(names.size()));
        }
        rows.push_back(rowOf(fields, names, request.guessesTypes));
    }
    return rows;
}

} // namespace

std::string CsvReadActivity::name() const
{
    return "csv.read";
}

QString CsvReadActivity::title() const
{
    return tr("Read CSV");
}

QString CsvReadActivity::description() const
{
    return tr("Reads the rows of a CSV file of the workspace: objects named by the first line, or lists.");
}

Json CsvReadActivity::inputSchema() const
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["path"] = schemaField("string", tr("Path"), tr("Relative to the workspace."));
    fields["path"]["format"] = "path";
    fields["separator"] = schemaField("string", tr("Separator"), tr("One character between the fields."));
    fields["separator"]["default"] = ",";
    fields["header"] = schemaField("boolean", tr("The first line names the columns"),
                                   tr("Without it, rows are lists, or are named by the columns below."));
    fields["header"]["default"] = true;
    fields["types"] =
        choiceField(tr("Values"),
                    tr("Guessing makes numbers, true, false, and null of what is empty; 007 stays "
                       "a text."),
                    {{"text", tr("All are text")}, {"guess", tr("Guess what each is")}});
    fields["types"]["default"] = "text";
    fields["columns"] = schemaField("array", tr("Columns"),
                                    tr("Names that the first line must have, or that the columns of a file "
                                       "without such a line get."));
    fields["columns"]["items"] = Json{{"type", "string"}};
    schema["required"] = Json::array({"path"});
    return schema;
}

QString CsvReadActivity::summary(const Json &input) const
{
    return QString::fromStdString(InputReader(input).textOr("path", {}));
}

void CsvReadActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    const QString path = QString::fromStdString(input.text("path"));
    Request request;
    request.separator = QString::fromStdString(input.textOr("separator", ","));
    request.hasHeader = input.flagOr("header", true);
    request.guessesTypes = input.oneOf("types", {"text", "guess"}, "text") == "guess";
    for (const std::string &column : input.textsOr("columns"))
        request.columns << QString::fromStdString(column);
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    if (request.columns.removeDuplicates() > 0) {
        return done(tl::unexpected(
            finalFailure("InvalidInput", tr("The field “columns” has a name more than once."))));
    }
    const auto absolute = resolveInWorkspace(call.environment.workspace, path);
    if (!absolute)
        return done(tl::unexpected(absolute.error()));
    const auto content = readWorkspaceFile(*absolute, path);
    if (!content)
        return done(tl::unexpected(content.error()));
    const std::optional<QString> text = utf8Text(*content);
    if (!text) {
        return done(tl::unexpected(
            finalFailure("InvalidText", tr("The file “%1” is not UTF-8 text. Save it as UTF-8.").arg(path))));
    }
    auto rows = rowsOf(*text, request);
    if (!rows) {
        return done(
            tl::unexpected(finalFailure("InvalidContent", tr("“%1”: %2").arg(path, rows.error().message))));
    }
    done(std::move(*rows));
}

} // namespace perdura
