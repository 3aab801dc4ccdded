// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/NodeReferences.h"
#include "engine/import/FlowReader.h"

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return importText(text);
}

QString outputOf(const Node &node)
{
    return QString::fromStdString(nodeReference(node.name)) + u".output"_s;
}

/// Whether the node of all the tasks' events can wait for them together.
bool fitsOneWait(const std::vector<CodeTaskPtr> &tasks)
{
    std::size_t timers = 0;
    std::vector<std::string> events;
    for (const CodeTaskPtr &task : tasks) {
        if (task->kind == NodeKind::Timer && task->fields.contains("duration")) {
            ++timers;
        } else if (task->kind == NodeKind::WaitForEvent) {
            const auto event = task->fields["event"].get<std::string>();
            if (std::ranges::find(events, event) != events.end())
                return false;
            events.push_back(event);
        } else {
            return false;
        }
    }
    const bool areWords = std::ranges::all_of(events, [](const std::string &event) {
        return !event.empty() && !event.starts_with('=') && !isReservedPort(event);
    });
    return timers <= 1 && !events.empty() && (areWords || events.size() == 1);
}

} // namespace

void FlowReader::readYields(const Ast &expression, const std::string &name)
{
    if (!m_code.hasYield(expression))
        return;
    if (isFunction(expression))
        return;
    if (isType(expression, "YieldExpression"))
        return m_code.setYielded(expression, readYield(expression, name));
    const bool isLogical = isType(expression, "LogicalExpression");
    if (isLogical || isType(expression, "ConditionalExpression")) {
        readYields(isLogical ? expression["left"] : expression["test"]);
        for (const char *part : {"right", "consequent", "alternate"}) {
            const Ast *below = child(expression, part);
            if (!below || !m_code.hasYield(*below))
                continue;
            m_code.source().error(
                *below, tr("Whether this waits depends on what is before it in the same expression; write it "
                           "as an if statement."));
            readYields(*below);
        }
        return;
    }
    for (const Ast *below : children(expression))
        readYields(*below);
}

QString FlowReader::readYield(const Ast &yield, const std::string &name)
{
    m_lastTask.reset();
    m_lastResults.clear();
    const Ast *waited = child(yield, "argument");
    if (flagMember(yield, "delegate") || !waited) {
        m_code.source().error(
            yield, tr("yield* runs another function in this one; make it an orchestrator of its own and call "
                      "it with callSubOrchestrator."));
        return u"null"_s;
    }
    readYields(*waited);
    if (isType(*waited, "CallExpression") || isType(*waited, "AwaitExpression")) {
        const std::string call = m_code.durableName(*waited);
        if (call == "Task.all")
            return readAll(*waited, name);
        if (call == "Task.any") {
            const auto winner = readAny(*waited, name);
            if (winner && winner->word.isEmpty()) // whichever came, the flow goes on
                winner->word = u"null"_s;
            return winner ? winner->result : u"null"_s;
        }
        if (call == "lock") {
            m_code.source().error(
                *waited,
                tr("Locks are drawn as a critical section around the steps; draw it around the nodes "
                   "that follow."));
            return u"null"_s;
        }
        if ((call == "signalEntity" || call == "continueAsNew" || call == "setCustomStatus") &&
            readDurableCall(*waited))
            return u"null"_s;
    }
    CodeTaskPtr task = m_code.taskOf(*waited);
    if (!task) {
        m_code.source().error(
            *waited, tr("This is nothing that a workflow can wait for; wait for what context.df.callActivity "
                        "and the like give."));
        return u"null"_s;
    }
    m_lastTask = task;
    return draw(*task, name);
}

QString FlowReader::draw(CodeTask &task, const std::string &name)
{
    if (!task.result.isEmpty())
        return task.result;
    Node &node = m_draft.add(task.kind, name.empty() ? task.title : name);
    node.fields = task.fields;
    task.result = task.kind == NodeKind::Timer ? u"null"_s : outputOf(node);
    return task.result;
}

const Ast *FlowReader::anyCallOf(const Ast &expression)
{
    if (!isType(expression, "YieldExpression"))
        return nullptr;
    const Ast *waited = child(expression, "argument");
    return waited && isType(*waited, "CallExpression") && m_code.durableName(*waited) == "Task.any" ? waited
                                                                                                    : nullptr;
}

std::optional<std::vector<CodeTaskPtr>> FlowReader::tasksIn(const Ast &list)
{
    if (const CodeValue *value = m_code.valueOf(list))
        return value->kind == CodeValue::Kind::Tasks && !value->tasks->fanOut
                   ? std::optional(value->tasks->single)
                   : std::nullopt;
    if (!isType(list, "ArrayExpression"))
        return std::nullopt;
    std::vector<CodeTaskPtr> tasks;
    for (const Ast &element : list["elements"]) {
        CodeTaskPtr task = element.is_null() ? nullptr : m_code.taskOf(element);
        if (!task)
            return std::nullopt;
        tasks.push_back(std::move(task));
    }
    return tasks;
}

