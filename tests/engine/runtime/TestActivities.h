// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/ActivityRunner.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace perdura::test {

/// An activity made of a function, for tests.
class FunctionActivity final : public Activity
{
public:
    using Function = std::function<void(ActivityCall, ActivityDone)>;

    FunctionActivity(std::string name, Runs runs, Function function)
        : m_name(std::move(name))
        , m_runs(runs)
        , m_function(std::move(function))
    {}

    [[nodiscard]] std::string name() const override { return m_name; }
    [[nodiscard]] Runs runs() const override { return m_runs; }
    [[nodiscard]] Json inputSchema() const override { return Json::object(); }
    [[nodiscard]] QString title() const override { return QString::fromStdString(m_name); }
    [[nodiscard]] QString description() const override { return {}; }
    [[nodiscard]] QString summary(const Json &) const override { return {}; }
    void run(ActivityCall call, ActivityDone done) const override
    {
        m_function(std::move(call), std::move(done));
    }

private:
    std::string m_name;
    Runs m_runs;
    Function m_function;
};

/// Activities by name; filled before the hub starts.
class TestActivities
{
public:
    using Function = FunctionActivity::Function;

    void add(const std::string &name, Function function, Activity::Runs runs = Activity::Runs::OnWorker)
    {
        (*m_activities)[name] = std::make_unique<FunctionActivity>(name, runs, std::move(function));
    }
    /// One that only computes.
    void addValue(const std::string &name, std::function<Json(const Json &)> function)
    {
        add(name, [function = std::move(function)](const ActivityCall &call, const ActivityDone &done) {
            done(function(call.input));
        });
    }
    [[nodiscard]] ActivityLookup lookup() const
    {
        return [activities = m_activities](const std::string &name) -> const Activity * {
            const auto found = activities->find(name);
            return found == activities->end() ? nullptr : found->second.get();
        };
    }

private:
    using Map = std::map<std::string, std::unique_ptr<Activity>>;
    std::shared_ptr<Map> m_activities = std::make_shared<Map>();
};

} // namespace perdura::test
