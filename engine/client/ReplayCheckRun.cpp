// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/ReplayCheckRun.h"

#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"
#include "engine/script/JsExpressionEvaluator.h"

#include <algorithm>

namespace perdura {

namespace {

constexpr int pageSize = 100;

} // namespace

ReplayCheckRun::ReplayCheckRun(HubClient &hub, std::shared_ptr<const WorkflowDefinition> definition,
                               int finishedCount, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_definition(std::move(definition))
    , m_evaluator(makeExpressionEvaluator())
    , m_finishedLeft(finishedCount)
{
    m_query.name = m_definition->name;
    m_query.statuses = {OrchestrationStatus::Running, OrchestrationStatus::Suspended,
                        OrchestrationStatus::Pending};
    m_query.limit = pageSize;
}

void ReplayCheckRun::start()
{
    fetch();
}

void ReplayCheckRun::fetch()
{
    whenFinished(m_hub.instances(m_query), this,
                 [this](Result<InstancePage> page) { take(std::move(page)); });
}

void ReplayCheckRun::take(Result<InstancePage> page)
{
    if (!page) {
        emit failed(page.error());
        return;
    }
    m_query.after = page->next;
    m_isLastPage = page->next.isEmpty();
    std::ranges::move(page->instances, std::back_inserter(m_waiting));
    if (m_isAtFinished) {
        if (int(m_waiting.size()) >= m_finishedLeft) {
            m_waiting.resize(std::size_t(m_finishedLeft));
            m_isLastPage = true;
        }
        m_finishedLeft -= int(m_waiting.size());
    }
    next();
}

void ReplayCheckRun::next()
{
    if (!m_waiting.empty()) {
        const InstanceSummary instance = std::move(m_waiting.front());
        m_waiting.pop_front();
        whenFinished(m_hub.history(instance.id), this, [this, instance](Result<History> history) {
            if (history)
                replay(instance, std::make_shared<const History>(*std::move(history)));
            else if (history.error().code == ErrorCode::NotFound)
                next(); // it was removed meanwhile
            else
                emit failed(history.error());
        });
    } else if (!m_isLastPage) {
        fetch();
    } else if (!m_isAtFinished && m_finishedLeft > 0) {
        m_isAtFinished = true;
        m_query.statuses = {OrchestrationStatus::Completed, OrchestrationStatus::Failed,
                            OrchestrationStatus::Terminated, OrchestrationStatus::Canceled};
        m_query.after.clear();
        fetch();
    } else {
        emit ended();
    }
}

void ReplayCheckRun::replay(const InstanceSummary &instance, std::shared_ptr<const History> history)
{
    if (history->empty()) {
        // Nothing was done yet that could differ.
        ++m_checkedCount;
        emit checked({instance, {}});
        next();
        return;
    }
    auto work = [definition = m_definition, evaluator = m_evaluator, history = std::move(history)] {
        return checkReplay(definition, *history, evaluator);
    };
    whenFinished(inBackground(std::move(work)), this, [this, instance](Result<ReplayVerdict> verdict) {
        ++m_checkedCount;
        emit checked({instance, *std::move(verdict)});
        next();
    });
}

} // namespace perdura
