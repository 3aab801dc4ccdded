// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandLine.h"
#include "app/shell/RunWindow.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("Perdura"));
    QCoreApplication::setOrganizationName(QStringLiteral("Perdura"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PERDURA_VERSION));
    return perdura::wantsCommandLine(argc, argv) ? perdura::runCommandLine(argc, argv)
                                                 : perdura::runWindow(argc, argv);
}
