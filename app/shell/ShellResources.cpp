// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/ShellResources.h"

#include <QDir>

// Q_INIT_RESOURCE declares its function where it stands, so it must stand outside the namespace.
static void registerShell()
{
    Q_INIT_RESOURCE(shell);
}

namespace perdura {

void initShellResources()
{
    registerShell();
}

} // namespace perdura
