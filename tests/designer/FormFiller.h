// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/SchemaForm.h"

#include <QStringList>

namespace perdura {

/// What went wrong with which field; empty: nothing did.
using FillProblems = QStringList;

/// Sets every field of a form with the keys and clicks of a person, each to a value that fits, and checks
/// that the form has it then: texts, numbers, choices, checks, code, JSON, lists, maps and lists of cards
/// with forms of their own. The form must be in sight.
[[nodiscard]] FillProblems fillForm(SchemaForm &form);

} // namespace perdura
