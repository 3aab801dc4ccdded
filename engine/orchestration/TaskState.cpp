// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/TaskState.h"

#include <QtGlobal>

namespace perdura {

TaskFailure TaskFailure::fromException(std::exception_ptr exception)
{
    try {
        std::rethrow_exception(exception);
    } catch (const TaskFailedException &failed) {
        return {failed.failure(), nullptr};
    } catch (const std::exception &error) {
        return {FailureDetails{.errorType = "OrchestratorError", .errorMessage = error.what()}, exception};
    } catch (...) {
        return {FailureDetails{.errorType = "OrchestratorError",
                               .errorMessage = "The orchestrator threw something that is not an exception."},
                exception};
    }
}

void TaskFailure::raise() const
{
    if (original)
        std::rethrow_exception(original);
    throw TaskFailedException(details);
}

TaskStateBase::Waiter::~Waiter()
{
    if (m_coroutine)
        m_coroutine.destroy();
}

void TaskStateBase::Waiter::notify(std::shared_ptr<TaskStateBase> state)
{
    if (m_coroutine) {
        state.reset();
        std::exchange(m_coroutine, nullptr).resume();
    } else {
        std::exchange(m_listener, nullptr)(std::move(state));
    }
}

TaskStateBase::~TaskStateBase()
{
    abandon();
}

void TaskStateBase::addWaiter(std::coroutine_handle<> coroutine)
{
    Q_ASSERT(!isSettled());
    Waiter waiter(coroutine);
    if (m_phase == Phase::Open)
        m_waiters.push_back(std::move(waiter));
}

void TaskStateBase::addListener(const std::shared_ptr<TaskStateBase> &state, Listener listener)
{
    if (state->isSettled())
        listener(state);
    else if (state->m_phase == Phase::Open)
        state->m_waiters.emplace_back(std::move(listener));
}

void TaskStateBase::abandon() noexcept
{
    if (m_phase != Phase::Open)
        return;
    m_phase = Phase::Abandoned;
    // Destroying a coroutine may drop the last reference to this very state: nothing of it is touched
    // afterwards.
    const std::vector<Waiter> dropped = std::move(m_waiters);
}

void TaskStateBase::fail(std::shared_ptr<TaskStateBase> state, TaskFailure failure)
{
    Q_ASSERT(state->m_phase == Phase::Open);
    state->m_failure = std::make_unique<TaskFailure>(std::move(failure));
    state->m_phase = Phase::Failed;
    notifyWaiters(std::move(state));
}

void TaskStateBase::settle(std::shared_ptr<TaskStateBase> state)
{
    Q_ASSERT(state->m_phase == Phase::Open);
    state->m_phase = Phase::Succeeded;
    notifyWaiters(std::move(state));
}

void TaskStateBase::notifyWaiters(std::shared_ptr<TaskStateBase> state)
{
    std::vector<Waiter> waiters = std::move(state->m_waiters);
    for (std::size_t i = 0; i < waiters.size(); ++i)
        waiters[i].notify(i + 1 < waiters.size() ? state : std::move(state));
}

} // namespace perdura
