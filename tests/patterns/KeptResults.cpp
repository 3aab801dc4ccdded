// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/patterns/KeptResults.h"

#include "tests/crash/kill_resume/HistoryCheck.h"
#include "tests/patterns/PatternChecks.h"

#include <set>
#include <utility>

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

namespace {

const ExecutionStarted *startOf(const History &history)
{
    for (const HistoryEvent &event : history) {
        if (event.as<ExecutionStarted>())
            return event.as<ExecutionStarted>();
    }
    return nullptr;
}

} // namespace

void KeptResults::look(const QString &workspace)
{
    m_ended = 0;
    m_events = 0;
    StoreOnDisk store(workspace);
    const auto effects = effectsByKeyIn(workspace);
    std::set<std::string> gone;
    for (const auto &[instance, history] : m_histories)
        gone.insert(instance);
    for (const InstanceSummary &summary : store.instances()) {
        const History history = store.history(summary.id.toQString());
        lookAt(summary.id.value, history);
        lookAtResults(history, effects);
        gone.erase(summary.id.value);
        m_ended += isTerminal(summary.status) ? 1 : 0;
        m_events += int(history.size());
    }
    for (const std::string &instance : gone)
        m_flaws += QString::fromStdString(instance) + u": it is gone"_s;
}

// An instance that goes on as new has another history.
void KeptResults::lookAt(const std::string &instance, const History &history)
{
    History &earlier = m_histories[instance];
    const ExecutionStarted *before = startOf(earlier);
    const ExecutionStarted *now = startOf(history);
    if (before && now && before->execution == now->execution) {
        for (const QString &change : rewritten(earlier, history))
            m_flaws += QString::fromStdString(instance) + u": "_s + change;
    }
    earlier = history;
}

void KeptResults::lookAtResults(const History &history, const std::map<std::string, int> &effects)
{
    const ExecutionStarted *start = startOf(history);
    for (const HistoryEvent &event : history) {
        const auto *completed = event.as<TaskCompleted>();
        const auto *failed = event.as<TaskFailed>();
        if (!start || !(completed || failed))
            continue;
        const std::string key = start->instance.value + '/' + start->execution.value + '/' +
                                std::to_string(completed ? completed->taskId : failed->taskId);
        const auto found = effects.find(key);
        const int count = found == effects.end() ? 0 : found->second;
        const auto [known, isNew] = m_effectsOfResults.emplace(key, count);
        if (completed && count == 0)
            m_flaws += QString::fromStdString(key) + u": a result without an effect"_s;
        if (!isNew && std::exchange(known->second, count) != count)
            m_flaws += QString::fromStdString(key) + u": it ran again when its result was on disk"_s;
    }
}

} // namespace perdura::test
