// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <string>
#include <vector>

namespace perdura {

/// One value and the place of an input that asks for it.
struct SecretUse
{
    std::string pointer; ///< JSON pointer into the input; what is below it counts too
    std::string name;
    std::string value;
};

/// Puts the values in the places of their placeholders: of exactly these names, at exactly these places. Text
/// elsewhere that looks like a placeholder stays, and so does what looks like one within a value. Any thread.
void insertSecrets(Json &input, const std::vector<SecretUse> &uses);

} // namespace perdura