std::shared_ptr<CodeWinner> FlowReader::readAny(const Ast &call, const std::string &name)
{
    const Ast *list = argument(call, 0);
    auto tasks = list ? tasksIn(*list) : std::nullopt;
    if (!tasks || tasks->empty()) {
        m_code.source().error(call, tr("Which tasks race here cannot be told; write them one by one, as in "
                                       "context.df.Task.any([event, timer])."));
        return nullptr;
    }
    return fitsOneWait(*tasks) ? drawAny(*tasks, name) : drawRace(*tasks, name);
}

/// Events and a timer: one node that waits for the events, with a time-out.
std::shared_ptr<CodeWinner> FlowReader::drawAny(const std::vector<CodeTaskPtr> &tasks,
                                                const std::string &name)
{
    auto winner = std::make_shared<CodeWinner>();
    winner->tasks = tasks;
    std::vector<CodeTaskPtr> events;
    std::ranges::copy_if(tasks, std::back_inserter(events),
                         [](const CodeTaskPtr &task) { return task->kind == NodeKind::WaitForEvent; });
    Node &node = m_draft.add(NodeKind::WaitForEvent, events.size() == 1 ? events.front()->title
                                                     : name.empty()     ? std::string("Wait for an event")
                                                                        : name);
    node.fields = events.front()->fields;
    for (std::size_t i = 1; i < events.size(); ++i)
        node.fields["others"].push_back(events[i]->fields["event"]);
    winner->node = node.id;
    winner->result = outputOf(node);
    std::vector<OpenPort> open;
    for (const CodeTaskPtr &task : tasks) {
        const bool isTimer = task->kind == NodeKind::Timer;
        if (isTimer)
            node.fields["timeout"] = task->fields["duration"];
        const std::string port = isTimer              ? "timeout"
                                 : events.size() == 1 ? "next"
                                                      : task->fields["event"].get<std::string>();
        task->word = isTimer ? "timeout" : task->fields["event"].get<std::string>();
        task->result = isTimer ? u"null"_s : winner->result;
        winner->ports.push_back({port});
        open.push_back({node.id, port});
    }
    m_draft.setOpen(std::move(open));
    return winner;
}

std::shared_ptr<CodeWinner> FlowReader::drawRace(const std::vector<CodeTaskPtr> &tasks,
                                                 const std::string &name)
{
    auto winner = std::make_shared<CodeWinner>();
    winner->tasks = tasks;
    const NodeId race = m_draft.add(NodeKind::Race, name.empty() ? "Race" : name).id;
    const QString output = outputOf(m_draft.node(race));
    const auto around = m_draft.enter(race);
    for (const CodeTaskPtr &task : tasks) {
        Node &lane = m_draft.addFirst(task->kind, task->title);
        lane.fields = task->fields;
        task->word = lane.name;
        task->result = output + u".output"_s;
    }
    m_draft.leave(race, around);
    winner->node = race;
    winner->word = output + u".lane"_s;
    winner->result = output + u".output"_s;
    return winner;
}

/// Whether the statement after the wait is the if that asks who has won, and nobody else asks.
bool FlowReader::isToldByPorts(const Binding &binding) const
{
    std::vector<const Ast *> tests;
    for (const Ast *next = m_next; next && isType(*next, "IfStatement"); next = child(*next, "alternate"))
        tests.push_back(&(*next)["test"]);
    return std::ranges::all_of(binding.uses, [this, &tests](const Ast *use) {
        const Ast *parent = m_code.names().parentOf(*use);
        return std::ranges::find(tests, parent) != tests.end() ||
               (isType(*parent, "MemberExpression") && textMember((*parent)["property"], "name") == "result");
    });
}

/// Puts the winner's word into a variable, for those who ask later.
void FlowReader::spellWinner(CodeWinner &winner, const std::string &name)
{
    const std::vector<OpenPort> open = m_draft.takeOpen();
    std::vector<OpenPort> after;
    for (std::size_t i = 0; i < winner.tasks.size(); ++i) {
        m_draft.setOpen({{winner.node, winner.ports[i].front()}});
        m_draft.setVariable(name, winner.tasks[i]->word);
        for (const OpenPort &port : m_draft.takeOpen())
            after.push_back(port);
    }
    m_draft.setOpen(std::move(after));
    winner.word = QString::fromStdString("vars" + memberReference(name));
}

} // namespace perdura
