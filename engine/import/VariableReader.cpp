// SPDX-License-Identifier: GPL-3.0-or-later
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

QString member(const std::string &name)
{
    return QString::fromStdString(memberReference(name));
}

} // namespace

void FlowReader::readDeclaration(const Ast &declaration)
{
    for (const Ast &declarator : declaration["declarations"])
        readDeclarator(declarator);
}

void FlowReader::readDeclarator(const Ast &declarator)
{
    const Ast &id = declarator["id"];
    const Ast *init = child(declarator, "init");
    const Binding *binding = isType(id, "Identifier") ? m_code.names().bindingOf(id) : nullptr;
    if (!init) {
        if (binding && !binding->uses.empty())
            setVariable(*binding, "=null");
        return;
    }
    if (isRequire(*init))
        return; // what comes from packages was found before
    if (!binding) {
        readYields(*init);
        return readPattern(id, m_code.textOf(*init), *init);
    }
    if (readSpecialValue(*binding, *init))
        return;
    const bool isWait = isType(*init, "YieldExpression");
    readYields(*init, isWait && !binding->isChanged ? binding->name : std::string());
    if (isWait && !binding->isChanged) {
        const CodeTask *task = m_lastTask.get();
        m_code.setValue(binding,
                        {.text = m_code.textOf(*init), .isHttp = task && task->kind == NodeKind::HttpCall});
        return;
    }
    if (m_code.durableName(*init) == "getInput" && !binding->isChanged)
        return m_code.setText(binding, u"input"_s);
    const bool isDate = m_code.isDate(*init);
    setVariable(*binding, m_code.valueFieldOf(*init));
    m_code.valueOf(id)->isDate = isDate;
}

/// What is no value of a drawing but stands for something else: a task, the options of a retry, …
bool FlowReader::readSpecialValue(const Binding &binding, const Ast &init)
{
    if (const std::string kind =
            m_code.moduleMember(isType(init, "NewExpression") ? init["callee"] : init, "durable-functions");
        kind == "RetryOptions" || kind == "EntityId") {
        const bool isRetry = kind == "RetryOptions";
        m_code.setValue(&binding, {.kind = isRetry ? CodeValue::Kind::Retry : CodeValue::Kind::Entity,
                                   .fields = isRetry ? m_code.retryOf(init) : m_code.entityOf(init)});
        return true;
    }
    if (isType(init, "MemberExpression") && textMember(init["property"], "name") == "df") {
        const CodeValue *value = m_code.valueOf(init["object"]);
        if (value && value->kind == CodeValue::Kind::Context) {
            m_code.setValue(&binding, {.kind = CodeValue::Kind::Durable});
            return true;
        }
    }
    if (m_code.durableName(init) == "operationName") {
        m_code.setValue(&binding, {.kind = CodeValue::Kind::Operation});
        return true;
    }
    if (isFunction(init))
        return !binding.isChanged; // put in where it is called
    if (startsTasks(binding, init))
        return true;
    if (m_code.isOnlyForTimers(binding, init))
        return true;
    if (const Ast *any = anyCallOf(init); any && !binding.isChanged) {
        if (auto winner = readAny(*any, binding.name)) {
            if (winner->word.isEmpty() && !isToldByPorts(binding))
                spellWinner(*winner, binding.name);
            m_code.setValue(&binding, {.kind = CodeValue::Kind::Winner, .winner = winner});
        }
        return true;
    }
    const CodeTaskPtr task = m_code.taskOf(init);
    if (!task || binding.isChanged)
        return task != nullptr;
    const bool isDueLater =
        task->kind == NodeKind::Timer && task->fields.contains("duration") &&
        std::ranges::any_of(binding.uses, [this, &init](const Ast *use) {
            return !m_code.isSameMoment(init, *use) &&
                   methodOf(*m_code.names().parentOf(*m_code.names().parentOf(*use))) != "cancel";
        });
    if (isDueLater) {
        // The time runs from here on, although it is waited for later.
        m_draft.setVariable(binding.name, "=" + m_code.textOf(*argument(init, 0)).toStdString());
        task->fields = Json::object({{"until", "=vars" + memberReference(binding.name)}});
    }
    if (task->kind == NodeKind::WaitForEvent || task->kind == NodeKind::Timer)
        task->title = binding.name;
    m_code.setValue(&binding, {.kind = CodeValue::Kind::Task, .task = task});
    return true;
}

