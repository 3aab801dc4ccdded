// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/VersionsMoveCheck.h"

#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/script/JsExpressionEvaluator.h"

namespace perdura {

VersionsMoveCheck::VersionsMoveCheck(HubClient &hub, std::shared_ptr<const WorkflowDefinition> definition,
                                     const QStringList &ids, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_definition(std::move(definition))
    , m_evaluator(makeExpressionEvaluator())
{
    for (const QString &id : ids)
        m_waiting.emplace_back(id);
}

void VersionsMoveCheck::next()
{
    if (m_waiting.empty()) {
        emit noneFits(m_refusals);
        return;
    }
    const InstanceId id = std::move(m_waiting.front());
    m_waiting.pop_front();
    whenFinished(m_hub.instance(id), this, [this, id](const Result<InstanceDetail> &detail) {
        if (detail)
            look(detail->summary);
        else if (detail.error().code == ErrorCode::NotFound)
            refuse(id, detail.error().message);
        else
            emit failed(detail.error());
    });
}

void VersionsMoveCheck::look(const InstanceSummary &instance)
{
    const InstanceId &id = instance.id;
    if (isTerminal(instance.status)) {
        refuse(id, tr("The instance “%1” has finished; start it anew with the version that you want.")
                       .arg(id.toQString()));
    } else if (instance.name != publishedName(m_definition->kind, m_definition->name)) {
        refuse(id, tr("The instance “%1” is one of “%2”, not of “%3”.")
                       .arg(id.toQString(), QString::fromStdString(instance.name),
                            QString::fromStdString(m_definition->name)));
    } else {
        whenFinished(m_hub.history(id), this, [this, id](Result<History> history) {
            if (history)
                replay(id, std::make_shared<const History>(*std::move(history)));
            else
                emit failed(history.error());
        });
    }
}

void VersionsMoveCheck::replay(const InstanceId &id, std::shared_ptr<const History> history)
{
    if (history->empty()) {
        // Nothing was done yet that could differ.
        emit oneFits();
        return;
    }
    auto work = [definition = m_definition, evaluator = m_evaluator, history = std::move(history)] {
        return checkReplay(definition, *history, evaluator);
    };
    whenFinished(inBackground(std::move(work)), this, [this, id](const Result<ReplayVerdict> &verdict) {
        if (verdict->kind == ReplayVerdict::Kind::Continues)
            emit oneFits();
        else
            refuse(id, tr("The instance “%1” cannot go on with that version: %2")
                           .arg(id.toQString(), QString::fromStdString(verdict->why)));
    });
}

void VersionsMoveCheck::refuse(const InstanceId &id, const QString &why)
{
    m_refusals[id] = why;
    next();
}

} // namespace perdura
