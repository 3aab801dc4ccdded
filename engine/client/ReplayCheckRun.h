// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/definition/ReplayCheck.h"

#include <QObject>

#include <deque>
#include <memory>

namespace perdura {

/// An instance, and whether it could go on with the drawing in question.
struct CheckedInstance
{
    InstanceSummary instance;
    ReplayVerdict verdict;
    bool operator==(const CheckedInstance &) const = default;
};

/// Replays the instances of a workflow against a drawing, one after the other: all that have not finished,
/// newest first, and then as many finished ones as are wanted. Lives on its hub's thread, which must outlive
/// it; the replays run on another one. Deleting it ends the check.
class ReplayCheckRun final : public QObject
{
    Q_OBJECT

public:
    ReplayCheckRun(HubClient &hub, std::shared_ptr<const WorkflowDefinition> definition, int finishedCount,
                   QObject *parent = nullptr);

    /// Once; ends with ended() or failed().
    void start();
    [[nodiscard]] int checkedCount() const { return m_checkedCount; }

signals:
    void checked(const perdura::CheckedInstance &instance);
    /// Every instance has its verdict.
    void ended();
    void failed(const perdura::Error &error);

private:
    void fetch();
    void take(Result<InstancePage> page);
    void next();
    void replay(const InstanceSummary &instance, std::shared_ptr<const History> history);

    HubClient &m_hub;
    std::shared_ptr<const WorkflowDefinition> m_definition;
    std::shared_ptr<ExpressionEvaluator> m_evaluator;
    InstanceQuery m_query;
    int m_finishedLeft;
    bool m_isAtFinished = false;
    bool m_isLastPage = false;
    std::deque<InstanceSummary> m_waiting;
    int m_checkedCount = 0;
};

} // namespace perdura
