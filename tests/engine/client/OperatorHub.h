// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/OrchestrationContext.h"
#include "tests/support/client/OpenedHub.h"

#include <QFuture>
#include <QTest>

#include <atomic>

// What the tests of operating a hub have it run, and its clock.
namespace perdura::test {

class ManualClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return m_now.load(); }
    void advance(Duration by) { m_now = m_now.load() + by; }

private:
    std::atomic<Instant> m_now{SystemClock().now()};
};

inline Task<Json> waits(OrchestrationContext &context)
{
    Json got = co_await context.waitForEvent("go");
    co_return got;
}

inline Task<Json> ends(OrchestrationContext &context)
{
    co_return context.input();
}

inline Task<Json> calls(OrchestrationContext &context)
{
    Json got = co_await context.callActivity("large", context.input());
    co_return got;
}

inline InstanceId idOf(const QString &text)
{
    return InstanceId(text);
}

inline QByteArray definition(const char *name)
{
    return QByteArray(R"({"format":1,"name":")") + name +
           R"(","nodes":[{"id":"a","kind":"start","name":"Start"},
        {"id":"b","kind":"end","name":"End"}],"edges":[{"from":"a","port":"next","to":"b"}]})";
}

} // namespace perdura::test
