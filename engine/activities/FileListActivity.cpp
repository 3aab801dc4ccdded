// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/FileListActivity.h"

#include "engine/activities/FileEntry.h"
#include "engine/activities/InputReader.h"
#include "engine/activities/WorkspacePath.h"

#include <QCoreApplication>
#include <QDirIterator>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::FileListActivity", text);
}

constexpr std::size_t maxFiles = 10'000;

struct Request
{
    QString workspace;
    QString folder; ///< absolute
    QString shownFolder;
    QString pattern;
    bool isRecursive = false;
};

tl::expected<std::vector<QFileInfo>, FailureDetails> findFiles(const Request &request,
                                                               const std::stop_token &stop)
{
    const QRegularExpression name = namePattern(request.pattern);
    // Hidden folders, among them the hub's own, are not entered, and links to folders are not followed.
    QDirIterator entries(request.folder, QDir::Files,
                         request.isRecursive ? QDirIterator::Subdirectories : QDirIterator::NoIteratorFlags);
    std::vector<QFileInfo> files;
    while (entries.hasNext()) {
        if (stop.stop_requested())
            return tl::unexpected(passingFailure("Cancelled", tr("The listing was stopped.")));
        const QFileInfo file = entries.nextFileInfo();
        if (!name.match(file.fileName()).hasMatch() || !isListed(request.workspace, file))
            continue;
        if (files.size() == maxFiles) {
            return tl::unexpected(finalFailure(
                "TooManyFiles", tr("More than %1 files in “%2” match “%3”. Use a narrower pattern or folder.")
                                    .arg(maxFiles)
                                    .arg(request.shownFolder, request.pattern)));
        }
        files.push_back(file);
    }
    return files;
}

} // namespace

std::string FileListActivity::name() const
{
    return "file.list";
}

QString FileListActivity::title() const
{
    return tr("List files");
}

QString FileListActivity::description() const
{
    return tr(
        "Lists the files of a folder of the workspace, with size and time of the last change, sorted by "
        "path.");
}

Json FileListActivity::inputSchema() const
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["folder"] = folderField();
    fields["pattern"] = patternField();
    fields["recursive"] =
        schemaField("boolean", tr("Also in subfolders"), tr("Hidden folders are left out."));
    fields["recursive"]["default"] = false;
    schema["required"] = Json::array();
    return schema;
}

QString FileListActivity::summary(const Json &input) const
{
    return folderSummary(input);
}

void FileListActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    Request request;
    request.workspace = call.environment.workspace;
    request.shownFolder = QString::fromStdString(input.textOr("folder", "."));
    request.pattern = QString::fromStdString(input.textOr("pattern", "*"));
    request.isRecursive = input.flagOr("recursive", false);
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    const auto folder = resolveFolder(request.workspace, request.shownFolder);
    if (!folder)
        return done(tl::unexpected(folder.error()));
    request.folder = *folder;
    auto files = findFiles(request, call.stop);
    if (!files)
        return done(tl::unexpected(std::move(files.error())));
    std::sort(files->begin(), files->end(), [](const QFileInfo &a, const QFileInfo &b) {
        return a.absoluteFilePath() < b.absoluteFilePath();
    });
    Json list = Json::array();
    for (const QFileInfo &file : *files)
        list.push_back(fileEntry(request.workspace, file));
    done(std::move(list));
}

} // namespace perdura
