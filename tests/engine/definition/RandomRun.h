// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <memory>
#include <random>

namespace perdura::test {

/// Plays a drawing with a world that acts by the seed: work that fails at times, web servers that take their
/// time, children, entities and people that answer late, events, time.
class RandomRun
{
public:
    RandomRun(std::shared_ptr<const WorkflowDefinition> drawing,
              std::shared_ptr<ExpressionEvaluator> evaluator, quint32 seed, Memory memory);

    /// Until it ends; for drawings that do.
    void play();
    /// Until it ends or has had so many turns and moves of the world.
    void playSteps(int count);
    [[nodiscard]] bool hasEnded() const { return m_driver.completion() || m_driver.continuation(); }
    [[nodiscard]] const OrchestrationDriver &driver() const { return m_driver; }
    [[nodiscard]] const History &history() const { return m_driver.history(); }

private:
    [[nodiscard]] int number(int most) { return int(m_random() % quint32(most)); }
    [[nodiscard]] ActivityAnswer answerWeb();
    void act();
    void raise();
    void answerPerson();
    void answerCall();
    void answerAllCalls();
    void answer(SequenceNumber call);

    std::mt19937 m_random;
    OrchestrationDriver m_driver;
};

} // namespace perdura::test
