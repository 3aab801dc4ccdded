// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeReferences.h"
#include "engine/import/FlowReader.h"

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int atOnce = 10000; // as many as a For each can: Task.all knows no bound

QString tr(const char *text)
{
    return importText(text);
}

QString outputOf(const Node &node)
{
    return QString::fromStdString(nodeReference(node.name)) + u".output"_s;
}

/// The only statement of a block, or the statement itself.
const Ast &onlyStatement(const Ast &statement)
{
    return isType(statement, "BlockStatement") && statement["body"].size() == 1 ? statement["body"][0]
                                                                                : statement;
}

} // namespace

bool FlowReader::makesTask(const Ast &expression)
{
    const std::string name = m_code.durableName(expression);
    if (isType(expression, "CallExpression") &&
        (name.starts_with("call") || name == "createTimer" || name == "waitForExternalEvent"))
        return true;
    const CodeValue *value = m_code.valueOf(expression);
    return value && value->kind == CodeValue::Kind::Task;
}

/// const tasks = []; const tasks = [call, call]; const tasks = list.map(each => call)
bool FlowReader::startsTasks(const Binding &binding, const Ast &init)
{
    auto tasks = std::make_shared<CodeTasks>();
    if (isType(init, "ArrayExpression") && init["elements"].empty()) {
        const bool isFilled = std::ranges::any_of(binding.uses, [this](const Ast *use) {
            const Ast *member = m_code.names().parentOf(*use);
            const Ast *call = member ? m_code.names().parentOf(*member) : nullptr;
            if (!call || methodOf(*call) != "push" || !argument(*call, 0))
                return false;
            const Ast &pushed = *argument(*call, 0);
            const Binding *task = isType(pushed, "Identifier") ? m_code.names().bindingOf(pushed) : nullptr;
            const Ast *value =
                task && task->kind == Binding::Kind::Variable ? child(*task->declaration, "init") : nullptr;
            return makesTask(value ? *value : pushed);
        });
        if (!isFilled)
            return false;
    } else if (isType(init, "ArrayExpression")) {
        if (!std::ranges::all_of(init["elements"],
                                 [this](const Ast &each) { return !each.is_null() && makesTask(each); }))
            return false;
        tasks->single = tasksIn(init).value_or(std::vector<CodeTaskPtr>());
    } else if (auto fanOut = fanOutOfMap(init)) {
        tasks->fanOut = std::move(fanOut);
    } else {
        return false;
    }
    m_code.setValue(&binding, {.kind = CodeValue::Kind::Tasks, .tasks = std::move(tasks)});
    return true;
}

std::optional<FanOut> FlowReader::fanOutOfMap(const Ast &call)
{
    const Ast *callback =
        methodOf(call) == "map" || methodOf(call) == "forEach" ? argument(call, 0) : nullptr;
    if (!callback || !isFunction(*callback))
        return std::nullopt;
    const Ast &body = (*callback)["body"];
    bool hasTask = false;
    walkTree(body, [this, &hasTask](const Ast &node) {
        hasTask = hasTask || (isType(node, "CallExpression") && makesTask(node));
        return !hasTask;
    });
    if (!hasTask)
        return std::nullopt;
    FanOut fanOut;
    fanOut.around = &call;
    fanOut.list = &call["callee"]["object"];
    readYields(*fanOut.list);
    fanOut.items = m_code.textOf(*fanOut.list);
    const Ast &parameters = (*callback)["params"];
    if (!parameters.empty())
        fanOut.itemPattern = &parameters[0];
    if (parameters.size() > 1 && isType(parameters[1], "Identifier"))
        fanOut.index = m_code.names().bindingOf(parameters[1]);
    fanOut.indexText = u"index"_s;
    fanOut.body = &body;
    return fanOut;
}

