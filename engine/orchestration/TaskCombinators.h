// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/Task.h"

#include <cstddef>
#include <iterator>

namespace perdura {

/// The index of the task that ends first; of those that have ended already, the first in the list. A task
/// that ended with a failure counts as well, its failure shows when it is awaited itself. The others go on.
/// An empty list is a failure (OrchestratorError), for nothing would ever end it.
[[nodiscard]] Task<std::size_t> whenAny(const std::vector<TaskBase> &tasks);

template <typename T>
[[nodiscard]] Task<std::size_t> whenAny(const std::vector<Task<T>> &tasks)
{
    return whenAny(std::vector<TaskBase>(tasks.begin(), tasks.end()));
}

template <typename T, typename... More>
[[nodiscard]] Task<std::size_t> whenAny(const Task<T> &first, const Task<More> &...more)
{
    const std::vector<TaskBase> tasks{first, more...};
    return whenAny(tasks);
}

/// Ends when all have ended and never fails: the indexes in the order in which the tasks ended (those that
/// had ended before the call come first, as in the list). The tasks themselves tell values and failures.
/// Empty list: at once.
[[nodiscard]] Task<std::vector<std::size_t>> whenAllSettled(const std::vector<TaskBase> &tasks);

/// Ends when so many have completed without failure: their indexes in the order in which they did. Fails,
/// with the failure that came last, as soon as too many have failed for that. The others go on. None wanted:
/// at once; more than there are: a failure (OrchestratorError).
[[nodiscard]] Task<std::vector<std::size_t>> whenSome(std::size_t count, const std::vector<TaskBase> &tasks);

template <typename T>
[[nodiscard]] Task<std::vector<std::size_t>> whenSome(std::size_t count, const std::vector<Task<T>> &tasks)
{
    return whenSome(count, std::vector<TaskBase>(tasks.begin(), tasks.end()));
}

template <typename T>
[[nodiscard]] Task<std::vector<std::size_t>> whenAllSettled(const std::vector<Task<T>> &tasks)
{
    return whenAllSettled(std::vector<TaskBase>(tasks.begin(), tasks.end()));
}

namespace detail {

/// Gathers the results of whenAll. Owned by the listeners on the tasks that are still open.
template <typename T>
class AllTasks
{
public:
    using Value = typename TaskState<T>::Value;
    using Combined = std::conditional_t<std::is_void_v<T>, void, std::vector<Value>>;

    explicit AllTasks(std::size_t count)
        : m_values(count)
        , m_open(count)
    {}

    [[nodiscard]] Task<Combined> task() const { return m_combined.task(); }

    void settled(std::size_t index, const std::shared_ptr<TaskStateBase> &state)
    {
        if (state->isFailed()) {
            if (!m_firstFailure)
                m_firstFailure = state->failure();
        } else {
            auto &typed = static_cast<TaskState<T> &>(*state);
            m_values[index] = state.use_count() == 1 ? typed.takeValue() : typed.value();
        }
        if (--m_open == 0)
            finish();
    }

    void finish()
    {
        if (m_firstFailure) {
            m_combined.fail(std::move(*m_firstFailure));
        } else if constexpr (std::is_void_v<T>) {
            m_combined.complete();
        } else {
            std::vector<Value> values;
            values.reserve(m_values.size());
            for (auto &value : m_values)
                values.push_back(std::move(*value));
            m_combined.complete(std::move(values));
        }
    }

private:
    TaskSource<Combined> m_combined;
    std::vector<std::optional<Value>> m_values;
    std::optional<TaskFailure> m_firstFailure;
    std::size_t m_open;
};

} // namespace detail

/// Waits for all, then gives the results in the order of the list (nothing for Task<void>), or throws the
/// failure of the task that failed first. Empty list: completes at once.
template <typename T>
[[nodiscard]] Task<typename detail::AllTasks<T>::Combined> whenAll(std::vector<Task<T>> tasks)
{
    const auto all = std::make_shared<detail::AllTasks<T>>(tasks.size());
    auto combined = all->task();
    if (tasks.empty())
        all->finish();
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        TaskStateBase::addListener(tasks[i].state(), [all, i](const std::shared_ptr<TaskStateBase> &state) {
            all->settled(i, state);
        });
    }
    return combined;
}

} // namespace perdura
