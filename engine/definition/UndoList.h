// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FlowScope.h"
#include "engine/definition/WorkflowDefinition.h"

#include <memory>
#include <vector>

namespace perdura {

/// What has been done inside a scope and can be undone, in the order in which it was done.
class UndoList
{
public:
    struct Entry
    {
        const Node *first = nullptr; ///< of the steps that undo it
        std::shared_ptr<FlowScope> scope;
        Json output; ///< of the node that is undone
    };

    void add(Entry entry)
    {
        if (!m_isClosed)
            m_entries.push_back(std::move(entry));
    }
    /// The last first. What is done from now on is not noted: undoing is not undone.
    [[nodiscard]] std::vector<Entry> takeReversed()
    {
        m_isClosed = true;
        return {std::make_move_iterator(m_entries.rbegin()), std::make_move_iterator(m_entries.rend())};
    }
    /// Hands everything to the scope around, whose failure undoes it as well.
    void moveTo(UndoList &outer)
    {
        for (Entry &entry : m_entries)
            outer.add(std::move(entry));
        m_entries.clear();
        m_isClosed = true;
    }

private:
    std::vector<Entry> m_entries;
    bool m_isClosed = false;
};

} // namespace perdura
