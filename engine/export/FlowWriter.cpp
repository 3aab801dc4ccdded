// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/FlowWriter.h"

#include "engine/definition/NodeCatalog.h"

#include <algorithm>

namespace perdura {

namespace {

// Code that is nested deeper nobody can read, nor can every compiler.
constexpr int maxDepth = 200;

bool isEnd(const Node &node)
{
    return node.kind == NodeKind::End || node.kind == NodeKind::Fail || node.kind == NodeKind::ContinueAsNew;
}

/// A wait for one event without a time limit leads on by one port only.
bool hasSeveralPorts(const JavaScriptDrawing &drawing, const Node &node)
{
    if (node.kind == NodeKind::WaitForEvent)
        return stepCode(drawing, node).hasPort;
    return node.kind == NodeKind::If || node.kind == NodeKind::Switch || node.kind == NodeKind::Approval;
}

std::string quotedName(const Node &node)
{
    return javaScriptText(node.name);
}

/// Conditions are calls, comparisons or variables.
std::string negated(const std::string &condition)
{
    const auto comparison = condition.find(" === ");
    if (comparison == std::string::npos || condition.starts_with("truth("))
        return "!" + condition;
    std::string other = condition;
    return other.replace(comparison, 5, " !== ");
}

CodeLines block(const std::string &head, const CodeLines &inner)
{
    CodeLines lines{head + " {"};
    append(lines, indented(inner));
    lines.emplace_back("}");
    return lines;
}

} // namespace

FlowWriter::FlowWriter(const JavaScriptDrawing &drawing, const Node &first, FlowPlace place)
    : m_drawing(drawing)
    , m_first(first)
    , m_place(place)
    , m_graph(drawing.index(), first, place == FlowPlace::Outermost)
{
    findNeeds();
}

CodeLines FlowWriter::write()
{
    if (m_graph.isStructured()) {
        Code code = tree(0, std::nullopt);
        if (!m_isTooDeep)
            return std::move(code.lines);
    }
    return switchOverSteps();
}

const Node *FlowWriter::target(const Node &node, const char *port) const
{
    return m_drawing.index().target(node.id, port);
}

/// The step's output is that of the step before.
bool FlowWriter::handsOn(const Node &node) const
{
    return !isEnd(node) && !isContainerKind(node.kind) && stepCode(m_drawing, node).value.empty();
}

/// The output has a place of its own, for expressions or for what undoes the node.
bool FlowWriter::isKept(const Node &node) const
{
    return m_drawing.isReferenced(node) || target(node, "undo");
}

/// Whether the node itself takes the output of the step before.
bool FlowWriter::usesLast(const Node &node) const
{
    if (node.kind == NodeKind::End)
        return !isSet(node, "output");
    if (isContainerKind(node.kind)) {
        return node.kind != NodeKind::ForEach &&
               std::ranges::any_of(m_drawing.index().entries(&node), [this](const Node *first) {
                   return FlowWriter(m_drawing, *first, FlowPlace::Inner).usesLast();
               });
    }
    return handsOn(node) && isKept(node);
}

/// Whether something that comes after the node needs what it hands on.
bool FlowWriter::needsAfter(const Node &node) const
{
    return !isEnd(node) && std::ranges::any_of(waysOf(node, false), [this](const Way &way) {
        return way.target ? m_needsLast[m_graph.indexOf(*way.target)] : m_place != FlowPlace::Undo;
    });
}

bool FlowWriter::hasLast() const
{
    for (Index at = 0; at < m_graph.size(); ++at) {
        const Node *node = m_graph.node(at);
        if (node && (usesLast(*node) || (needsAfter(*node) && !isReturned(*node, waysOf(*node, false)))))
            return true;
    }
    return false;
}

/// From the end to the beginning, until nothing changes: loops take more than one round.
void FlowWriter::findNeeds()
{
    m_needsLast.assign(m_graph.size(), false);
    std::vector<bool> uses(m_graph.size(), false);
    for (Index at = 0; at < m_graph.size(); ++at)
        uses[at] = m_graph.node(at) && usesLast(*m_graph.node(at));
    for (bool changed = true; changed;) {
        changed = false;
        for (Index at = m_graph.size(); at-- > 0;) {
            const Node *node = m_graph.node(at);
            bool needs = uses[at];
            if (!node) {
                needs = m_needsLast[m_graph.firstNode()];
                for (const Index point : m_graph.resumePoints())
                    needs = needs || m_needsLast[point];
            } else if (handsOn(*node)) {
                needs = needs || needsAfter(*node);
            }
            // After a failure the output of the step before is still the last one.
            if (const Node *handler = node ? target(*node, "error") : nullptr)
                needs = needs || m_needsLast[m_graph.indexOf(*handler)];
            changed = changed || needs != m_needsLast[at];
            m_needsLast[at] = needs;
        }
    }
}

std::string FlowWriter::blockName(Index at) const
{
    std::string name = m_drawing.variable(*m_graph.node(at));
    if (name.front() >= 'a' && name.front() <= 'z')
        name.front() = char(name.front() - 'a' + 'A');
    return "to" + name;
}

FlowWriter::Code FlowWriter::tree(Index at, Next next)
{
    m_isTooDeep = m_isTooDeep || m_depth > maxDepth;
    if (m_isTooDeep)
        return {};
    ++m_depth;
    std::vector<Index> merges = m_graph.mergesBelow(at);
    const bool isLoop = m_graph.isLoopHead(at);
    if (isLoop)
        std::erase_if(merges, [this, at](Index merge) { return m_graph.isInLoop(at, merge); });
    Code code = blocks(at, merges, 0, isLoop, next);
    --m_depth;
    return code;
}

/// The node, in a block for each of the nodes at which the ways from it meet again.
FlowWriter::Code FlowWriter::blocks(Index at, const std::vector<Index> &merges, std::size_t done, bool isLoop,
                                    Next next)
{
    if (done == merges.size())
        return isLoop ? loop(at) : steps(at, next);
    const Index behind = merges[done];
    Code inner = blocks(at, merges, done + 1, isLoop, behind);
    Code after = tree(behind, next);
    Code code{m_leftBlocks.contains(behind) ? block(blockName(behind) + ":", inner.lines)
                                            : std::move(inner.lines),
              after.goesOn};
    append(code.lines, after.lines);
    return code;
}

FlowWriter::Code FlowWriter::loop(Index at)
{
    std::vector<Index> merges = m_graph.mergesBelow(at);
    std::erase_if(merges, [this, at](Index merge) { return !m_graph.isInLoop(at, merge); });
    m_openLoops.push_back(at);
    const Code body = blocks(at, merges, 0, false, at);
    m_openLoops.pop_back();
    CodeLines lines = loopHead(at);
    append(lines, body.lines);
    const std::string name =
        m_namedLoops.contains(at) ? m_drawing.variable(*m_graph.node(at)) + ": " : std::string();
    return {block(name + "for (;;)", lines), false};
}

/// What keeps loops within bounds: a long one goes on in a new execution, one that never waits fails.
CodeLines FlowWriter::loopHead(Index at) const
{
    const Node &node = *m_graph.node(at);
    if (m_place != FlowPlace::Outermost)
        return {"flow.round(" + quotedName(node) + ");"};
    return {"if (flow.beginsAnew(" + javaScriptText(node.id.value) + (m_needsLast[at] ? ", last" : "") + "))",
            "    return;"};
}

/// The node, and those that follow it without branching off.
FlowWriter::Code FlowWriter::steps(Index at, Next next)
{
    Code code;
    while (true) {
        const Node *node = m_graph.node(at);
        if (!node)
            return resumeCode(next);
        if (isEnd(*node)) {
            append(code.lines, headCode(*node));
            append(code.lines, endCode(*node));
            code.goesOn = false;
            return code;
        }
        if (const Node *handler = target(*node, "error")) {
            Code tried = triedSteps(*node, *handler, next);
            append(code.lines, tried.lines);
            code.goesOn = tried.goesOn;
            return code;
        }
        append(code.lines, work(*node, false));
        const std::vector<Way> ways = waysOf(*node, false);
        if (isReturned(*node, ways)) {
            code.goesOn = false;
            return code;
        }
        if (ways.size() == 1 && followsSimply(at, ways.front().target)) {
            at = m_graph.indexOf(*ways.front().target);
            continue;
        }
        Code rest = waysCode(at, ways, next);
        append(code.lines, rest.lines);
        code.goesOn = rest.goesOn;
        return code;
    }
}

/// Whether the code of the node comes just behind that of the other one, in the same block.
bool FlowWriter::followsSimply(Index from, const Node *node) const
{
    if (!node || m_isSwitch)
        return false;
    const Index at = m_graph.indexOf(*node);
    return !m_graph.isBackward(from, at) && !m_graph.isMerge(at) && !m_graph.isLoopHead(at) &&
           m_graph.mergesBelow(at).empty();
}

/// The node and those after it whose failures are handled in the same place.
std::vector<const Node *> FlowWriter::sameTry(const Node &node, const Node &handler) const
{
    std::vector<const Node *> tried{&node};
    const Index first = m_graph.indexOf(node);
    const Index handled = m_graph.indexOf(handler);
    if (!m_graph.isMerge(handled) && !m_graph.isBackward(first, handled))
        return tried;
    while (!hasSeveralPorts(m_drawing, *tried.back())) {
        const Node *next = target(*tried.back(), "next");
        if (!followsSimply(m_graph.indexOf(*tried.back()), next) || isEnd(*next) ||
            target(*next, "error") != &handler)
            break;
        tried.push_back(next);
    }
    return tried;
}

FlowWriter::Code FlowWriter::triedSteps(const Node &node, const Node &handler, Next next)
{
    const std::vector<const Node *> tried = sameTry(node, handler);
    const Node &final = *tried.back();
    const bool isHoisted = hasSeveralPorts(m_drawing, final);
    const Code after = waysCode(m_graph.indexOf(final), waysOf(final, true), next);
    // Behind the handler comes what follows the steps, unless there is nothing.
    const bool isLast = after.lines.empty() && after.goesOn;
    const Code handling = jump(m_graph.indexOf(final), &handler, isLast ? next : std::nullopt);
    Code code;
    if (isHoisted)
        code.lines.push_back("let " + m_drawing.variable(final) + ";");
    CodeLines inner;
    for (const Node *each : tried)
        append(inner, work(*each, isHoisted && each == &final));
    append(code.lines, block("try", inner));
    CodeLines handled{"error = flow.caught(exception);"};
    append(handled, handling.lines);
    code.lines.back() += " catch (exception) {";
    append(code.lines, indented(handled));
    code.lines.emplace_back("}");
    append(code.lines, after.lines);
    code.goesOn = after.goesOn || handling.goesOn;
    return code;
}

FlowWriter::Code FlowWriter::resumeCode(Next next)
{
    std::vector<Way> ways;
    for (const Index at : m_graph.resumePoints()) {
        const Node *node = m_graph.node(at);
        ways.push_back({"flow.resumesAt === " + javaScriptText(node->id.value), node});
    }
    ways.push_back({{}, &m_first});
    return waysCode(0, ways, next);
}

FlowWriter::Code FlowWriter::jump(Index from, const Node *node, Next next)
{
    if (!node)
        return {m_place == FlowPlace::Undo ? CodeLines{"return;"} : returnLast(), false};
    if (m_isSwitch)
        return {{"at = " + javaScriptText(node->id.value) + ";", "continue;"}, false};
    const Index to = m_graph.indexOf(*node);
    if (next == to)
        return {};
    if (m_graph.isBackward(from, to)) {
        if (!m_openLoops.empty() && m_openLoops.back() == to)
            return {{"continue;"}, false};
        m_namedLoops.insert(to);
        return {{"continue " + m_drawing.variable(*node) + ";"}, false};
    }
    if (!m_graph.isMerge(to))
        return tree(to, next);
    m_leftBlocks.insert(to);
    return {{"break " + blockName(to) + ";"}, false};
}

FlowWriter::Code FlowWriter::twoWays(const std::string &condition, const Code &way, const Code &other)
{
    Code code{{}, way.goesOn || other.goesOn};
    if (way.lines.empty() && other.lines.empty()) {
        // The condition may still fail.
        if (condition.starts_with("truth("))
            code.lines.push_back(condition + ";");
        return code;
    }
    if (way.lines.empty()) {
        code.lines = block("if (" + negated(condition) + ")", other.lines);
        return code;
    }
    code.lines = block("if (" + condition + ")", way.lines);
    if (!way.goesOn) {
        append(code.lines, other.lines);
    } else if (!other.lines.empty()) {
        CodeLines lines = block("else", other.lines);
        code.lines.back() += " " + lines.front();
        code.lines.insert(code.lines.end(), lines.begin() + 1, lines.end());
    }
    return code;
}

/// Ifs over the ways, the last of which has no condition. After a way that goes elsewhere no else is needed.
FlowWriter::Code FlowWriter::waysCode(Index from, const std::vector<Way> &ways, Next next)
{
    Code code{{}, false};
    if (ways.size() == 2) {
        // What goes elsewhere comes first, so that the rest need not be indented.
        Code way = jump(from, ways.front().target, next);
        Code other = jump(from, ways.back().target, next);
        if (way.goesOn && !other.goesOn) {
            code.goesOn = true;
            code.lines = block("if (" + negated(ways.front().condition) + ")", other.lines);
            append(code.lines, way.lines);
            return code;
        }
        return twoWays(ways.front().condition, way, other);
    }
    bool isOpen = false; // an if whose else is to come
    for (std::size_t i = 0; i < ways.size(); ++i) {
        Code way = jump(from, ways[i].target, next);
        const bool isNothing = way.lines.empty();
        if (isNothing && i + 1 < ways.size())
            way = jump(from, ways[i].target, std::nullopt);
        code.goesOn = code.goesOn || way.goesOn;
        if (i + 1 == ways.size() && !isOpen) {
            append(code.lines, way.lines);
            break;
        }
        if (i + 1 == ways.size() && isNothing)
            break;
        CodeLines lines = i + 1 == ways.size() ? block("else", way.lines)
                                               : block("if (" + ways[i].condition + ")", way.lines);
        if (isOpen) {
            code.lines.back() += (i + 1 == ways.size() ? " " : " else ") + lines.front();
            lines.erase(lines.begin());
        }
        append(code.lines, lines);
        isOpen = isOpen || way.goesOn;
    }
    return code;
}

/// For drawings whose loops have several entries, or loops within them.
CodeLines FlowWriter::switchOverSteps()
{
    m_isSwitch = true;
    CodeLines cases;
    for (Index at = 0; at < m_graph.size(); ++at) {
        const Node *node = m_graph.node(at);
        if (!node)
            continue;
        CodeLines lines;
        if (m_graph.isLoopHead(at))
            lines = loopHead(at);
        append(lines, steps(at, std::nullopt).lines);
        append(cases, block("case " + javaScriptText(node->id.value) + ":", lines));
    }
    append(cases,
           {"default:", "    throw failure('InvalidInput', 'The drawing has no step “' + at + '”.');"});
    const std::string first = javaScriptText(m_first.id.value);
    CodeLines lines{m_place == FlowPlace::Outermost ? "let at = flow.resumesAt || " + first + ";"
                                                    : "let at = " + first + ";"};
    append(lines, block("for (;;)", block("switch (at)", cases)));
    return lines;
}

} // namespace perdura
