// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/FileCopyActivity.h"

#include "engine/activities/FileTransfer.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::FileCopyActivity", text);
}

} // namespace

std::string FileCopyActivity::name() const
{
    return "file.copy";
}

QString FileCopyActivity::title() const
{
    return tr("Copy file");
}

QString FileCopyActivity::description() const
{
    return tr("Copies a file of the workspace. The copy appears whole or not at all.");
}

Json FileCopyActivity::inputSchema() const
{
    return transferSchema();
}

QString FileCopyActivity::summary(const Json &input) const
{
    return transferSummary(input);
}

void FileCopyActivity::run(ActivityCall call, ActivityDone done) const
{
    const auto transfer = readTransfer(call);
    if (!transfer)
        return done(tl::unexpected(transfer.error()));
    const CallRecord record(call);
    if (const auto target = doneBefore(*transfer, record))
        return done(transferResult(*transfer, *target));
    if (auto failure = prepareTransfer(*transfer))
        return done(tl::unexpected(std::move(*failure)));
    auto target = copyAndPlace(*transfer, record, call);
    if (!target)
        return done(tl::unexpected(std::move(target.error())));
    done(transferResult(*transfer, *target));
}

} // namespace perdura
