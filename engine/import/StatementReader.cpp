// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeCatalog.h"
#include "engine/import/FlowReader.h"

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxNameLength = 40;

QString tr(const char *text)
{
    return importText(text);
}

bool isDeclaration(const Ast &statement)
{
    return isType(statement, "FunctionDeclaration") || isType(statement, "EmptyStatement");
}

/// A break behind a return, say: nobody misses it.
bool isOnlyForm(const Ast &statement)
{
    return isDeclaration(statement) || isType(statement, "BreakStatement") ||
           (isType(statement, "ReturnStatement") && !child(statement, "argument"));
}

} // namespace

FlowReader::FlowReader(CodeReader &code, FlowDraft &draft)
    : m_code(code)
    , m_draft(draft)
{}

std::string FlowReader::nameOf(const Ast &condition) const
{
    const QString text = m_code.source().slice(condition).simplified();
    return text.size() <= maxNameLength && !m_code.hasYield(condition) ? text.toStdString() : "If";
}

void FlowReader::readBody(const Ast &function)
{
    const Ast &body = function["body"];
    if (isType(body, "BlockStatement")) {
        readBlock(body["body"]);
        return endFunction();
    }
    readYields(body);
    end(m_code.valueFieldOf(body));
}

void FlowReader::endFunction()
{
    if (m_draft.isReachable())
        end(m_entityResult);
}

void FlowReader::readOperation(const std::vector<const Ast *> &bodies, const std::vector<const Ast *> &after)
{
    m_frames.push_back({.kind = Frame::Kind::Switch});
    for (const Ast *body : bodies) {
        if (!m_draft.isReachable())
            break;
        if (body->is_array())
            readBlock(*body);
        else
            read(*body);
    }
    m_draft.addOpen(m_frames.back().breaks);
    m_frames.pop_back();
    for (const Ast *statement : after) {
        if (m_draft.isReachable())
            read(*statement);
    }
    endFunction();
}

void FlowReader::readBlock(const Ast &statements)
{
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const Ast &statement = statements[i];
        if (!m_draft.isReachable()) {
            if (isOnlyForm(statement))
                continue;
            m_code.source().warning(statement, tr("This never runs and is left out."));
            return;
        }
        m_next = i + 1 < statements.size() ? &statements[i + 1] : nullptr;
        read(statement);
    }
}

void FlowReader::read(const Ast &statement)
{
    const std::string type = textMember(statement, "type");
    if (isDeclaration(statement) || type == "DebuggerStatement")
        return;
    if (type == "BlockStatement")
        return readBlock(statement["body"]);
    if (type == "VariableDeclaration")
        return readDeclaration(statement);
    if (type == "ExpressionStatement")
        return readExpression(statement["expression"]);
    if (type == "IfStatement")
        return readIf(statement);
    if (type == "SwitchStatement")
        return readSwitch(statement);
    if (type == "ReturnStatement")
        return readReturn(statement);
    if (type == "ThrowStatement")
        return readThrow(statement);
    if (type == "TryStatement")
        return readTry(statement);
    if (type == "BreakStatement" || type == "ContinueStatement") {
        const Ast *label = child(statement, "label");
        return leaveLoop(statement, type == "ContinueStatement",
                         label ? textMember(*label, "name") : std::string());
    }
    if (type == "LabeledStatement")
        return readLoop(statement["body"], textMember(statement["label"], "name"));
    readLoop(statement, {});
}

void FlowReader::readBranches(std::vector<OpenPort> yes, std::vector<OpenPort> no, const Ast &statement)
{
    m_draft.setOpen(std::move(yes));
    read(statement["consequent"]);
    const std::vector<OpenPort> afterYes = m_draft.takeOpen();
    m_draft.setOpen(std::move(no));
    if (const Ast *alternate = child(statement, "alternate"))
        read(*alternate);
    const std::vector<OpenPort> afterNo = m_draft.takeOpen();
    m_draft.setOpen(afterYes);
    m_draft.addOpen(afterNo);
}

