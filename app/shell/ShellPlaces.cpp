// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/ShellPlaces.h"

#include "app/shell/DesignPlace.h"

#include <QCoreApplication>

namespace perdura {

MainWindow::Parts shellParts()
{
    MainWindow::Parts parts;
    // The drawing side stands alone until the hub is linked in.
    parts.openHub = [](const HubOptions &, QObject *context,
                       std::function<void(Result<std::unique_ptr<HubClient>>)> done) {
        QMetaObject::invokeMethod(
            context,
            [done = std::move(done)] {
                done(fail(
                    ErrorCode::Unsupported,
                    QCoreApplication::translate(
                        "ShellPlaces", "This build has no engine: workflows can be drawn here, not run.")));
            },
            Qt::QueuedConnection);
    };
    parts.activities = builtInActivities();
    parts.places.push_back(std::make_unique<DesignPlace>(activityCatalog(parts.activities)));
    return parts;
}

} // namespace perdura
