// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/KitResources.h"

#include <QDir>

// Q_INIT_RESOURCE declares its function where it stands, so it must stand outside the namespace.
static void registerKit()
{
    Q_INIT_RESOURCE(kit);
}

namespace perdura {

void initKitResources()
{
    registerKit();
}

} // namespace perdura