/// if (!timer.isCompleted) timer.cancel(): what has lost in a drawing is cancelled anyway.
bool FlowReader::isOnlyCancelling(const Ast &statement)
{
    if (isType(statement, "BlockStatement"))
        return !statement["body"].empty() && std::ranges::all_of(statement["body"], [this](const Ast &each) {
            return isOnlyCancelling(each);
        });
    if (!isType(statement, "ExpressionStatement") || methodOf(statement["expression"]) != "cancel")
        return false;
    const CodeValue *value = m_code.valueOf(statement["expression"]["callee"]["object"]);
    return value && value->kind == CodeValue::Kind::Task;
}

void FlowReader::readIf(const Ast &statement)
{
    const Ast *alternate = child(statement, "alternate");
    if ((isOnlyCancelling(statement["consequent"]) && !alternate) || readWinnerIf(statement))
        return;
    const Ast &test = statement["test"];
    readYields(test);
    const Json condition = m_code.conditionOf(test);
    if (condition == "=true" || condition == "=!false")
        return read(statement["consequent"]);
    if (condition == "=false") {
        if (alternate)
            read(*alternate);
        return;
    }
    drawIf(condition, nameOf(test), statement);
}

void FlowReader::drawIf(const Json &condition, const std::string &name, const Ast &statement)
{
    Node &node = m_draft.add(NodeKind::If, name);
    node.fields["condition"] = condition;
    const NodeId id = node.id;
    readBranches({{id, "true"}}, {{id, "false"}}, statement);
}

/// if (winner === event), where the ports of the node before tell which it is.
bool FlowReader::readWinnerIf(const Ast &statement)
{
    const Ast &test = statement["test"];
    const std::string sign = textMember(test, "operator");
    if (!isType(test, "BinaryExpression") || (sign != "===" && sign != "==" && sign != "!==" && sign != "!="))
        return false;
    for (const auto &[one, other] : {std::pair("left", "right"), std::pair("right", "left")}) {
        const CodeValue *asked = m_code.valueOf(test[other]);
        if (!asked || asked->kind != CodeValue::Kind::Task)
            continue;
        const CodeTaskPtr task = asked->task;
        std::shared_ptr<CodeWinner> winner;
        if (const Ast *any = anyCallOf(test[one])) {
            winner = readAny(*any, {});
        } else if (const CodeValue *value = m_code.valueOf(test[one]);
                   value && value->kind == CodeValue::Kind::Winner) {
            winner = value->winner;
        }
        if (!winner)
            continue;
        const bool isNegated = sign.starts_with('!');
        if (!winner->word.isEmpty()) {
            const std::string condition =
                "=" + winner->word.toStdString() + (isNegated ? " !== \"" : " === \"") + task->word + "\"";
            drawIf(condition, "Which came first?", statement);
            return true;
        }
        const auto place = std::size_t(std::ranges::find(winner->tasks, task) - winner->tasks.begin());
        std::vector<OpenPort> yes;
        std::vector<OpenPort> no;
        for (const OpenPort &open : m_draft.takeOpen()) {
            const bool isIts =
                place < winner->ports.size() && open.node == winner->node &&
                std::ranges::find(winner->ports[place], open.port) != winner->ports[place].end();
            (isIts != isNegated ? yes : no).push_back(open);
        }
        readBranches(std::move(yes), std::move(no), statement);
        return true;
    }
    return false;
}

