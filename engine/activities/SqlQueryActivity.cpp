// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/SqlQueryActivity.h"

#include "engine/activities/InputReader.h"
#include "engine/activities/SqlCall.h"
#include "engine/activities/WorkspacePath.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::SqlQueryActivity", text);
}

constexpr int mostRows = 100'000;
constexpr Duration maxTimeout = 24h;

/// What cannot be run here at all; empty when nothing is wrong.
QString complaintAbout(const SqlStatement &statement, bool isSqlite)
{
    if (statement.isUnfinished)
        return tr("A quote or a comment in the statement does not end.");
    if (statement.words.isEmpty())
        return tr("The field “sql” has no statement.");
    if (statement.hasSeveral)
        return tr("The field “sql” has several statements; use one step for each.");
    if (statement.positional > 0 && !statement.named.isEmpty())
        return tr("The statement has both ? and :name; use one of them.");
    // These would reach files outside of the workspace.
    const bool isOutside = statement.words[0] == "ATTACH"_L1 ||
                           (statement.words[0] == "VACUUM"_L1 && statement.words.contains("INTO"_L1));
    if (isSqlite && isOutside)
        return tr("%1 of other files is not allowed; the field “path” is the one database of the step.")
            .arg(statement.words[0]);
    return {};
}

/// Whether each placeholder has a value, and each value a placeholder; empty when so.
QString complaintAbout(const Json &parameters, const SqlStatement &statement)
{
    if (!parameters.is_null() && !parameters.is_array() && !parameters.is_object())
        return tr("The field “parameters” must be an object for :name, or a list for ?.");
    const std::size_t positional = parameters.is_array() ? parameters.size() : 0;
    if (positional != std::size_t(statement.positional)) {
        return tr("The statement has %1 placeholders “?”, but “parameters” lists %2 values.")
            .arg(statement.positional)
            .arg(positional);
    }
    for (const QString &name : statement.named) {
        if (!parameters.is_object() || !parameters.contains(name.toStdString()))
            return tr("The statement uses :%1, but “parameters” has no such member.").arg(name);
    }
    if (parameters.is_object()) {
        for (const auto &[member, value] : parameters.items()) {
            const QString name = QString::fromStdString(member);
            if (!statement.named.contains(name))
                return tr("“parameters” has the member “%1”, but the statement does not use :%1.").arg(name);
        }
    }
    return {};
}

/// The fields that tell where the database is.
std::optional<FailureDetails> readPlace(InputReader &input, const QString &workspace, SqlRequest &request)
{
    if (!request.isSqlite) {
        request.host = QString::fromStdString(input.textOr("host", "localhost"));
        request.port = int(input.wholeNumberOr("port", 5432, 1, 65535));
        request.database = QString::fromStdString(input.text("database"));
        request.user = QString::fromStdString(input.textOr("user", {}));
        request.password = QString::fromStdString(input.textOr("password", {}));
        return input.failure();
    }
    request.shownFile = QString::fromStdString(input.text("path"));
    request.mayCreate = input.flagOr("create", false);
    if (input.failure())
        return input.failure();
    const auto file = resolveInWorkspace(workspace, request.shownFile);
    if (!file)
        return file.error();
    request.file = *file;
    const QFileInfo info(*file);
    if (info.isDir())
        return finalFailure("FileError", tr("“%1” is not a file.").arg(request.shownFile));
    if (!info.exists() && !request.mayCreate) {
        return passingFailure("FileNotFound",
                              tr("There is no database “%1” in the workspace.").arg(request.shownFile));
    }
    return std::nullopt;
}

} // namespace

std::string SqlQueryActivity::name() const
{
    return "sql.query";
}

QString SqlQueryActivity::title() const
{
    return tr("SQL query");
}

QString SqlQueryActivity::description() const
{
    return tr(
        "Runs one SQL statement on an SQLite file of the workspace or a PostgreSQL server, and gives rows, "
        "the number of changed rows, and the last id.");
}

Json SqlQueryActivity::inputSchema() const
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["driver"] = choiceField(tr("Database"), {},
                                   {{"sqlite", tr("SQLite file")}, {"postgresql", tr("PostgreSQL server")}});
    fields["driver"]["default"] = "sqlite";
    fields["path"] = schemaField("string", tr("Path"), tr("SQLite: the file, relative to the workspace."));
    fields["path"]["format"] = "path";
    fields["create"] = schemaField("boolean", tr("Create a missing file"), tr("SQLite only."));
    fields["create"]["default"] = false;
    fields["host"] = schemaField("string", tr("Host"), tr("PostgreSQL, as are the next four fields."));
    fields["host"]["default"] = "localhost";
    fields["port"] = schemaField("integer", tr("Port"), {});
    fields["port"]["minimum"] = 1;
    fields["port"]["maximum"] = 65535;
    fields["port"]["default"] = 5432;
    fields["database"] = schemaField("string", tr("Name of the database"), {});
    fields["user"] = schemaField("string", tr("User"), {});
    fields["password"] =
        schemaField("string", tr("Password"), tr("As a secret; a text is stored, readable."));
    fields["password"]["format"] = "secret";
    fields["sql"] =
        schemaField("string", tr("Statement"),
                    tr("One statement. Values come in as :name or ?, never as part of the text."));
    fields["sql"]["format"] = "code";
    fields["parameters"] =
        Json{{"title", tr("Parameters").toStdString()},
             {"description", tr("An object with the values of :name, or a list for ?.").toStdString()}};
    fields["maxRows"] = schemaField("integer", tr("Most rows"), tr("More rows are a failure."));
    fields["maxRows"]["minimum"] = 1;
    fields["maxRows"]["maximum"] = mostRows;
    fields["maxRows"]["default"] = 1000;
    fields["timeout"] =
        schemaField("string", tr("Time limit"),
                    tr("For waiting for locks, for the statement, and for reading the rows."));
    fields["timeout"]["format"] = "duration";
    fields["timeout"]["default"] = "30 s";
    schema["required"] = Json::array({"sql"});
    return schema;
}

QString SqlQueryActivity::summary(const Json &input) const
{
    return QString::fromStdString(InputReader(input).textOr("sql", {})).simplified();
}

void SqlQueryActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    SqlRequest request;
    request.isSqlite = input.oneOf("driver", {"sqlite", "postgresql"}, "sqlite") == "sqlite";
    request.statement = SqlStatement::read(QString::fromStdString(input.text("sql")));
    request.parameters = input.any("parameters");
    request.maxRows = int(input.wholeNumberOr("maxRows", 1000, 1, mostRows));
    request.timeout = std::min(input.durationOr("timeout", 30s), maxTimeout);
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    QString complaint = complaintAbout(request.statement, request.isSqlite);
    if (complaint.isEmpty())
        complaint = complaintAbout(request.parameters, request.statement);
    if (!complaint.isEmpty())
        return done(tl::unexpected(finalFailure("InvalidInput", complaint)));
    if (auto failure = readPlace(input, call.environment.workspace, request))
        return done(tl::unexpected(std::move(*failure)));
    done(runSql(request, call.stop));
}

} // namespace perdura
