// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/FlowReader.h"

#include <algorithm>
#include <array>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return importText(text);
}

/// context.log(…), context.log.info(…), console.log(…)
bool isLog(const Ast &call, CodeReader &code)
{
    const Ast *root = rootOf(call["callee"]);
    if (!root || !isType(call["callee"], "MemberExpression"))
        return false;
    if (textMember(*root, "name") == "console" && !code.names().bindingOf(*root))
        return true;
    const CodeValue *value = code.valueOf(*root);
    static constexpr std::array names{"log", "info", "warn", "error", "debug", "trace"};
    const Ast &callee = call["callee"];
    const Ast &first = isType(callee["object"], "MemberExpression") ? callee["object"] : callee;
    return value && value->kind == CodeValue::Kind::Context &&
           std::ranges::find(names, textMember(first["property"], "name")) != names.end();
}

} // namespace

void FlowReader::readCall(const Ast &call)
{
    const std::string method = methodOf(call);
    const CodeValue *target = method.empty() ? nullptr : m_code.valueOf(call["callee"]["object"]);
    if (target && target->kind == CodeValue::Kind::Task && method == "cancel")
        return; // what has lost is cancelled in any case
    if (target && target->kind == CodeValue::Kind::Tasks && method == "push")
        return addTask(*target->tasks, call);
    if (isLog(call, m_code)) {
        m_code.source().hint(call, tr("The log is left out: the timeline shows what the workflow does."));
        return;
    }
    if (readDurableCall(call))
        return;
    readYields(call);
    if (!method.empty() && isChangingMethod(method) && rootOf(call["callee"]["object"]))
        return readChange(call["callee"]["object"], call);
    if (readFillingLoop(call))
        return;
    if (!changedIn(call).empty() && isPure(call))
        return readPureLoop(call);
    m_code.source().warning(call,
                            tr("What “%1” does is not known here, and it is left out; do it in an activity.")
                                .arg(m_code.source().slice(call["callee"])));
}

bool FlowReader::readDurableCall(const Ast &call)
{
    const std::string name = m_code.durableName(call);
    if (name.empty())
        return false;
    const Ast *first = argument(call, 0);
    if (first)
        readYields(*first);
    if (name == "setCustomStatus") {
        m_draft.add(NodeKind::SetStatus, "Set status").fields["status"] =
            first ? m_code.valueFieldOf(*first) : Json("=null");
    } else if (name == "continueAsNew") {
        if (!m_draft.isOutermost())
            m_code.source().error(
                call, tr("A drawing can begin anew only outside of try and of loops over a list; set a "
                         "variable here and call continueAsNew after them."));
        m_draft.add(NodeKind::ContinueAsNew, "Continue as new").fields["input"] =
            first ? m_code.valueFieldOf(*first) : Json("=null");
        if (m_next && !isType(*m_next, "ReturnStatement"))
            m_code.source().warning(
                *m_next, tr("Nothing runs after continueAsNew in a drawing; what follows is left out."));
        m_draft.setOpen({});
        m_next = nullptr;
    } else if (name == "signalEntity" && first && argument(call, 1)) {
        Json fields = m_code.entityOf(*first);
        fields["operation"] = m_code.fieldOf(*argument(call, 1));
        if (const Ast *input = argument(call, 2))
            fields["input"] = m_code.valueFieldOf(*input);
        const std::string operation = CodeReader::literalText(*argument(call, 1)).value_or("Entity signal");
        m_draft.add(NodeKind::EntitySignal, operation).fields = std::move(fields);
    } else if (name == "setState" || name == "destructOnExit") {
        Node &node = m_draft.add(NodeKind::SetState, name == "setState" ? "Set state" : "Delete");
        node.fields["state"] = first ? m_code.valueFieldOf(*first) : Json("=null");
    } else if (name == "return") {
        readEntityReturn(call, first ? m_code.valueFieldOf(*first) : Json("=null"));
    } else if (m_code.taskOf(call)) {
        m_code.source().warning(
            call, tr("Nothing waits for this, and a task that nothing waits for is never started; it is "
                     "left out. Put yield in front."));
    } else {
        return false;
    }
    return true;
}

/// Whether the function ends behind it.
bool FlowReader::isLastOfAll(const Ast &expression) const
{
    const Ast *at = m_code.names().parentOf(expression);
    for (const Ast *around = m_code.names().parentOf(*at); around && !isFunction(*around);
         at = around, around = m_code.names().parentOf(*at)) {
        const Ast *list = child(*around, isType(*around, "SwitchCase") ? "consequent" : "body");
        if (isType(*around, "SwitchStatement") || isType(*around, "IfStatement"))
            continue;
        if (!list || !list->is_array())
            return false;
        const std::size_t next = std::size_t(at - &(*list)[0]) + 1;
        if (next < list->size() && isType((*list)[next], "ReturnStatement"))
            return true;
        const bool isBreak = next < list->size() && isType((*list)[next], "BreakStatement");
        if (next < list->size() && !isBreak)
            return false;
        if (isBreak || isType(*around, "SwitchCase")) {
            while (around && !isType(*around, "SwitchStatement"))
                around = m_code.names().parentOf(*around);
            if (!around)
                return false;
        }
    }
    return true;
}

/// What the caller of an entity gets; the operation may go on.
void FlowReader::readEntityReturn(const Ast &call, Json value)
{
    if (isLastOfAll(call))
        return end(std::move(value));
    m_draft.setVariable("result", std::move(value));
    m_entityResult = "=vars.result";
}

void FlowReader::addTask(CodeTasks &tasks, const Ast &push)
{
    for (const Ast &pushed : push["arguments"]) {
        if (isType(pushed, "YieldExpression")) {
            m_code.source().error(
                pushed, tr("This waits for each before the next is started, and puts a result into a list of "
                           "tasks; leave out the yield."));
            continue;
        }
        CodeTaskPtr task = m_code.taskOf(pushed);
        if (!task) {
            m_code.source().error(
                pushed, tr("This is no task; put in what context.df.callActivity and the like give."));
            continue;
        }
        if (m_filled == &tasks)
            m_lastResult = draw(*task, {});
        else
            tasks.single.push_back(std::move(task));
    }
}

} // namespace perdura