bool FlowReader::readCasesAsPorts(const Ast &statement, std::vector<std::vector<OpenPort>> &entries,
                                  std::vector<OpenPort> &otherwise)
{
    Json words = Json::array();
    std::vector<std::string> ports;
    for (const Ast &each : statement["cases"]) {
        const Ast *test = child(each, "test");
        if (!test) {
            ports.emplace_back();
            continue;
        }
        const auto text = CodeReader::literalText(*test);
        const auto number = literalNumber(*test);
        std::string word = text ? *text : number ? dumpJson(m_code.fieldOf(*test)) : std::string();
        if (word.empty() || isReservedPort(word) || std::ranges::find(ports, word) != ports.end())
            return false;
        words.push_back(word);
        ports.push_back(std::move(word));
    }
    if (words.empty())
        return false;
    Node &node = m_draft.add(NodeKind::Switch, nameOf(statement["discriminant"]));
    node.fields["value"] = m_code.valueFieldOf(statement["discriminant"]);
    node.fields["cases"] = std::move(words);
    for (const std::string &port : ports)
        entries.push_back(port.empty() ? std::vector<OpenPort>{} : std::vector<OpenPort>{{node.id, port}});
    otherwise = {{node.id, "default"}};
    m_draft.setOpen({});
    return true;
}

void FlowReader::readCasesAsIfs(const Ast &statement, std::vector<std::vector<OpenPort>> &entries,
                                std::vector<OpenPort> &otherwise)
{
    const QString value = asOperand(m_code.textOf(statement["discriminant"]));
    for (const Ast &each : statement["cases"]) {
        const Ast *test = child(each, "test");
        if (!test) {
            entries.emplace_back();
            continue;
        }
        Node &node = m_draft.add(NodeKind::If, nameOf(*test));
        node.fields["condition"] =
            QString(u'=' % value % u" === "_s % asOperand(m_code.textOf(*test))).toStdString();
        entries.push_back({{node.id, "true"}});
        m_draft.setOpen({{node.id, "false"}});
    }
    otherwise = m_draft.takeOpen();
}

void FlowReader::readSwitch(const Ast &statement)
{
    readYields(statement["discriminant"]);
    std::vector<std::vector<OpenPort>> entries;
    std::vector<OpenPort> otherwise;
    if (!readCasesAsPorts(statement, entries, otherwise))
        readCasesAsIfs(statement, entries, otherwise);
    m_frames.push_back({.kind = Frame::Kind::Switch});
    const Ast &cases = statement["cases"];
    for (std::size_t i = 0; i < cases.size(); ++i) {
        // What is open still comes from the case above, which has no break.
        m_draft.addOpen(child(cases[i], "test") ? entries[i] : std::exchange(otherwise, {}));
        readBlock(cases[i]["consequent"]);
    }
    m_draft.addOpen(otherwise);
    m_draft.addOpen(m_frames.back().breaks);
    m_frames.pop_back();
}

void FlowReader::end(Json output)
{
    m_draft.add(NodeKind::End, "End").fields["output"] = std::move(output);
    m_draft.setOpen({});
}

void FlowReader::readReturn(const Ast &statement)
{
    const Ast *argument = child(statement, "argument");
    if (argument)
        readYields(*argument);
    finish(argument ? m_code.valueFieldOf(*argument) : m_entityResult);
}

void FlowReader::readThrow(const Ast &statement)
{
    const Ast &thrown = statement["argument"];
    readYields(thrown);
    Json message;
    Json type = "Error";
    if (isType(thrown, "NewExpression") || isType(thrown, "CallExpression")) {
        if (isType(thrown["callee"], "Identifier"))
            type = textMember(thrown["callee"], "name");
        if (const Ast *text = perdura::argument(thrown, 0))
            message = m_code.fieldOf(*text);
    } else if (const QString text = m_code.textOf(thrown); text == "error"_L1) {
        message = "=error.message";
        type = "=error.type";
    } else {
        message = CodeReader::literalText(thrown) ? m_code.fieldOf(thrown)
                                                  : Json("=String(" + text.toStdString() + ")");
    }
    Node &node = m_draft.add(NodeKind::Fail, "Fail");
    node.fields["message"] =
        message.is_string() && message != "" ? message : Json("The code threw an error.");
    node.fields["errorType"] = std::move(type);
    m_draft.setOpen({});
}

} // namespace perdura
