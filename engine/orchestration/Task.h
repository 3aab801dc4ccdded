// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/TaskState.h"

namespace perdura {

/// A task, whatever it gives: the handle that whenAny takes. Cheap to copy.
class TaskBase
{
public:
    /// It has ended, well or badly.
    [[nodiscard]] bool isCompleted() const { return m_state->isSettled(); }
    [[nodiscard]] bool isFailed() const { return m_state->isFailed(); }
    /// Why it failed; only when isFailed().
    [[nodiscard]] const FailureDetails &failure() const { return m_state->failure().details; }
    [[nodiscard]] const std::shared_ptr<TaskStateBase> &state() const { return m_state; }

protected:
    explicit TaskBase(std::shared_ptr<TaskStateBase> state)
        : m_state(std::move(state))
    {}

private:
    std::shared_ptr<TaskStateBase> m_state;
};

template <typename T>
class TaskPromise;

/// Something that ends later with a T or with a failure: a coroutine (which starts at once, up to its first
/// wait) or work outside that a TaskSource completes. `co_await task` gives the value or throws
/// TaskFailedException; it may be awaited several times, by several coroutines. Dropping the handle does not
/// stop the work. All on one thread and deterministic: whoever completes a task runs the coroutines that wait
/// for it, in the order in which they came.
///
/// Two rules. g++ 12 copies aggregates that are temporaries within a co_await expression bit by bit (a short
/// string in them then frees foreign memory): build structs and lists such as Origin{…} or
/// HumanTaskRequest{…} in a variable first. And the closure of a coroutine lambda must outlive the coroutine:
/// pass data as parameters, not as captures.
template <typename T>
class [[nodiscard]] Task : public TaskBase
{
public:
    using promise_type = TaskPromise<T>;
    using Value = typename TaskState<T>::Value;

    explicit Task(std::shared_ptr<TaskState<T>> state)
        : TaskBase(std::move(state))
    {}

    static Task completed(Value value = {})
    {
        auto state = std::make_shared<TaskState<T>>();
        TaskState<T>::succeed(state, std::move(value));
        return Task(std::move(state));
    }
    static Task failed(FailureDetails failure)
    {
        auto state = std::make_shared<TaskState<T>>();
        TaskStateBase::fail(state, {std::move(failure), nullptr});
        return Task(std::move(state));
    }

    /// The value; only when it completed without failure.
    [[nodiscard]] const Value &value() const { return typed().value(); }

    // Holds a plain pointer: the awaited Task lives, in the coroutine's frame or elsewhere, until the wait is
    // over.
    struct Awaiter
    {
        const Task *task;
        bool mayMove;

        [[nodiscard]] bool await_ready() const noexcept { return task->isCompleted(); }
        void await_suspend(std::coroutine_handle<> coroutine) const { task->state()->addWaiter(coroutine); }
        T await_resume() const
        {
            if (task->isFailed())
                task->state()->failure().raise();
            if constexpr (!std::is_void_v<T>) {
                if (mayMove && task->state().use_count() == 1)
                    return task->typed().takeValue();
                return task->typed().value();
            }
        }
    };
    Awaiter operator co_await() const &noexcept { return {this, false}; }
    Awaiter operator co_await() &&noexcept { return {this, true}; }

private:
    [[nodiscard]] TaskState<T> &typed() const { return static_cast<TaskState<T> &>(*state()); }
};

/// The side that completes a task from outside. Going away without having done so abandons the task: the
/// coroutines that wait for it are destroyed. May be completed once.
template <typename T>
class TaskSource
{
public:
    using Value = typename TaskState<T>::Value;

    TaskSource()
        : m_state(std::make_shared<TaskState<T>>())
    {}
    TaskSource(TaskSource &&) noexcept = default;
    TaskSource &operator=(TaskSource &&other) noexcept
    {
        TaskSource(std::move(other)).m_state.swap(m_state);
        return *this;
    }
    ~TaskSource()
    {
        if (m_state)
            m_state->abandon();
    }

    [[nodiscard]] Task<T> task() const { return Task<T>(m_state); }
    void complete(Value value = {}) { TaskState<T>::succeed(std::move(m_state), std::move(value)); }
    void fail(TaskFailure failure) { TaskStateBase::fail(std::move(m_state), std::move(failure)); }
    void fail(FailureDetails failure) { fail(TaskFailure{std::move(failure), nullptr}); }

private:
    std::shared_ptr<TaskState<T>> m_state;
};

/// The compiler's side of a coroutine that returns Task<T>.
template <typename T>
class TaskPromiseBase
{
public:
    TaskPromiseBase() = default;
    TaskPromiseBase(const TaskPromiseBase &) = delete;
    TaskPromiseBase &operator=(const TaskPromiseBase &) = delete;

    Task<T> get_return_object() { return m_source.task(); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    void unhandled_exception() { m_failure = TaskFailure::fromException(std::current_exception()); }

    // The frame goes before the waiters run, so that everything the coroutine held is gone when others see
    // its end.
    struct Finish
    {
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<TaskPromise<T>> coroutine) const noexcept
        {
            TaskPromiseBase &promise = coroutine.promise();
            TaskSource<T> source = std::move(promise.m_source);
            std::optional<TaskFailure> failure = std::move(promise.m_failure);
            std::optional<typename TaskState<T>::Value> value = std::move(promise.m_value);
            coroutine.destroy();
            if (failure)
                source.fail(std::move(*failure));
            else
                source.complete(std::move(*value));
        }
        void await_resume() const noexcept {}
    };
    Finish final_suspend() noexcept { return {}; }

protected:
    void keep(typename TaskState<T>::Value value) { m_value.emplace(std::move(value)); }

private:
    TaskSource<T> m_source;
    std::optional<TaskFailure> m_failure;
    std::optional<typename TaskState<T>::Value> m_value;
};

template <typename T>
class TaskPromise final : public TaskPromiseBase<T>
{
public:
    void return_value(T value) { this->keep(std::move(value)); }
};

template <>
class TaskPromise<void> final : public TaskPromiseBase<void>
{
public:
    void return_void() { keep({}); }
};

} // namespace perdura
