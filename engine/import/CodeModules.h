// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/import/CodeNames.h"

#include <map>

namespace perdura {

/// What names stand for that come from packages: "moment" of const moment = require("moment"),
/// "luxon.DateTime" of const { DateTime } = require("luxon").
using CodeModules = std::map<const Binding *, std::string>;

[[nodiscard]] CodeModules modulesOf(const Ast &program, const CodeNames &names);
/// require("moment")
[[nodiscard]] bool isRequire(const Ast &expression);
/// The path behind a package: "EntityId" of df.EntityId, "app.orchestration" of df.app.orchestration. Empty:
/// it is none.
[[nodiscard]] std::string memberOfModule(const Ast &expression, const std::string &module,
                                         const CodeNames &names, const CodeModules &modules);

} // namespace perdura
