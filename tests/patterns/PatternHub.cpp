// SPDX-License-Identifier: GPL-3.0-or-later
//
// The process that the tests of the patterns kill: the hub of the workspace that its argument names, as the
// program opens it, with activities that leave a line for each of their effects. With
// PERDURA_PATTERN_PORT it has a web door, too, at that port (0: any), whose key is “key”. Says “open PORT”
// when it is ready, and ends when its input does.
#include "engine/client/OpenHub.h"
#include "engine/http/WebDoor.h"
#include "tests/patterns/TracedActivities.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace perdura;

namespace {

/// The hub with its door.
struct OpenParts
{
    std::unique_ptr<HubClient> hub;
    std::unique_ptr<WebDoor> door;
};

void sayOpen(int port)
{
    std::printf("open %d\n", port);
    std::fflush(stdout);
}

int openDoor(OpenParts &parts, const HubOptions &options)
{
    WebSettings settings;
    settings.port = quint16(qEnvironmentVariableIntValue("PERDURA_PATTERN_PORT"));
    settings.key = "key";
    parts.door = std::make_unique<WebDoor>(*parts.hub, options.workspace, options.activities, settings);
    const auto port = parts.door->open();
    if (!port)
        qCritical().noquote() << port.error().message;
    return port ? *port : -1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    HubOptions options;
    options.workspace = QCoreApplication::arguments().at(1);
    options.activities = test::tracedActivities(options.workspace);
    options.activityThreads = 4;

    OpenParts parts;
    openHub(options, &application, [&](Result<std::unique_ptr<HubClient>> hub) {
        if (!hub) {
            qCritical().noquote() << hub.error().message;
            QCoreApplication::exit(2);
            return;
        }
        parts.hub = *std::move(hub);
        sayOpen(qEnvironmentVariableIsSet("PERDURA_PATTERN_PORT") ? openDoor(parts, options) : 0);
    });
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    const int code = QCoreApplication::exec();
    parts.door.reset();
    parts.hub.reset();
    return code;
}
