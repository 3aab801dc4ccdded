// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/FlowReader.h"

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return importText(text);
}

/// The list of what the loop goes through.
QString itemsOf(const Ast &loop, CodeReader &code)
{
    const QString list = code.textOf(loop["right"]);
    return isType(loop, "ForInStatement") ? QString(u"Object.keys("_s % list % u')') : list;
}

const Ast &itemPattern(const Ast &loop)
{
    const Ast &left = loop["left"];
    return isType(left, "VariableDeclaration") ? left["declarations"][0]["id"] : left;
}

} // namespace

void FlowReader::readLoop(const Ast &statement, const std::string &label)
{
    if (readFillingLoop(statement))
        return;
    const bool isForOf = isType(statement, "ForOfStatement") || isType(statement, "ForInStatement");
    if (!isForOf && !isType(statement, "WhileStatement") && !isType(statement, "DoWhileStatement") &&
        !isType(statement, "ForStatement")) {
        m_code.source().error(statement,
                              tr("A statement of this kind has no counterpart in a drawing; write it in "
                                 "another way, or put it into an activity."));
        return;
    }
    if (isPure(statement))
        return readPureLoop(statement);
    if (isForOf)
        return readForOf(statement, label);
    readCountedLoop(statement, label);
}

/// The first node of a container must have no edge to it, but the head of a loop has.
void FlowReader::beginLoop()
{
    if (m_draft.isAtEntry())
        m_draft.setVariable("started", "=now");
    m_draft.seal();
}

void FlowReader::closeLoop(std::size_t head, Frame frame, std::vector<OpenPort> out)
{
    m_draft.addOpen(frame.continues);
    const std::vector<OpenPort> back = m_draft.takeOpen();
    if (m_draft.size() > head)
        m_draft.connect(back, m_draft.idAt(head));
    m_draft.setOpen(std::move(out));
    m_draft.addOpen(frame.breaks);
}

void FlowReader::readCountedLoop(const Ast &statement, const std::string &label)
{
    const bool testsFirst = !isType(statement, "DoWhileStatement");
    if (const Ast *init = child(statement, "init")) {
        if (isType(*init, "VariableDeclaration"))
            readDeclaration(*init);
        else
            readExpression(*init);
    }
    beginLoop();
    const std::size_t head = m_draft.size();
    m_frames.push_back({.label = label});
    std::vector<OpenPort> out;
    const Ast *test = child(statement, "test");
    const auto drawTest = [this, test, &out] {
        readYields(*test);
        const Json condition = m_code.conditionOf(*test);
        if (condition == "=true")
            return;
        Node &node = m_draft.add(NodeKind::If, nameOf(*test));
        node.fields["condition"] = condition;
        out = {{node.id, "false"}};
        m_draft.setOpen({{node.id, "true"}});
    };
    if (test && testsFirst)
        drawTest();
    read(statement["body"]);
    const Ast *update = child(statement, "update");
    if (update || !testsFirst)
        m_draft.addOpen(std::exchange(m_frames.back().continues, {}));
    if (m_draft.isReachable() && update)
        readExpression(*update);
    if (m_draft.isReachable() && test && !testsFirst)
        drawTest();
    Frame frame = std::move(m_frames.back());
    m_frames.pop_back();
    closeLoop(head, std::move(frame), std::move(out));
}

void FlowReader::bindItem(const Ast &pattern, const QString &text)
{
    const Binding *binding = isType(pattern, "Identifier") ? m_code.names().bindingOf(pattern) : nullptr;
    if (!binding)
        return readPattern(pattern, text, pattern);
    if (binding->isChanged)
        return setVariable(*binding, "=" + text.toStdString());
    m_code.setText(binding, text);
}

void FlowReader::readForOf(const Ast &statement, const std::string &label)
{
    readYields(statement["right"]);
    const QString items = itemsOf(statement, m_code);
    if (isOfItsOwn(statement["body"]) && !m_isInFanOut)
        return readEachInOrder(statement, items);
    readEachByIndex(statement, items, label);
}

/// Whether each round stands for itself: it leaves nothing behind in variables and ends at its end.
bool FlowReader::isOfItsOwn(const Ast &body) const
{
    bool startsAnew = false;
    walkTree(body, [this, &startsAnew](const Ast &node) {
        startsAnew =
            startsAnew || m_code.durableName(node) == "continueAsNew" || isType(node, "ForOfStatement");
        return !startsAnew;
    });
    return !startsAnew && exitsOf(body).empty() && changedIn(body).empty();
}

void FlowReader::readEachInOrder(const Ast &statement, const QString &items)
{
    Node &node = m_draft.add(NodeKind::ForEach,
                             "For each " + m_code.source().slice(itemPattern(statement)).toStdString());
    node.fields["items"] = "=" + items.toStdString();
    node.fields["parallelism"] = 1;
    node.fields["onFailure"] = "stop";
    const NodeId id = node.id;
    const auto around = m_draft.enter(id);
    m_frames.push_back({.kind = Frame::Kind::Container, .isFanOut = true});
    m_isInFanOut = true;
    bindItem(itemPattern(statement), u"item"_s);
    read(statement["body"]);
    if (m_draft.isAtEntry())
        end("=null");
    m_isInFanOut = false;
    m_frames.pop_back();
    m_draft.leave(id, around);
}

