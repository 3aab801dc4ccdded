// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/DefinitionFile.h"
#include "engine/definition/Interpreter.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "engine/script/JsSandbox.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QFile>

#include <map>

namespace perdura::test {

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline FailureDetails failureWith(const char *type, const std::string &message)
{
    FailureDetails failure;
    failure.errorType = type;
    failure.errorMessage = message;
    return failure;
}

/// Runs a shipped workflow with the real expressions and scripts, on files in memory.
class ShippedRun
{
public:
    explicit ShippedRun(const QString &file)
        : m_sandbox(std::make_shared<Watchdog>())
        , m_driver(makeInterpreter(std::make_shared<const WorkflowDefinition>(*loadDefinition(file)),
                                   makeExpressionEvaluator()))
    {
        m_driver.onActivity("script", [this](const ScheduleTask &task) {
            return m_sandbox.runFunction(task.input["code"].get<std::string>(), task.input["input"], {});
        });
        m_driver.onActivity("log", [this](const ScheduleTask &task) -> ActivityAnswer {
            m_log.push_back(task.input["message"].get<std::string>());
            return Json();
        });
        m_driver.onActivity("file.read",
                            [this](const ScheduleTask &task) { return readCsv(task.input["path"]); });
        m_driver.onActivity("csv.read",
                            [this](const ScheduleTask &task) { return readCsv(task.input["path"]); });
        m_driver.onActivity("csv.write", [this](const ScheduleTask &task) -> ActivityAnswer {
            m_files[task.input["path"].get<std::string>()] = dumpJson(task.input["rows"]);
            return Json();
        });
        m_driver.onActivity("file.write", [this](const ScheduleTask &task) -> ActivityAnswer {
            m_files[task.input["path"].get<std::string>()] = task.input["content"].get<std::string>();
            return Json();
        });
    }

    void addFile(const std::string &name, const QByteArray &content)
    {
        m_files[name] = content.toStdString();
    }
    [[nodiscard]] std::string file(const std::string &name) const
    {
        const auto found = m_files.find(name);
        return found == m_files.end() ? std::string() : found->second;
    }
    [[nodiscard]] OrchestrationDriver &driver() { return m_driver; }
    [[nodiscard]] const std::vector<std::string> &log() const { return m_log; }

    /// Lets the job that is looked for have no file at the first look, and be completed at that one.
    void answerLooks(int completedAt)
    {
        m_driver.onActivity(
            "file.read", [completedAt, look = 0](const ScheduleTask &task) mutable -> ActivityAnswer {
                if (++look == 1)
                    return tl::unexpected(
                        failureWith("FileNotFound", task.input["path"].get<std::string>() + " is missing."));
                Json status = Json::object();
                status["status"] = look >= completedAt ? "Completed" : "Running";
                return status;
            });
    }

    /// Answers the newest open human task.
    void answer(const std::string &outcome)
    {
        HumanTaskAnswered answered;
        for (const HistoryEvent &event : m_driver.history()) {
            if (event.as<HumanTaskCreated>())
                answered.taskId = event.eventId;
        }
        answered.outcome = outcome;
        answered.form = Json::object();
        answered.answeredBy = "ada";
        m_driver.post(answered);
        m_driver.runUntilIdle();
    }

    [[nodiscard]] std::string output() const
    {
        const ExecutionCompleted *completion = m_driver.completion();
        if (!completion)
            return "(under way)";
        return completion->failure ? completion->failure->errorMessage : dumpJson(completion->result);
    }

private:
    ActivityAnswer readCsv(const std::string &name)
    {
        const auto found = m_files.find(name);
        if (found == m_files.end())
            return tl::unexpected(
                failureWith("FileNotFound", "There is no file “" + name + "” in the workspace."));
        return m_sandbox.runFunction("return parseCsv(input);", found->second, {});
    }

    JsSandbox m_sandbox;
    std::map<std::string, std::string> m_files;
    std::vector<std::string> m_log;
    OrchestrationDriver m_driver;
};

} // namespace perdura::test
