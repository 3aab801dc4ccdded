// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/FileWriteActivity.h"

#include "engine/activities/InputReader.h"
#include "engine/activities/WorkspaceFile.h"
#include "engine/activities/WorkspacePath.h"
#include "engine/core/WholeFile.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::FileWriteActivity", text);
}

QByteArray toBytes(const Json &content)
{
    if (content.is_string())
        return QByteArray::fromStdString(content.get_ref<const std::string &>());
    return QByteArray::fromStdString(prettyJson(content) + '\n');
}

std::optional<FailureDetails> write(const QString &absolute, const QString &shown, const QByteArray &bytes)
{
    if (auto failure = prepareFile(absolute, shown))
        return failure;
    if (const Result<void> written = writeWhole(absolute, bytes); !written) {
        return passingFailure("FileError",
                              tr("The file “%1” cannot be written: %2.").arg(shown, written.error().message));
    }
    return std::nullopt;
}

} // namespace

std::string FileWriteActivity::name() const
{
    return "file.write";
}

QString FileWriteActivity::title() const
{
    return tr("Write file");
}

QString FileWriteActivity::description() const
{
    return tr("Writes a file of the workspace, replacing what was there, in one step. Missing folders are "
              "created.");
}

Json FileWriteActivity::inputSchema() const
{
    Json path = schemaField("string", tr("Path"), tr("Relative to the workspace."));
    path["format"] = "path";
    // Without a type: any value fits.
    Json content = Json::object();
    content["title"] = tr("Content").toStdString();
    content["description"] = tr("Text, or any value; values are written as JSON.").toStdString();
    content["format"] = "expression";
    Json schema = {{"type", "object"}};
    schema["properties"]["path"] = std::move(path);
    schema["properties"]["content"] = std::move(content);
    schema["required"] = Json::array({"path", "content"});
    return schema;
}

QString FileWriteActivity::summary(const Json &input) const
{
    return QString::fromStdString(InputReader(input).textOr("path", {}));
}

void FileWriteActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    const QString path = QString::fromStdString(input.text("path"));
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    const auto absolute = resolveInWorkspace(call.environment.workspace, path);
    if (!absolute)
        return done(tl::unexpected(absolute.error()));
    const QByteArray bytes = toBytes(input.any("content"));
    if (auto failure = write(*absolute, path, bytes))
        return done(tl::unexpected(std::move(*failure)));
    done(Json{{"path", path.toStdString()}, {"bytes", bytes.size()}});
}

} // namespace perdura
