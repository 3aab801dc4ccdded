// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/TaskCombinators.h"

namespace perdura {

namespace {

struct AnyTask
{
    TaskSource<std::size_t> combined;
    bool isOver = false;

    void settled(std::size_t index)
    {
        if (!std::exchange(isOver, true))
            combined.complete(index);
    }
};

struct SettledTasks
{
    TaskSource<std::vector<std::size_t>> combined;
    std::vector<std::size_t> order;
    std::size_t open = 0;

    void settled(std::size_t index)
    {
        order.push_back(index);
        if (--open == 0)
            combined.complete(std::move(order));
    }
};

struct SomeTasks
{
    TaskSource<std::vector<std::size_t>> combined;
    std::vector<TaskBase> tasks;
    std::vector<std::size_t> completed;
    std::size_t wanted = 0;
    std::size_t failuresLeft = 0;
    bool isOver = false;

    void settled(std::size_t index)
    {
        if (isOver)
            return;
        const bool isFailure = tasks[index].isFailed();
        if (!isFailure)
            completed.push_back(index);
        isOver = isFailure ? failuresLeft == 0 : completed.size() == wanted;
        if (isOver && isFailure)
            combined.fail(tasks[index].failure());
        else if (isOver)
            combined.complete(std::move(completed));
        else if (isFailure)
            --failuresLeft;
        if (isOver)
            tasks.clear();
    }
};

template <typename Gatherer>
void listen(const std::shared_ptr<Gatherer> &gatherer, const std::vector<TaskBase> &tasks)
{
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        TaskStateBase::addListener(tasks[i].state(), [gatherer, i](const std::shared_ptr<TaskStateBase> &) {
            gatherer->settled(i);
        });
    }
}

} // namespace

Task<std::size_t> whenAny(const std::vector<TaskBase> &tasks)
{
    if (tasks.empty()) {
        return Task<std::size_t>::failed({.errorType = "OrchestratorError",
                                          .errorMessage = "A race needs at least one task to wait for."});
    }
    const auto any = std::make_shared<AnyTask>();
    auto combined = any->combined.task();
    listen(any, tasks);
    return combined;
}

Task<std::vector<std::size_t>> whenSome(std::size_t count, const std::vector<TaskBase> &tasks)
{
    if (count == 0)
        return Task<std::vector<std::size_t>>::completed();
    if (count > tasks.size()) {
        return Task<std::vector<std::size_t>>::failed(
            {.errorType = "OrchestratorError",
             .errorMessage = std::to_string(count) + " of " + std::to_string(tasks.size()) +
                             " tasks can never complete; wait for fewer."});
    }
    const auto some = std::make_shared<SomeTasks>();
    some->tasks = tasks;
    some->wanted = count;
    some->failuresLeft = tasks.size() - count;
    auto combined = some->combined.task();
    listen(some, tasks);
    return combined;
}

Task<std::vector<std::size_t>> whenAllSettled(const std::vector<TaskBase> &tasks)
{
    const auto all = std::make_shared<SettledTasks>();
    all->open = tasks.size();
    auto combined = all->combined.task();
    if (tasks.empty())
        all->combined.complete();
    listen(all, tasks);
    return combined;
}

} // namespace perdura