void FlowReader::readEachByIndex(const Ast &statement, const QString &items, const std::string &label)
{
    const Ast &pattern = itemPattern(statement);
    const std::string name = isType(pattern, "Identifier") ? textMember(pattern, "name") : "item";
    const std::string place = name + "Index";
    QString list = items;
    if (asOperand(items) != items || items.contains(u'(')) {
        m_draft.setVariable(name + "List", "=" + items.toStdString());
        list = QString::fromStdString("vars." + name + "List");
    }
    m_draft.setVariable(place, 0);
    beginLoop();
    const std::size_t head = m_draft.size();
    m_frames.push_back({.label = label});
    Node &node = m_draft.add(NodeKind::If, "Is there another " + name + "?");
    node.fields["condition"] = "=vars." + place + " < " + list.toStdString() + ".length";
    const std::vector<OpenPort> out{{node.id, "false"}};
    m_draft.setOpen({{node.id, "true"}});
    bindItem(pattern, list + QString::fromStdString("[vars." + place + "]"));
    read(statement["body"]);
    m_draft.addOpen(std::exchange(m_frames.back().continues, {}));
    if (m_draft.isReachable())
        m_draft.setVariable(place, "=vars." + place + " + 1");
    Frame frame = std::move(m_frames.back());
    m_frames.pop_back();
    closeLoop(head, std::move(frame), out);
}

/// Whether it only computes: then it is one expression, however often it goes round.
bool FlowReader::isPure(const Ast &statement)
{
    if (m_code.hasYield(statement) || !exitsOf(statement).empty())
        return false;
    bool isPure = true;
    walkTree(statement, [this, &isPure](const Ast &node) {
        const std::string name = isType(node, "CallExpression") ? m_code.durableName(node) : std::string();
        const CodeValue *value = m_code.valueOf(node);
        if (isType(node, "ThrowStatement") || isType(node, "AwaitExpression") ||
            (!name.empty() && name != "getInput" && name != "getState") ||
            (value && value->kind != CodeValue::Kind::Text && value->kind != CodeValue::Kind::Context &&
             value->kind != CodeValue::Kind::Durable && value->tasks == nullptr))
            isPure = false;
        return isPure;
    });
    return isPure;
}

/// The variables from outside of the code that it gives new values.
std::vector<const Binding *> FlowReader::changedIn(const Ast &code) const
{
    std::vector<const Binding *> changed;
    const auto note = [this, &code, &changed](const Ast &target) {
        const Ast *root = rootOf(target);
        const Binding *binding = root ? m_code.names().bindingOf(*root) : nullptr;
        if (binding && !m_code.names().isInside(*binding->scope, code) &&
            std::ranges::find(changed, binding) == changed.end())
            changed.push_back(binding);
    };
    walkTree(code, [&note](const Ast &node) {
        if (isType(node, "AssignmentExpression"))
            note(node["left"]);
        else if (isType(node, "UpdateExpression"))
            note(node["argument"]);
        else if (isChangingMethod(methodOf(node)))
            note(node["callee"]["object"]);
        return true;
    });
    return changed;
}

void FlowReader::readPureLoop(const Ast &statement)
{
    const std::vector<const Binding *> changed = changedIn(statement);
    if (changed.empty()) {
        m_code.source().hint(statement,
                             tr("These steps change nothing that is used later and are left out."));
        return;
    }
    std::vector<QString> names;
    QStringList values;
    for (const Binding *binding : changed) {
        const QString name = QString::fromStdString(binding->name);
        names.push_back(name);
        CodeValue *value = m_code.valueOf(*binding->uses.front());
        const QString old = value ? value->text : QString(u"vars."_s + name);
        values += QString(u"JSON.parse(JSON.stringify("_s % old % u"))"_s);
    }
    const QStringList list(names.begin(), names.end());
    const QString code = m_code.textWithLocals(statement, changed);
    const QString body = u"=(("_s % list.join(u", "_s) % u") => {\n"_s % code % u"\nreturn %1;\n})("_s %
                         values.join(u", "_s) % u')';
    if (changed.size() == 1)
        return setVariable(*changed.front(),
                           QString(body)
                               .replace(u"\nreturn %1;\n"_s, u"\nreturn "_s % list.front() % u";\n"_s)
                               .toStdString());
    const std::string all = changed.front()->name + "AndMore";
    m_draft.setVariable(all,
                        QString(body)
                            .replace(u"\nreturn %1;\n"_s, u"\nreturn ["_s % list.join(u", "_s) % u"];\n"_s)
                            .toStdString());
    for (std::size_t i = 0; i < changed.size(); ++i)
        setVariable(*changed[i], "=vars." + all + "[" + std::to_string(i) + "]");
}

} // namespace perdura
