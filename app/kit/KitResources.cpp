// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/KitResources.h"

#include <QDir>
#include <QtCore/QtGlobal>

namespace perdura {

void initKitResources()
{
    Q_INIT_RESOURCE(kit);
}

} // namespace perdura
