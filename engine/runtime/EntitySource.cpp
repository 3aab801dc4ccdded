// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/EntitySource.h"

#include "engine/core/Text.h"

#include <QCoreApplication>

namespace perdura {

CodeEntities::CodeEntities(const Functions &functions)
{
    for (const auto &[name, function] : functions)
        m_functions.emplace(lowerCase(name), function);
}

Result<EntityFunction> CodeEntities::resolve(const std::string &name)
{
    const auto found = m_functions.find(name);
    if (found == m_functions.end()) {
        return fail(
            ErrorCode::NotFound,
            QCoreApplication::translate("perdura::Hub", "There is no entity “%1”; register it with the hub.")
                .arg(QString::fromStdString(name)));
    }
    return found->second;
}

} // namespace perdura
