// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/FileWatchActivity.h"

#include "engine/activities/FileEntry.h"
#include "engine/activities/FileWatch.h"
#include "engine/activities/InputReader.h"
#include "engine/activities/WorkspacePath.h"

#include <QCoreApplication>

namespace perdura {

using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::FileWatchActivity", text);
}

} // namespace

std::string FileWatchActivity::name() const
{
    return "file.watch";
}

QString FileWatchActivity::title() const
{
    return tr("Wait for file");
}

QString FileWatchActivity::description() const
{
    return tr("Waits until a folder of the workspace has a matching file that is no longer being written.");
}

Json FileWatchActivity::inputSchema() const
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["folder"] = folderField();
    fields["pattern"] = patternField();
    fields["settle"] =
        schemaField("string", tr("Settle time"), tr("For so long the file must not have changed."));
    fields["settle"]["format"] = "duration";
    fields["settle"]["default"] = "2 s";
    fields["timeout"] = schemaField("string", tr("Time limit"), tr("Empty: it waits as long as it takes."));
    fields["timeout"]["format"] = "duration";
    schema["required"] = Json::array();
    return schema;
}

QString FileWatchActivity::summary(const Json &input) const
{
    return folderSummary(input);
}

void FileWatchActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    FileWatchRequest request;
    request.workspace = call.environment.workspace;
    request.shownFolder = QString::fromStdString(input.textOr("folder", "."));
    request.pattern = QString::fromStdString(input.textOr("pattern", "*"));
    request.settleTime = input.durationOr("settle", 2s);
    if (const Duration timeout = input.durationOr("timeout", 0s); timeout.count() > 0)
        request.timeout = timeout;
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    const auto folder = resolveFolder(request.workspace, request.shownFolder);
    if (!folder)
        return done(tl::unexpected(folder.error()));
    request.folder = *folder;
    FileWatch::start(std::move(request), call.stop, std::move(done));
}

} // namespace perdura
