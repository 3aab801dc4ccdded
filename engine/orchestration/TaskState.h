// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/FailureDetails.h"

#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace perdura {

/// Thrown where a failed task is awaited. Copying it cannot fail.
class TaskFailedException : public std::exception
{
public:
    explicit TaskFailedException(FailureDetails failure)
        : m_failure(std::make_shared<const FailureDetails>(std::move(failure)))
    {}
    [[nodiscard]] const FailureDetails &failure() const noexcept { return *m_failure; }
    [[nodiscard]] const char *what() const noexcept override { return m_failure->errorMessage.c_str(); }

private:
    std::shared_ptr<const FailureDetails> m_failure;
};

/// How a task failed. `original` is kept for exceptions of the orchestrator's own code, so that they can be
/// caught by type; it is null for failures that came from outside.
struct TaskFailure
{
    FailureDetails details;
    std::exception_ptr original;

    /// What the exception means as a failure: TaskFailedException as it is, all else is an
    /// "OrchestratorError".
    [[nodiscard]] static TaskFailure fromException(std::exception_ptr exception);
    [[noreturn]] void raise() const;
};

/// The type-erased half of a task's shared state: is it settled, and who waits for it. Used on one thread.
///
/// Ownership: a suspended coroutine is owned by the state that it waits for. A state that is abandoned (its
/// source went away without settling it) destroys the coroutines that wait for it; a coroutine that is
/// destroyed abandons its own state in turn. So dropping the sources of all open tasks frees everything that
/// hangs on them.
class TaskStateBase
{
public:
    using Listener = std::function<void(std::shared_ptr<TaskStateBase>)>;

    TaskStateBase() = default;
    TaskStateBase(const TaskStateBase &) = delete;
    TaskStateBase &operator=(const TaskStateBase &) = delete;
    virtual ~TaskStateBase();

    [[nodiscard]] bool isSettled() const { return m_phase == Phase::Succeeded || m_phase == Phase::Failed; }
    [[nodiscard]] bool isFailed() const { return m_phase == Phase::Failed; }
    [[nodiscard]] const TaskFailure &failure() const { return *m_failure; }

    /// Takes over the suspended coroutine: resumes it when the task settles, destroys it when it is
    /// abandoned.
    void addWaiter(std::coroutine_handle<> coroutine);
    /// Calls the listener when the task settles, at once if it has; drops it uncalled when the task is
    /// abandoned.
    static void addListener(const std::shared_ptr<TaskStateBase> &state, Listener listener);

    void abandon() noexcept;
    static void fail(std::shared_ptr<TaskStateBase> state, TaskFailure failure);

protected:
    /// Marks it as succeeded and runs whoever waits, first come, first served. Takes over the caller's
    /// reference, so that the last one to look at the result may move it away.
    static void settle(std::shared_ptr<TaskStateBase> state);

private:
    enum class Phase { Open, Succeeded, Failed, Abandoned };

    class Waiter
    {
    public:
        explicit Waiter(std::coroutine_handle<> coroutine)
            : m_coroutine(coroutine)
        {}
        explicit Waiter(Listener listener)
            : m_listener(std::move(listener))
        {}
        Waiter(Waiter &&other) noexcept
            : m_coroutine(std::exchange(other.m_coroutine, nullptr))
            , m_listener(std::move(other.m_listener))
        {}
        Waiter &operator=(Waiter &&) = delete;
        ~Waiter();
        void notify(std::shared_ptr<TaskStateBase> state);

    private:
        std::coroutine_handle<> m_coroutine;
        Listener m_listener;
    };

    static void notifyWaiters(std::shared_ptr<TaskStateBase> state);

    Phase m_phase = Phase::Open;
    std::unique_ptr<TaskFailure> m_failure;
    std::vector<Waiter> m_waiters;
};

/// The state of a task that gives a T.
template <typename T>
class TaskState final : public TaskStateBase
{
public:
    using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

    static void succeed(std::shared_ptr<TaskState> state, Value value)
    {
        state->m_value.emplace(std::move(value));
        settle(std::move(state));
    }
    [[nodiscard]] const Value &value() const { return *m_value; }
    [[nodiscard]] Value takeValue() { return std::move(*m_value); }

private:
    std::optional<Value> m_value;
};

} // namespace perdura
