// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/OrchestratorSource.h"

#include <QCoreApplication>

namespace perdura {

Result<Orchestrator> CodeOrchestrators::resolve(const std::string &name, const VersionId &)
{
    const auto found = m_functions->find(name);
    if (found == m_functions->end()) {
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate("perdura::Hub",
                                                "There is no orchestrator “%1”; register it with the hub.")
                        .arg(QString::fromStdString(name)));
    }
    return found->second;
}

} // namespace perdura
