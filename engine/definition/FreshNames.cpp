// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FreshNames.h"

#include "engine/definition/NodeCatalog.h"

#include <set>

namespace perdura {

NodeId freeId(const WorkflowDefinition &definition, NodeKind kind)
{
    const std::string stem = nodeKindInfo(kind).id;
    std::set<std::string> taken;
    for (const Node &node : definition.nodes)
        taken.insert(node.id.value);
    for (int number = 1;; ++number) {
        std::string id = stem + "-" + std::to_string(number);
        if (!taken.contains(id))
            return NodeId(std::move(id));
    }
}

std::string freeName(const WorkflowDefinition &definition, const std::string &wanted)
{
    std::set<std::string> taken;
    for (const Node &node : definition.nodes)
        taken.insert(node.name);
    if (!taken.contains(wanted))
        return wanted;
    // "Timer 2" counts on from "Timer", not to "Timer 2 2".
    std::string stem = wanted;
    const auto digits = stem.find_last_not_of("0123456789");
    if (digits != std::string::npos && digits + 1 < stem.size() && digits > 0 && stem[digits] == ' ')
        stem.resize(digits);
    for (int number = 2;; ++number) {
        std::string name = stem + " " + std::to_string(number);
        if (!taken.contains(name))
            return name;
    }
}

} // namespace perdura
