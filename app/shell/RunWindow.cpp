// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/RunWindow.h"

#include <QApplication>
#include <QMainWindow>

namespace perdura {

int runWindow(int argc, char **argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    window.show();
    return QApplication::exec();
}

} // namespace perdura
