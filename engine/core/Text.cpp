// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Text.h"

#include <QString>

namespace perdura {

std::string lowerCase(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size())).toLower().toStdString();
}

} // namespace perdura
