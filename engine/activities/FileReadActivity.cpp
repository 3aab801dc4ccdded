// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/FileReadActivity.h"

#include "engine/activities/Csv.h"
#include "engine/activities/InputReader.h"
#include "engine/activities/WorkspaceFile.h"
#include "engine/activities/WorkspacePath.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::FileReadActivity", text);
}

ActivityResult decode(const QByteArray &content, const std::string &format, const std::string &separator,
                      const QString &shown)
{
    if (format == "base64")
        return Json(content.toBase64().toStdString());
    const std::optional<QString> text = utf8Text(content);
    if (!text) {
        return tl::unexpected(finalFailure(
            "InvalidText",
            tr("The file “%1” is not UTF-8 text. Read it as Base64, or save it as UTF-8.").arg(shown)));
    }
    if (format == "text")
        return Json(text->toStdString());
    auto parsed = format == "json" ? parseJson(text->toStdString())
                                   : parseCsv(*text, QString::fromStdString(separator));
    if (!parsed)
        return tl::unexpected(
            finalFailure("InvalidContent", tr("“%1”: %2").arg(shown, parsed.error().message)));
    return std::move(*parsed);
}

} // namespace

std::string FileReadActivity::name() const
{
    return "file.read";
}

QString FileReadActivity::title() const
{
    return tr("Read file");
}

QString FileReadActivity::description() const
{
    return tr("Reads a file of the workspace as text, JSON, CSV rows or Base64.");
}

Json FileReadActivity::inputSchema() const
{
    Json path = schemaField("string", tr("Path"), tr("Relative to the workspace."));
    path["format"] = "path";
    Json format = choiceField(
        tr("Format"), tr("CSV gives a list of objects, named by the first line."),
        {{"text", tr("Text")}, {"json", tr("JSON")}, {"csv", tr("CSV")}, {"base64", tr("Base64")}});
    format["default"] = "text";
    Json separator = schemaField("string", tr("Separator"), tr("Between the fields of CSV."));
    separator["default"] = ",";
    Json schema = {{"type", "object"}};
    schema["properties"]["path"] = std::move(path);
    schema["properties"]["as"] = std::move(format);
    schema["properties"]["separator"] = std::move(separator);
    schema["required"] = Json::array({"path"});
    return schema;
}

QString FileReadActivity::summary(const Json &input) const
{
    return QString::fromStdString(InputReader(input).textOr("path", {}));
}

void FileReadActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    const QString path = QString::fromStdString(input.text("path"));
    const std::string format = input.oneOf("as", {"text", "json", "csv", "base64"}, "text");
    const std::string separator = input.textOr("separator", ",");
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    const auto absolute = resolveInWorkspace(call.environment.workspace, path);
    if (!absolute)
        return done(tl::unexpected(absolute.error()));
    const auto content = readWorkspaceFile(*absolute, path);
    if (!content)
        return done(tl::unexpected(content.error()));
    done(decode(*content, format, separator, path));
}

} // namespace perdura
