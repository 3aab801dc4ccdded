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

bool isLoop(const Ast &node)
{
    return isType(node, "WhileStatement") || isType(node, "DoWhileStatement") ||
           isType(node, "ForStatement") || isType(node, "ForOfStatement") || isType(node, "ForInStatement");
}

/// Whether no way leads through to what comes after.
bool endsAlways(const Ast &statement)
{
    if (isType(statement, "ReturnStatement") || isType(statement, "ThrowStatement"))
        return true;
    if (isType(statement, "BlockStatement"))
        return std::ranges::any_of(statement["body"], endsAlways);
    if (isType(statement, "IfStatement")) {
        const Ast *alternate = child(statement, "alternate");
        return alternate && endsAlways(statement["consequent"]) && endsAlways(*alternate);
    }
    if (isType(statement, "TryStatement")) {
        const Ast *handler = child(statement, "handler");
        return endsAlways(statement["block"]) && (!handler || endsAlways((*handler)["body"]));
    }
    return false;
}

std::string labelOf(const Ast &statement)
{
    const Ast *label = child(statement, "label");
    return label ? textMember(*label, "name") : std::string();
}

/// "return", "break", "continue outer".
std::string wordOf(const Ast &statement)
{
    std::string word = isType(statement, "ReturnStatement")  ? "return"
                       : isType(statement, "BreakStatement") ? "break"
                                                             : "continue";
    const std::string label = labelOf(statement);
    return label.empty() ? word : word + " " + label;
}

} // namespace

/// The statements that leave the block for somewhere else than its end, one of each kind.
std::vector<const Ast *> FlowReader::exitsOf(const Ast &block) const
{
    std::vector<const Ast *> exits;
    walkTree(block, [this, &block, &exits](const Ast &node) {
        const bool isReturn = isType(node, "ReturnStatement");
        const bool isBreak = isType(node, "BreakStatement");
        if (!isReturn && !isBreak && !isType(node, "ContinueStatement"))
            return !isFunction(node);
        const std::string label = labelOf(node);
        bool isInside = false;
        const auto catches = [&label, isBreak](const Ast &around) {
            if (!label.empty())
                return isType(around, "LabeledStatement") && textMember(around["label"], "name") == label;
            return isLoop(around) || (isBreak && isType(around, "SwitchStatement"));
        };
        for (const Ast *at = &node; !isReturn && !isInside && at && at != &block;) {
            at = m_code.names().parentOf(*at);
            isInside = at && catches(*at);
        }
        const bool isKnown =
            std::ranges::any_of(exits, [&node](const Ast *exit) { return wordOf(*exit) == wordOf(node); });
        if (!isInside && !isKnown)
            exits.push_back(&node);
        return true;
    });
    return exits;
}

void FlowReader::readTry(const Ast &statement)
{
    const Ast &block = statement["block"];
    if (const Ast *finalizer = child(statement, "finalizer"))
        m_code.source().error(
            *finalizer, tr("A drawing has no finally; the drawing runs these steps only after the others "
                           "went well. Put them at the end of catch as well."));
    if (!block["body"].empty()) {
        const std::vector<const Ast *> exits = exitsOf(block);
        const bool onlyReturns =
            exits.size() == 1 && isType(*exits.front(), "ReturnStatement") && endsAlways(block);
        const bool hasExits = !exits.empty() && !onlyReturns;
        if (hasExits)
            m_draft.setVariable(exitVariable(), "");
        const NodeId scope = m_draft.add(NodeKind::Scope, "Try").id;
        const std::string reference = nodeReference(m_draft.node(scope).name) + ".output";
        const auto around = m_draft.enter(scope);
        m_frames.push_back({.kind = Frame::Kind::Container, .hasExits = hasExits});
        readBlock(block["body"]);
        if (m_draft.isAtEntry())
            end("=null");
        m_frames.pop_back();
        m_draft.leave(scope, around);
        if (onlyReturns)
            finish("=" + reference);
        else if (hasExits)
            dispatchExits(exits, reference);
        if (const Ast *handler = child(statement, "handler")) {
            const std::vector<OpenPort> wentWell = m_draft.takeOpen();
            m_draft.setOpen({{scope, "error"}});
            readHandler(*handler);
            m_draft.addOpen(wentWell);
        }
    }
    if (const Ast *finalizer = child(statement, "finalizer"); finalizer && m_draft.isReachable())
        readBlock((*finalizer)["body"]);
}

void FlowReader::readHandler(const Ast &handler)
{
    if (const Ast *parameter = child(handler, "param"); parameter && isType(*parameter, "Identifier"))
        m_code.setText(m_code.names().bindingOf(*parameter), u"error"_s);
    else if (parameter)
        readPattern(*parameter, u"error"_s, handler);
    readBlock(handler["body"]["body"]);
}

const std::string &FlowReader::exitVariable()
{
    m_exitVariable = "leftBy";
    return m_exitVariable;
}

/// The function ends with that output, from within whatever is around.
void FlowReader::finish(Json output)
{
    const auto container = std::find_if(m_frames.rbegin(), m_frames.rend(), [](const Frame &frame) {
        return frame.kind == Frame::Kind::Container;
    });
    if (container != m_frames.rend() && container->hasExits)
        m_draft.setVariable(exitVariable(), "return");
    end(std::move(output));
}

FlowReader::Frame *FlowReader::frameFor(bool isContinue, const std::string &label, bool &isBehindContainer)
{
    for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame) {
        if (frame->kind == Frame::Kind::Container) {
            if (frame->isFanOut)
                return nullptr;
            isBehindContainer = true;
        } else if (label.empty() ? frame->kind == Frame::Kind::Loop || !isContinue : frame->label == label) {
            return &*frame;
        }
    }
    return nullptr;
}

void FlowReader::leaveLoop(const Ast &statement, bool isContinue, const std::string &label)
{
    bool isBehindContainer = false;
    Frame *frame = frameFor(isContinue, label, isBehindContainer);
    if (!frame) {
        m_code.source().error(statement,
                              tr("This leaves steps that run for several items at a time, which a drawing "
                                 "cannot; let each item run to its end."));
        return m_draft.setOpen({});
    }
    if (isBehindContainer) {
        m_draft.setVariable(exitVariable(), wordOf(statement));
        return end("=null");
    }
    auto &exits = isContinue ? frame->continues : frame->breaks;
    for (const OpenPort &open : m_draft.takeOpen())
        exits.push_back(open);
}

/// Behind a container: goes where the steps inside said that they leave for.
void FlowReader::dispatchExits(const std::vector<const Ast *> &exits, const std::string &reference)
{
    for (const Ast *exit : exits) {
        const std::string word = wordOf(*exit);
        Node &node = m_draft.add(NodeKind::If, "Left by " + word + "?");
        node.fields["condition"] = "=vars." + exitVariable() + " === \"" + word + "\"";
        const NodeId id = node.id;
        m_draft.setOpen({{id, "true"}});
        if (isType(*exit, "ReturnStatement"))
            finish("=" + reference);
        else
            leaveLoop(*exit, isType(*exit, "ContinueStatement"), labelOf(*exit));
        m_draft.setOpen({{id, "false"}});
    }
}

} // namespace perdura
