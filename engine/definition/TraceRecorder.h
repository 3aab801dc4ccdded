// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Interpreter.h"
#include "engine/definition/RunTrace.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace perdura {

/// Writes down what the interpreter does as visits to nodes.
class TraceRecorder final : public FlowObserver
{
public:
    void nodeEntered(const NodeId &node, const std::string &iteration, Instant time) override;
    void nodeLeft(const NodeId &node, const std::string &iteration, const std::string &port, Instant time,
                  const Json &output) override;
    void nodeWaits(const NodeId &node, const std::string &iteration, const std::string &reason) override;
    void nodeFailed(const NodeId &node, const std::string &iteration, Instant time,
                    const FailureDetails &failure) override;

    [[nodiscard]] std::vector<NodeVisit> takeVisits() { return std::move(m_visits); }

private:
    /// The visit under way, or the latest one. In one flow there is one token, so there is only one at a
    /// time.
    [[nodiscard]] NodeVisit &current(const NodeId &node, const std::string &iteration);

    std::vector<NodeVisit> m_visits;
    std::map<std::pair<NodeId, std::string>, std::size_t> m_latest;
};

} // namespace perdura
