// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/TaskCombinators.h"

#include <QTest>

#include <stdexcept>

using namespace perdura;

namespace {

/// Counts how many of its kind are alive, to see coroutine frames come and go.
struct Guard
{
    explicit Guard(int &alive)
        : m_alive(&alive)
    {
        ++alive;
    }
    Guard(const Guard &) = delete;
    Guard &operator=(const Guard &) = delete;
    ~Guard() { --*m_alive; }

private:
    int *m_alive;
};

FailureDetails failure(const std::string &message)
{
    return {.errorType = "Test", .errorMessage = message};
}

Task<int> addOne(Task<int> task)
{
    co_return co_await task + 1;
}

Task<int> heldOpen(Task<int> task, int &alive)
{
    const Guard guard(alive);
    const int value = co_await task;
    co_return value * 2;
}

Task<void> note(Task<int> task, std::vector<std::string> &notes, std::string name)
{
    const int value = co_await task;
    notes.push_back(name + std::to_string(value));
}

Task<std::string> messageOf(Task<int> task)
{
    try {
        co_await task;
    } catch (const TaskFailedException &failed) {
        co_return failed.failure().errorMessage;
    }
    co_return "no failure";
}

Task<int> throwsRuntimeError()
{
    throw std::runtime_error("out of paper");
    co_return 0;
}

Task<std::string> catchesByType()
{
    try {
        co_await throwsRuntimeError();
    } catch (const std::runtime_error &error) {
        co_return error.what();
    }
    co_return "nothing";
}

Task<int> sumOfReady(int count)
{
    int sum = 0;
    for (int i = 0; i < count; ++i)
        sum += co_await Task<int>::completed(1);
    co_return sum;
}

Task<int> sumOfCalls(std::vector<TaskSource<int>> &sources, int count)
{
    int sum = 0;
    for (int i = 0; i < count; ++i) {
        sources.emplace_back();
        sum += co_await addOne(sources.back().task());
    }
    co_return sum;
}

} // namespace

class TestTask : public QObject
{
    Q_OBJECT

private slots:
    void startsAtOnceAndEndsWhenItsSourceDoes()
    {
        TaskSource<int> source;
        const Task<int> task = addOne(source.task());
        QVERIFY(!task.isCompleted());
        source.complete(41);
        QVERIFY(task.isCompleted());
        QVERIFY(!task.isFailed());
        QCOMPARE(task.value(), 42);
    }

    void waitersRunInTheOrderInWhichTheyCame()
    {
        TaskSource<int> source;
        std::vector<std::string> notes;
        const Task<void> a = note(source.task(), notes, "a");
        const Task<void> b = note(source.task(), notes, "b");
        const Task<void> c = note(source.task(), notes, "c");
        source.complete(7);
        QCOMPARE(notes, (std::vector<std::string>{"a7", "b7", "c7"}));
    }

    void goesOnWhenItsHandleIsDropped()
    {
        TaskSource<int> source;
        std::vector<std::string> notes;
        {
            const Task<void> dropped = note(source.task(), notes, "x");
        }
        source.complete(1);
        QCOMPARE(notes, std::vector<std::string>{"x1"});
    }

    void aFailureIsThrownWhereItIsAwaited()
    {
        TaskSource<int> source;
        const Task<std::string> task = messageOf(source.task());
        source.fail(failure("no ink"));
        QCOMPARE(task.value(), std::string("no ink"));
    }

    void aFailurePassesThroughCoroutines()
    {
        TaskSource<int> source;
        const Task<int> task = addOne(addOne(source.task()));
        source.fail(failure("no ink"));
        QVERIFY(task.isFailed());
        QCOMPARE(task.failure().errorMessage, std::string("no ink"));
    }

    void otherExceptionsKeepTheirType()
    {
        QCOMPARE(catchesByType().value(), std::string("out of paper"));
        const Task<int> task = throwsRuntimeError();
        QVERIFY(task.isFailed());
        QCOMPARE(task.failure().errorType, std::string("OrchestratorError"));
        QCOMPARE(task.failure().errorMessage, std::string("out of paper"));
    }

    void abandoningTheSourceFreesTheWholeChain()
    {
        int alive = 0;
        {
            TaskSource<int> source;
            // Each frame holds the task that it waits for: cycles, were the frames owned by their own
            // handles.
            const Task<int> task = heldOpen(heldOpen(heldOpen(source.task(), alive), alive), alive);
            QCOMPARE(alive, 3);
        }
        QCOMPARE(alive, 0);
    }

    void abandoningFreesWhatWaitsBehindCombinators()
    {
        int alive = 0;
        std::optional<Task<int>> kept;
        {
            TaskSource<int> one;
            TaskSource<int> two;
            const auto behind = [&alive](Task<std::vector<int>> all, Task<std::size_t> any) -> Task<int> {
                const Guard guard(alive);
                co_await any;
                const std::vector<int> values = co_await all;
                co_return values.front();
            };
            const std::vector<Task<int>> tasks{one.task(), two.task()};
            const std::vector<Task<int>> later{two.task()};
            kept = behind(whenAll(tasks), whenAny(later));
            one.complete(1);
            QCOMPARE(alive, 1);
        }
        QCOMPARE(alive, 0);
        QVERIFY(!kept->isCompleted());
    }