/// for (let i = 0; i < list.length; i++), or up to a number.
std::optional<FanOut> FlowReader::fanOutOfCounter(const Ast &loop)
{
    const Ast *init = child(loop, "init");
    const Ast *test = child(loop, "test");
    const Ast *update = child(loop, "update");
    if (!init || !test || !update || !isType(*init, "VariableDeclaration") ||
        (*init)["declarations"].size() != 1 || !isType(*test, "BinaryExpression") ||
        !isType(*update, "UpdateExpression") || textMember(*update, "operator") != "++")
        return std::nullopt;
    const Ast &counter = (*init)["declarations"][0];
    const double first = child(counter, "init") ? literalNumber(counter["init"]).value_or(-1) : -1;
    const std::string sign = textMember(*test, "operator");
    const Binding *index = m_code.names().bindingOf(counter["id"]);
    if (first < 0 || (sign != "<" && sign != "<=") || !index || !isType((*test)["left"], "Identifier") ||
        m_code.names().bindingOf((*test)["left"]) != index)
        return std::nullopt;
    const Ast &limit = (*test)["right"];
    FanOut fanOut;
    fanOut.around = &loop;
    fanOut.index = index;
    fanOut.body = &loop["body"];
    const int begin = int(first);
    const QString offset = begin > 0 ? u" + "_s + QString::number(begin) : QString();
    if (sign == "<" && isType(limit, "MemberExpression") &&
        textMember(limit["property"], "name") == "length") {
        fanOut.list = &limit["object"];
        fanOut.items = m_code.textOf(limit["object"]);
        if (begin > 0)
            fanOut.items = asOperand(fanOut.items) % u".slice("_s % QString::number(begin) % u')';
        fanOut.indexText = begin > 0 ? QString(u"(index"_s % offset % u')') : u"index"_s;
        return fanOut;
    }
    const int more = (sign == "<=" ? 1 : 0) - begin;
    QString count = m_code.textOf(limit);
    if (const auto number = literalNumber(limit))
        count = QString::number(std::max(0, int(*number) + more));
    else if (more != 0)
        count = asOperand(count) % (more > 0 ? u" + "_s : u" - "_s) % QString::number(std::abs(more));
    fanOut.items = u"range("_s % count % u')';
    fanOut.indexText = begin > 0 ? QString(u"(item"_s % offset % u')') : u"item"_s;
    return fanOut;
}

std::optional<FanOut> FlowReader::fanOutOfLoop(const Ast &loop)
{
    if (isType(loop, "ForStatement"))
        return fanOutOfCounter(loop);
    if (!isType(loop, "ForOfStatement") && !isType(loop, "ForInStatement"))
        return fanOutOfMap(loop);
    FanOut fanOut;
    fanOut.around = &loop;
    readYields(loop["right"]);
    fanOut.items = m_code.textOf(loop["right"]);
    if (isType(loop, "ForInStatement"))
        fanOut.items = u"Object.keys("_s % fanOut.items % u')';
    const Ast &left = loop["left"];
    fanOut.itemPattern = isType(left, "VariableDeclaration") ? &left["declarations"][0]["id"] : &left;
    fanOut.body = &loop["body"];
    return fanOut;
}

/// The list of tasks that a loop puts tasks into; null: it does not.
CodeTasks *FlowReader::listFilledIn(const Ast &statement)
{
    CodeTasks *filled = nullptr;
    walkTree(statement, [this, &filled](const Ast &node) {
        if (methodOf(node) == "push") {
            const CodeValue *value = m_code.valueOf(node["callee"]["object"]);
            if (value && value->kind == CodeValue::Kind::Tasks)
                filled = value->tasks.get();
        }
        return !filled;
    });
    return filled;
}

bool FlowReader::readFillingLoop(const Ast &statement)
{
    CodeTasks *filled = listFilledIn(statement);
    if (!filled)
        return false;
    const bool waits = isType(statement, "ForOfStatement") || isType(statement, "ForInStatement")
                           ? m_code.hasYield(statement["body"])
                           : m_code.hasYield(statement);
    auto fanOut = waits ? std::nullopt : fanOutOfLoop(statement);
    if (!fanOut || filled->fanOut || !filled->single.empty() || m_filled) {
        m_code.source().error(
            statement,
            tr("How many tasks this puts into the list cannot be drawn; go through one list, start "
               "one task for each item without yield, and wait for them with Task.all."));
        return true;
    }
    filled->fanOut = std::move(fanOut);
    return true;
}

