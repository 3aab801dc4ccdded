// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/RunTrace.h"
#include "tests/support/client/FakeHubClient.h"

#include <map>

namespace perdura {

/// Writes the history of one instance by hand, as a hub would have, together with the trace of its run. Time
/// stands still until `pass()` moves it.
class SampleRun
{
public:
    SampleRun(const std::string &workflow, const std::string &id, Instant start, Json input = {},
              const VersionId &version = {});

    SampleRun &pass(Duration duration);
    [[nodiscard]] Instant now() const { return m_now; }

    /// The flow enters and leaves a node.
    void enter(const std::string &node, const std::string &iteration = {});
    void leave(const std::string &node, const std::string &port = "next", Json output = {},
               const std::string &iteration = {});
    void failNode(const std::string &node, const std::string &message, const std::string &iteration = {});
    void waitFor(const std::string &node, const std::string &words, const std::string &iteration = {});
    /// Enters and leaves at once.
    void through(const std::string &node, const std::string &port = "next");

    SequenceNumber schedule(const std::string &node, const std::string &activity, Json input = {},
                            int attempt = 1, const std::string &iteration = {});
    void complete(SequenceNumber task, Json result = {});
    void failTask(SequenceNumber task, const std::string &message);
    SequenceNumber timer(const std::string &node, Duration wait, const std::string &purpose,
                         const std::string &iteration = {});
    void fire(SequenceNumber timer);
    void raise(const std::string &event, Json input = {});
    SequenceNumber ask(const std::string &node, HumanTaskRequest request);
    void answer(SequenceNumber task, const std::string &outcome, const std::string &by,
                const std::string &comment = {});
    void log(const std::string &level, const std::string &text, const std::string &node = {});

    void end(Json output);
    void fail(const FailureDetails &failure);
    void terminate(const std::string &reason);

    [[nodiscard]] const History &history() const { return m_history; }
    [[nodiscard]] const std::vector<HumanTaskInfo> &openTasks() const { return m_tasks; }
    [[nodiscard]] FakeHubClient::Instance instance() const;
    [[nodiscard]] RunTrace trace() const;

private:
    HistoryEvent &add(EventData data, SequenceNumber number = -1, Origin origin = {});
    NodeVisit *openVisit(const std::string &node, const std::string &iteration);

    Instant m_now;
    InstanceDetail m_detail;
    History m_history;
    std::vector<LogLine> m_log;
    std::vector<HumanTaskInfo> m_tasks;
    std::vector<NodeVisit> m_visits;
    std::map<std::pair<NodeId, std::string>, int> m_edges;
    SequenceNumber m_next = 0;
};

} // namespace perdura
