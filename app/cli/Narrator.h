// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"
#include "engine/orchestration/HistoryEvent.h"

#include <QStringList>

#include <map>
#include <memory>

namespace perdura {

/// Tells a run as it goes: a line for each thing that began or ended.
class Narrator
{
public:
    explicit Narrator(std::shared_ptr<const WorkflowDefinition> definition)
        : m_definition(std::move(definition))
    {}

    /// What is new in the history since the last call.
    [[nodiscard]] QStringList tell(const History &history);

private:
    [[nodiscard]] QString tell(const HistoryEvent &event);
    [[nodiscard]] QString decision(SequenceNumber number) const;

    std::shared_ptr<const WorkflowDefinition> m_definition;
    std::map<SequenceNumber, QString> m_decisions; ///< in words, by number
    std::size_t m_told = 0;
};

} // namespace perdura
