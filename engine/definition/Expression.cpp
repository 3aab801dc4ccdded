// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/Expression.h"

namespace perdura {

bool isExpression(const Json &value)
{
    return value.is_string() && value.get_ref<const std::string &>().starts_with('=');
}

} // namespace perdura