/// The variable under the name that it has in the code, or one like it where another has that.
void FlowReader::setVariable(const Binding &binding, Json value)
{
    std::string &name = m_variableNames[&binding];
    for (int number = 1; name.empty(); ++number) {
        const std::string wanted = binding.name + (number == 1 ? "" : std::to_string(number));
        const bool isTaken = std::ranges::any_of(m_variableNames, [&](const auto &other) {
            return other.second == wanted && (m_code.names().isInside(*other.first->scope, *binding.scope) ||
                                              m_code.names().isInside(*binding.scope, *other.first->scope));
        });
        if (!isTaken)
            name = wanted;
    }
    m_draft.setVariable(name, std::move(value));
    m_code.setText(&binding, u"vars"_s + member(name));
}

void FlowReader::readPattern(const Ast &pattern, const QString &value, const Ast &init)
{
    if (isType(pattern, "Identifier")) {
        if (const Binding *binding = m_code.names().bindingOf(pattern); binding && !binding->uses.empty())
            setVariable(*binding, "=" + value.toStdString());
        return;
    }
    if (isType(pattern, "AssignmentPattern")) {
        const QString otherwise = m_code.textOf(pattern["right"]);
        return readPattern(pattern["left"], u'(' % value % u" ?? "_s % asOperand(otherwise) % u')', init);
    }
    const QString object = asOperand(value);
    if (isType(pattern, "ArrayPattern")) {
        const Ast &elements = pattern["elements"];
        for (std::size_t i = 0; i < elements.size(); ++i) {
            if (elements[i].is_null())
                continue;
            const Binding *binding =
                isType(elements[i], "Identifier") ? m_code.names().bindingOf(elements[i]) : nullptr;
            const bool isLane = isType(init, "YieldExpression") && i < m_lastResults.size();
            if (isLane && binding && !binding->isChanged)
                m_code.setText(binding, m_lastResults[i]);
            else if (isType(elements[i], "RestElement"))
                readPattern(elements[i]["argument"], object % u".slice("_s % QString::number(i) % u')', init);
            else
                readPattern(elements[i],
                            isLane ? m_lastResults[i] : QString(object % u'[' % QString::number(i) % u']'),
                            init);
        }
        return;
    }
    QStringList taken;
    for (const Ast &property : pattern["properties"]) {
        if (isType(property, "RestElement")) {
            readPattern(property["argument"], u"omit("_s % object % u", ["_s % taken.join(u", "_s) % u"])"_s,
                        init);
            continue;
        }
        const Ast &key = property["key"];
        const std::string name =
            isType(key, "Identifier") ? textMember(key, "name") : CodeReader::literalText(key).value_or("");
        taken += QString(u'"' % QString::fromStdString(name) % u'"');
        readPattern(property["value"], object + member(name), init);
    }
}

void FlowReader::readExpression(const Ast &expression)
{
    if (isType(expression, "AssignmentExpression"))
        return readAssignment(expression);
    if (isType(expression, "UpdateExpression")) {
        const Ast &target = expression["argument"];
        const Binding *binding = isType(target, "Identifier") ? m_code.names().bindingOf(target) : nullptr;
        if (!binding)
            return readChange(target, expression);
        const std::string one = textMember(expression, "operator") == "++" ? " + 1" : " - 1";
        return setVariable(*binding, "=" + m_code.textOf(target).toStdString() + one);
    }
    if (isType(expression, "YieldExpression"))
        return readYields(expression);
    if (isType(expression, "CallExpression"))
        return readCall(expression);
    if (isType(expression, "AwaitExpression"))
        return readAwait(expression);
    if (isType(expression, "SequenceExpression")) {
        for (const Ast &part : expression["expressions"])
            readExpression(part);
        return;
    }
    if (isType(expression, "Literal"))
        return;
    readYields(expression);
    m_code.source().warning(expression,
                            tr("This has no effect in a drawing and is left out; write it as an if statement "
                               "when it is to do something."));
}

