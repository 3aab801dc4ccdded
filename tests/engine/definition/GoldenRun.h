// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"
#include "engine/script/JsSandbox.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QString>

#include <map>
#include <memory>

namespace perdura::test {

/// One run of a drawn workflow, as a script tells it:
///   "input"; "activities": for each name either a list of {"result"} and {"error": text, "type"?} that
///   answer its calls one after the other (the last one again and again), or {"expression"} over `input`, the
///   call's input, or {"code": true}, which runs the code in the call's input; "steps": {"raise": event,
///   "payload"?}, {"answer": node name, "outcome", "form"?, "comment"?, "by"?}, {"complete": number of the
///   activity call, "result"} and {"fail": number, "error", "type"?} (a text instead of the number: the
///   oldest open call),
///   {"advance": duration} and {"run": true}, which goes on from timer to timer. Each step runs until nothing
///   moves.
class GoldenRun
{
public:
    GoldenRun(std::shared_ptr<const WorkflowDefinition> definition, const Json &script,
              std::shared_ptr<ExpressionEvaluator> evaluator, Memory memory);

    void play();
    [[nodiscard]] const History &history() const { return m_driver.history(); }
    /// {"status", "output"?, "failure"?, "history": one line for each event, without times}
    [[nodiscard]] Json account() const;

private:
    [[nodiscard]] ActivityAnswer answerCall(const ScheduleTask &call);
    void playStep(const Json &step);
    template <typename Asked, typename... Answered>
    [[nodiscard]] SequenceNumber openEvent() const;
    void answerTask(const Json &step);
    void answerChild(const Json &step);
    void answerHumanTask(const Json &step);

    std::shared_ptr<const WorkflowDefinition> m_definition;
    Json m_script;
    std::shared_ptr<ExpressionEvaluator> m_evaluator;
    OrchestrationDriver m_driver;
    std::map<std::string, std::size_t> m_callsAnswered;
    std::unique_ptr<JsSandbox> m_sandbox; ///< once code is run
};

/// "TaskScheduled #0 square (square it, 3) {"n":4}"; empty for the frame of a turn.
[[nodiscard]] std::string historyLine(const HistoryEvent &event, const WorkflowDefinition &definition);

} // namespace perdura::test