QString FlowReader::readAll(const Ast &call, const std::string &name)
{
    const Ast *list = argument(call, 0);
    CodeValue *value = list ? m_code.valueOf(*list) : nullptr;
    if (value && value->kind == CodeValue::Kind::Tasks) {
        const auto tasks = value->tasks;
        const std::string wanted = name.empty() ? textMember(*list, "name") : name;
        tasks->wait = m_code.names().parentOf(*m_code.names().parentOf(call));
        m_filled = tasks.get();
        tasks->results =
            tasks->fanOut ? drawFanOut(*tasks->fanOut, wanted) : drawParallel(tasks->single, wanted);
        m_filled = nullptr;
        return tasks->results;
    }
    if (auto fanOut = list ? fanOutOfMap(*list) : std::nullopt)
        return drawFanOut(*fanOut, name.empty() ? "For each" : name);
    if (auto tasks = list ? tasksIn(*list) : std::nullopt)
        return drawParallel(*tasks, name.empty() ? "Parallel" : name);
    m_code.source().error(
        call,
        tr("Which tasks this waits for cannot be told; give it a list of calls, or one that a loop fills "
           "with a call for each item."));
    return u"[]"_s;
}

QString FlowReader::drawParallel(const std::vector<CodeTaskPtr> &tasks, const std::string &name)
{
    if (tasks.empty())
        return u"[]"_s;
    const NodeId parallel = m_draft.add(NodeKind::Parallel, name).id;
    const QString output = outputOf(m_draft.node(parallel));
    const auto around = m_draft.enter(parallel);
    m_lastResults.clear();
    for (const CodeTaskPtr &task : tasks) {
        Node &lane = m_draft.addFirst(task->kind, task->title);
        lane.fields = task->fields;
        task->result = output + QString::fromStdString(memberReference(lane.name));
        m_lastResults.push_back(task->result);
    }
    m_draft.leave(parallel, around);
    return u'[' % QStringList(m_lastResults.begin(), m_lastResults.end()).join(u", "_s) % u']';
}

QString FlowReader::drawFanOut(const FanOut &fanOut, const std::string &name)
{
    Node &node = m_draft.add(NodeKind::ForEach, name);
    node.fields["items"] = "=" + fanOut.items.toStdString();
    node.fields["parallelism"] = atOnce;
    const NodeId id = node.id;
    QString output = outputOf(node);
    const auto around = m_draft.enter(id);
    m_frames.push_back({.kind = Frame::Kind::Container, .isFanOut = true});
    const auto fanOutBefore = m_code.setFanOut(fanOut);
    const bool wasInFanOut = std::exchange(m_isInFanOut, true);
    readFanOutBody(fanOut);
    m_isInFanOut = wasInFanOut;
    m_code.setFanOut(fanOutBefore);
    m_frames.pop_back();
    m_draft.leave(id, around);
    return output;
}

void FlowReader::readFanOutBody(const FanOut &fanOut)
{
    if (fanOut.itemPattern)
        bindItem(*fanOut.itemPattern, u"item"_s);
    if (fanOut.index)
        m_code.setText(fanOut.index, fanOut.indexText);
    m_lastResult.clear();
    const Ast &body = onlyStatement(*fanOut.body);
    const auto drawTask = [this](const Ast &expression) {
        if (const CodeTaskPtr task = m_code.taskOf(expression))
            m_lastResult = draw(*task, {});
        else
            m_code.source().error(
                expression, tr("This is no task; give what context.df.callActivity and the like give."));
    };
    const bool isCallback = !isType(*fanOut.around, "ForStatement") &&
                            !isType(*fanOut.around, "ForOfStatement") &&
                            !isType(*fanOut.around, "ForInStatement") && methodOf(*fanOut.around) == "map";
    if (!isCallback) {
        if (isType(body, "CallExpression"))
            readExpression(body);
        else
            read(body);
    } else if (isType(body, "BlockStatement")) {
        for (const Ast &statement : body["body"]) {
            if (isType(statement, "ReturnStatement") && child(statement, "argument"))
                drawTask(statement["argument"]);
            else
                read(statement);
        }
    } else {
        drawTask(isType(body, "ReturnStatement") ? body["argument"] : body);
    }
    if (m_lastResult.isEmpty())
        m_code.source().error(*fanOut.body,
                              tr("Not every item starts a task here; start one for each, or leave out items "
                                 "before, with filter."));
    if (m_draft.isAtEntry())
        return end("=null");
    // Other steps may come after the one whose result counts.
    const bool endsWithTask = m_draft.open().size() == 1 && !m_lastResult.isEmpty() &&
                              outputOf(m_draft.node(m_draft.open().front().node)) == m_lastResult;
    if (m_draft.isReachable() && !endsWithTask)
        end("=" + (m_lastResult.isEmpty() ? u"null"_s : m_lastResult).toStdString());
}

} // namespace perdura