/// Entities may be written as async functions that wait for nothing.
void FlowReader::readAwait(const Ast &expression)
{
    const std::string method = methodOf(expression["argument"]);
    if (method == "resolve")
        return;
    m_code.source().error(expression, tr("A drawing cannot await what this calls; do it in an activity."));
}

void FlowReader::assign(const Binding &binding, const Ast &value)
{
    readYields(value);
    const bool isDate = m_code.isDate(value);
    setVariable(binding, m_code.valueFieldOf(value));
    CodeValue known{.text = u"vars"_s + member(m_variableNames[&binding])};
    known.isDate = isDate;
    m_code.setValue(&binding, std::move(known));
}

void FlowReader::readAssignment(const Ast &assignment)
{
    const Ast &left = assignment["left"];
    const Ast &right = assignment["right"];
    const std::string sign = textMember(assignment, "operator");
    if (isType(left, "MemberExpression")) {
        CodeValue *value = m_code.valueOf(left["object"]);
        if (value && value->kind == CodeValue::Kind::Retry) {
            if (!m_code.setRetryOption(*value, textMember(left["property"], "name"), right))
                m_code.source().error(left, tr("The retry options have no “%1”; correct the name.")
                                                .arg(m_code.source().slice(left["property"])));
            return;
        }
        readYields(right);
        return readChange(left, assignment);
    }
    const Binding *binding = isType(left, "Identifier") ? m_code.names().bindingOf(left) : nullptr;
    if (!binding && !isType(left, "Identifier")) {
        readYields(right);
        return readPattern(left, m_code.textOf(right), right);
    }
    if (!binding || !m_code.names().isInside(*binding->scope, m_code.function())) {
        m_code.source().error(
            left, tr("“%1” lies outside of the function, where each replay would change it again; declare "
                     "it inside.")
                      .arg(m_code.source().slice(left)));
        return;
    }
    if (sign == "=")
        return assign(*binding, right);
    readYields(right);
    const QString operation = QString::fromStdString(sign.substr(0, sign.size() - 1));
    const QString text = m_code.textOf(left) % u' ' % operation % u' ' % asOperand(m_code.textOf(right));
    setVariable(*binding, "=" + text.toStdString());
}

/// Changes a part of a variable: makes a copy that has the change.
void FlowReader::readChange(const Ast &target, const Ast &change)
{
    const Ast *root = rootOf(target);
    const Binding *binding = root ? m_code.names().bindingOf(*root) : nullptr;
    const CodeValue *value = root ? m_code.valueOf(*root) : nullptr;
    if (!binding || (value && value->kind != CodeValue::Kind::Text) ||
        !m_code.names().isInside(*binding->scope, m_code.function())) {
        m_code.source().error(
            change, tr("What “%1” changes is no variable of the function; a drawing only sets variables "
                       "of its own.")
                        .arg(m_code.source().slice(change)));
        return;
    }
    const QString old = value ? value->text : QString(u"vars"_s + member(binding->name));
    const bool isMember = isType(change, "AssignmentExpression") && textMember(change, "operator") == "=" &&
                          &target["object"] == root && !flagMember(target, "computed");
    if (isMember) {
        const QString name = m_code.source().slice(target["property"]);
        return setVariable(*binding, QString(u"=merge("_s % old % u", {"_s % name % u": "_s %
                                             m_code.textOf(change["right"]) % u"})"_s)
                                         .toStdString());
    }
    const Ast *added = argument(change, 0);
    if (methodOf(change) == "push" && &target == root && change["arguments"].size() == 1 &&
        !isType(*added, "SpreadElement"))
        return setVariable(
            *binding,
            QString(u'=' % asOperand(old) % u".concat(["_s % m_code.textOf(*added) % u"])"_s).toStdString());
    const QString name = QString::fromStdString(binding->name);
    setVariable(*binding,
                QString(u"=(("_s % name % u") => { "_s % m_code.textWithLocals(change, {binding}) %
                        u"; return "_s % name % u"; })(JSON.parse(JSON.stringify("_s % old % u")))"_s)
                    .toStdString());
}

} // namespace perdura
