// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/Restart.h"

#include "engine/definition/Interpreter.h"

#include <QCoreApplication>
#include <QUuid>

namespace perdura {

Result<CreateInstance> prepareRestart(StoreReader &reader, const InstanceId &id,
                                      const std::optional<InstanceId> &newId, Instant now)
{
    const auto detail = reader.instance(id);
    if (!detail)
        return fail(detail.error());
    if (!isTerminal(detail->summary.status)) {
        return fail(
            ErrorCode::NotAllowed,
            QCoreApplication::translate(
                "perdura::Hub", "The instance “%1” has not finished; wait for its end or terminate it first.")
                .arg(id.toQString()));
    }
    return CreateInstance{.id = newId.value_or(id),
                          .name = detail->summary.name,
                          .version = detail->summary.version,
                          .execution = ExecutionId(QUuid::createUuid().toString(QUuid::Id128)),
                          .input = QByteArray::fromStdString(dumpJson(originalInput(detail->input))),
                          .created = now,
                          .parent = {},
                          .tags = detail->tags};
}

} // namespace perdura
