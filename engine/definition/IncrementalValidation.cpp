// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/IncrementalValidation.h"

#include "engine/definition/ConcurrencyChecks.h"
#include "engine/definition/EventChecks.h"
#include "engine/definition/FlowChecks.h"
#include "engine/definition/LinkChecks.h"
#include "engine/definition/LoopChecks.h"
#include "engine/definition/NameChecks.h"
#include "engine/definition/OrderChecks.h"
#include "engine/definition/SchemaChecks.h"
#include "engine/definition/SelfRunChecks.h"
#include "engine/definition/TriggerChecks.h"
#include "engine/definition/ValueChecks.h"
#include "engine/definition/WaitChecks.h"

namespace perdura {

std::vector<Problem> IncrementalValidation::validate(const WorkflowDefinition &definition,
                                                     const ActivityCatalog &activities,
                                                     ExpressionEvaluator *expressions,
                                                     const WorkspaceEvents *others)
{
    if (std::exchange(m_expressions, expressions) != expressions)
        m_known.clear();
    ++m_round;
    ProblemList problems;
    const FlowIndex index(definition);
    FlowChecks(definition, index, problems).run();
    const FlowGroups groups = flowGroups(definition, index);
    LoopChecks(definition, index, groups, problems).run();
    ConcurrencyChecks(definition, index, problems).run();
    checkTriggerLoop(definition, problems);
    checkSelfRuns(definition, index, problems);
    checkInputSchema(definition, problems);
    FieldChecks fields(activities, expressions);
    LinkChecks links(index, problems);
    ValueChecks values(definition, index, problems);
    OrderChecks order(definition, index, groups, problems);
    for (const Node &node : definition.nodes) {
        const FieldFindings &findings = findingsOf(node, fields);
        problems.append(findings.problems);
        links.check(node, findings.references);
        values.check(node, findings.values);
        order.add(node, findings.references);
    }
    order.run();
    checkEndlessWaits(definition, index, problems);
    forgetRemoved();
    if (others) {
        EventChecks(definition, *others, problems).run();
        NameChecks(definition, *others, problems).run();
    }
    return problems.take(definition);
}

const FieldFindings &IncrementalValidation::findingsOf(const Node &node, FieldChecks &checks)
{
    const auto [known, isNew] = m_known.try_emplace(node.id);
    Known &entry = known->second;
    // Of nodes with the same id, which a file may hold, each is looked at.
    if (isNew || entry.node != node) {
        entry.findings = checks.findingsOf(node);
        entry.node = node;
    }
    entry.round = m_round;
    return entry.findings;
}

void IncrementalValidation::forgetRemoved()
{
    std::erase_if(m_known, [this](const auto &known) { return known.second.round != m_round; });
}

} // namespace perdura
