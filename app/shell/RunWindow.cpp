// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/RunWindow.h"

#include "app/kit/Icons.h"
#include "app/shell/MainWindow.h"
#include "app/shell/Place.h"
#include "app/shell/ShellPlaces.h"

#include <QApplication>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

/// What to open: `--workspace DIR`, or a folder or file named alone.
QString pathFrom(const QStringList &arguments)
{
    const qsizetype option = arguments.indexOf(u"--workspace"_s);
    if (option >= 0)
        return arguments.value(option + 1);
    for (const QString &argument : arguments.mid(1)) {
        if (!argument.startsWith(u'-'))
            return argument;
    }
    return {};
}

} // namespace

int runWindow(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QApplication::applicationName());
    applyAppearance(application, ShellSettings().appearance());
    QApplication::setWindowIcon(icon(u"workflow"_s, IconTint::Accent));

    MainWindow window(shellParts());
    window.show();
    const QString path = pathFrom(QApplication::arguments());
    if (path.isEmpty())
        window.reopenWorkspace();
    else
        window.openPath(path);
    return QApplication::exec();
}

} // namespace perdura