    void whenAllGivesResultsInTheOrderOfTheList()
    {
        std::vector<TaskSource<int>> sources(3);
        std::vector<Task<int>> tasks;
        for (const auto &source : sources)
            tasks.push_back(source.task());
        const auto all = whenAll(tasks);
        sources[2].complete(30);
        sources[0].complete(10);
        QVERIFY(!all.isCompleted());
        sources[1].complete(20);
        QCOMPARE(all.value(), (std::vector<int>{10, 20, 30}));
    }

    void whenAllOfNothingCompletesAtOnce()
    {
        QVERIFY(whenAll(std::vector<Task<int>>{}).isCompleted());
        QVERIFY(whenAll(std::vector<Task<void>>{}).isCompleted());
        QVERIFY(whenAllSettled(std::vector<TaskBase>{}).isCompleted());
    }

    void whenAllWaitsForAllThenFailsWithTheFirstToFail()
    {
        std::vector<TaskSource<int>> sources(3);
        const std::vector<Task<int>> tasks{sources[0].task(), sources[1].task(), sources[2].task()};
        const auto all = whenAll(tasks);
        const auto settled = whenAllSettled(tasks);
        sources[2].fail(failure("late in the list, first in time"));
        sources[0].fail(failure("second"));
        QVERIFY(!all.isCompleted());
        sources[1].complete(1);
        QVERIFY(all.isFailed());
        QCOMPARE(all.failure().errorMessage, std::string("late in the list, first in time"));
        QCOMPARE(settled.value(), (std::vector<std::size_t>{2, 0, 1}));
        QCOMPARE(tasks[0].failure().errorMessage, std::string("second"));
    }

    void whenAnyTellsTheFirstAndDoesNotThrowItsFailure()
    {
        TaskSource<int> number;
        TaskSource<std::string> text;
        TaskSource<void> nothing;
        const auto any = whenAny(number.task(), text.task(), nothing.task());
        text.fail(failure("lost"));
        QCOMPARE(any.value(), std::size_t(1));
        number.complete(1);
        nothing.complete();
        QCOMPARE(any.value(), std::size_t(1));
    }

    void whenAnyOfEndedTasksTakesTheFirstInTheList()
    {
        TaskSource<int> open;
        QCOMPARE(whenAny(open.task(), Task<int>::completed(1), Task<int>::completed(2)).value(),
                 std::size_t(1));
        QVERIFY(whenAny(std::vector<TaskBase>{}).isFailed());
    }

    void aHundredThousandEndedTasksInALoopNeedNoStack() { QCOMPARE(sumOfReady(100'000).value(), 100'000); }

    void aHundredThousandNestedCallsOneByOneNeedNoStack()
    {
        std::vector<TaskSource<int>> sources;
        const Task<int> sum = sumOfCalls(sources, 100'000);
        while (!sum.isCompleted()) {
            TaskSource<int> last = std::move(sources.back());
            last.complete(0);
        }
        QCOMPARE(sum.value(), 100'000);
    }

    void theLastOneToLookMovesTheResult()
    {
        const auto take = [](Task<std::vector<int>> task) -> Task<const int *> {
            const std::vector<int> values = co_await std::move(task);
            co_return values.data();
        };
        TaskSource<std::vector<int>> source;
        const Task<const int *> task = take(source.task());
        std::vector<int> values(1000, 1);
        const int *const address = values.data();
        source.complete(std::move(values));
        QCOMPARE(task.value(), address);
    }

    void someOfManyEndWithTheOnesThatCameFirst()
    {
        std::vector<TaskSource<int>> sources(4);
        std::vector<Task<int>> tasks;
        for (const TaskSource<int> &source : sources)
            tasks.push_back(source.task());
        const auto two = whenSome(2, tasks);
        const auto all = whenSome(4, tasks);
        sources[2].complete(7);
        sources[1].fail(failure("one"));
        QVERIFY(!two.isCompleted());
        QVERIFY(all.isFailed());
        QCOMPARE(all.failure().errorMessage, std::string("one"));
        sources[0].complete(5);
        QVERIFY(two.isCompleted() && !two.isFailed());
        QCOMPARE(two.value(), (std::vector<std::size_t>{2, 0}));
        sources[3].fail(failure("late"));
        QCOMPARE(two.value(), (std::vector<std::size_t>{2, 0}));
    }

    void someOfManyFailsWhenTooFewAreLeft()
    {
        std::vector<TaskSource<int>> sources(3);
        std::vector<Task<int>> tasks;
        for (const TaskSource<int> &source : sources)
            tasks.push_back(source.task());
        const auto two = whenSome(2, tasks);
        sources[0].fail(failure("first"));
        QVERIFY(!two.isCompleted());
        sources[2].fail(failure("second"));
        QVERIFY(two.isFailed());
        QCOMPARE(two.failure().errorMessage, std::string("second"));
        QVERIFY(whenSome(0, tasks).isCompleted());
        QCOMPARE(whenSome(4, tasks).failure().errorType, std::string("OrchestratorError"));
    }
};

QTEST_APPLESS_MAIN(TestTask)
#include "tst_task.moc"
