// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/LoopChecks.h"

#include "engine/definition/ConcurrencyChecks.h"
#include "engine/definition/ExpressionRules.h"
#include "engine/definition/LoopLength.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/NodeSteps.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

bool isSet(const Node &node, const char *field)
{
    const auto value = node.fields.find(field);
    return value != node.fields.end() && !value->is_null() && *value != "";
}

/// True when what decides at the node follows the time or a variable, which is how rounds are counted.
bool comparesWithLimit(const Node &node)
{
    const char *field = node.kind == NodeKind::If ? "condition" : "value";
    const auto value = node.fields.find(field);
    if (value == node.fields.end() || !isExpression(*value))
        return false;
    const auto tokens = expressionTokens(std::string_view(value->get_ref<const std::string &>()).substr(1));
    return usesName(tokens, "now") || usesName(tokens, "vars");
}

/// The number of rounds that the condition of a node compares with, as far as can be told: of several numbers
/// the largest, and none where they may be times.
std::optional<double> comparedNumber(const Node &node)
{
    std::optional<double> largest;
    const auto tokens =
        expressionTokens(std::string_view(node.fields["condition"].get_ref<const std::string &>()).substr(1));
    for (const ExpressionToken &token : tokens) {
        if (token.kind == ExpressionToken::Kind::Number) {
            const double number = QByteArray(token.text.data(), qsizetype(token.text.size())).toDouble();
            largest = std::max(largest.value_or(0), number);
        }
    }
    const bool mayBeTime = largest > double(waitsBeforeNewExecution) && usesName(tokens, "now");
    return mayBeTime ? std::nullopt : largest;
}

/// How long it is, where the field says so in plain text.
std::optional<Duration> plainDuration(const Node &node, const char *field)
{
    const auto value = node.fields.find(field);
    if (value == node.fields.end() || !value->is_string() || isExpression(*value))
        return std::nullopt;
    const auto duration = parseDuration(value->get_ref<const std::string &>());
    return duration ? std::optional(*duration) : std::nullopt;
}

/// How long a round takes at least; nothing when that is not known.
std::optional<Duration> lengthOfRound(const std::vector<const Node *> &nodes)
{
    Duration length{};
    for (const Node *node : nodes) {
        if (node->kind == NodeKind::Timer)
            length += plainDuration(*node, "duration").value_or(Duration());
    }
    return length > Duration() ? std::optional(length) : std::nullopt;
}

} // namespace

LoopChecks::LoopChecks(const WorkflowDefinition &definition, const FlowIndex &index, const FlowGroups &groups,
                       ProblemList &problems)
    : m_definition(definition)
    , m_index(index)
    , m_groups(groups)
    , m_problems(problems)
{}

void LoopChecks::run()
{
    checkBursts();
    checkCircles();
}

/// Looks for circles among nodes that end at once; any other node in a circle makes it wait.
void LoopChecks::checkBursts()
{
    for (const Node &node : m_definition.nodes) {
        if (isImmediate(node.kind) && !m_marks.contains(&node))
            followBurst(node);
    }
}

void LoopChecks::followBurst(const Node &start)
{
    struct Place
    {
        const Node *node;
        std::size_t nextEdge = 0;
    };
    // A stack of our own: drawings may be longer than the program's stack is deep.
    std::vector<Place> path{{&start}};
    m_marks[&start] = Mark::OnPath;
    while (!path.empty()) {
        Place &place = path.back();
        const auto &edges = m_index.edgesFrom(place.node->id);
        if (place.nextEdge == edges.size()) {
            m_marks[place.node] = Mark::Done;
            path.pop_back();
            continue;
        }
        const Node *next = m_index.find(edges[place.nextEdge++]->to);
        if (!next || !isImmediate(next->kind))
            continue;
        const auto mark = m_marks.find(next);
        if (mark == m_marks.end()) {
            m_marks[next] = Mark::OnPath;
            path.push_back({next});
        } else if (mark->second == Mark::OnPath) {
            m_problems.error(
                "loop.noWait", *next,
                tr("A loop leads back here without any wait; put an activity or a timer into it."));
        }
    }
}

void LoopChecks::checkCircles()
{
    if (m_groups.groups.size() == m_definition.nodes.size() &&
        std::ranges::none_of(m_groups.groups, [this](const Group &group) { return isCircle(group); }))
        return;
    findWaits();
    for (const Edge &edge : m_definition.edges) {
        const Node *from = m_index.find(edge.from);
        const Node *to = m_index.find(edge.to);
        if (from && to && groupOf(*from) != groupOf(*to))
            m_entered.insert(to);
    }
    // A group comes after those that it leads to, so these are known by then.
    for (std::size_t number = 0; number < m_groups.groups.size(); ++number) {
        const Group &group = m_groups.groups[number];
        m_beginsAnew.push_back(leadsToNewRound(group, number));
        if (isCircle(group))
            checkCircle(group, number);
    }
}

std::size_t LoopChecks::groupOf(const Node &node) const
{
    return m_groups.groupOf[std::size_t(&node - m_definition.nodes.data())];
}

bool LoopChecks::isCircle(const Group &group) const
{
    if (group.size() > 1)
        return true;
    const auto &edges = m_index.edgesFrom(group.front()->id);
    return std::ranges::any_of(edges, [](const Edge *edge) { return edge->from == edge->to; });
}

bool LoopChecks::leadsToNewRound(const Group &group, std::size_t number) const
{
    for (const Node *node : group) {
        if (node->kind == NodeKind::ContinueAsNew)
            return true;
        for (const Edge *edge : m_index.edgesFrom(node->id)) {
            const Node *to = m_index.find(edge->to);
            if (to && groupOf(*to) != number && m_beginsAnew[groupOf(*to)])
                return true;
        }
    }
    return false;
}

void LoopChecks::findWaits()
{
    for (const Node &node : m_definition.nodes) {
        const bool isTimer = node.kind == NodeKind::Timer;
        if (!isTimer && node.kind != NodeKind::WaitForEvent && node.kind != NodeKind::Approval)
            continue;
        auto &found = isTimer ? m_timers : m_waits;
        for (const Node *around = &node; around && found.insert(around).second;)
            around = around->parent ? m_index.find(*around->parent) : nullptr;
    }
}

void LoopChecks::checkCircle(const Group &group, std::size_t number)
{
    const bool isBurst = std::ranges::all_of(group, [](const Node *node) { return isImmediate(node->kind); });
    const Node &head = headOf(group);
    // One that never waits has its own rule, and so have edges that lead into a Start; one in a race is given
    // up when another lane has won.
    const bool hasStart =
        std::ranges::any_of(group, [](const Node *node) { return !nodeKindInfo(node->kind).hasInput; });
    if (isBurst || hasStart || m_beginsAnew[number] || isInRace(head))
        return;
    Exits exits;
    for (const Node *node : group)
        addExits(*node, number, exits);
    const bool isOutermost = !head.parent;
    if (!exits.any) {
        m_problems.warning(
            "loop.noExit", head,
            isOutermost
                ? tr("Nothing leads out of the loop that begins here, so its history grows without end; lead "
                     "it to Continue as new, or let it end.")
                : tr("Nothing leads out of the loop that begins here, so its history grows without end; let "
                     "it end."));
        return;
    }
    // Each round of such a loop is wanted by somebody, who can also end it.
    const bool waits =
        std::ranges::any_of(group, [this](const Node *node) { return m_waits.contains(node); });
    if (waits)
        return;
    if (exits.expires) {
        if (!isOutermost)
            checkLength(group, head, exits);
        return;
    }
    m_problems.warning(
        "loop.noExpiry", head,
        isOutermost ? tr("The loop that begins here goes on for ever if what should end it never comes; let "
                         "it end at a time or after a number of rounds, or lead it to Continue as new.")
                    : tr("The loop that begins here goes on for ever if what should end it never comes; let "
                         "it end at a time or after a number of rounds."));
}

void LoopChecks::addExits(const Node &node, std::size_t number, Exits &exits) const
{
    const bool decides = node.kind == NodeKind::If || node.kind == NodeKind::Switch;
    for (const PortInfo &port : outputPorts(node)) {
        const bool isTimeout = port.id == "timeout";
        if (port.id == "undo" || (isTimeout && !isSet(node, "timeout")))
            continue;
        const Node *to = m_index.target(node.id, port.id);
        // A failure that nothing is connected to ends the flow, but that is no way out that anybody meant.
        if (to ? groupOf(*to) == number : port.isError)
            continue;
        exits.any = true;
        const bool hasLimit = decides && comparesWithLimit(node);
        exits.expires = exits.expires || isTimeout || hasLimit;
        const auto most = hasLimit && node.kind == NodeKind::If ? comparedNumber(node) : std::nullopt;
        if (most)
            exits.rounds = std::min(exits.rounds.value_or(*most), *most);
    }
}

/// The interpreter begins anew only between the rounds of an outermost loop. A loop is long when its
/// condition says so; when it does not tell, those that wait for the time are, for that is how monitors are
/// drawn.
void LoopChecks::checkLength(const Group &group, const Node &head, const Exits &exits) const
{
    const auto most = double(waitsBeforeNewExecution);
    const bool hasTimer =
        std::ranges::any_of(group, [this](const Node *node) { return m_timers.contains(node); });
    const bool isLong = exits.rounds ? *exits.rounds > most : hasTimer;
    if (!isLong || isBoundedAround(head, lengthOfRound(group)))
        return;
    const Node *container = m_index.find(*head.parent);
    m_problems.warning("loop.longInside", head,
                       tr("All rounds of the loop that begins here stay in the history, as it is inside "
                          "“%1”; end it after at "
                          "most %2 rounds, or draw it outside or as a workflow of its own.")
                           .arg(container ? QString::fromStdString(container->name) : QString())
                           .arg(waitsBeforeNewExecution));
}

/// True when a container around ends the loop before it is long, or may do so.
bool LoopChecks::isBoundedAround(const Node &node, std::optional<Duration> round) const
{
    const Node *inner = &node;
    for (int depth = 0; inner && inner->parent && depth < 64; ++depth) {
        inner = m_index.find(*inner->parent);
        if (!inner || !isSet(*inner, "timeout"))
            continue;
        const auto limit = plainDuration(*inner, "timeout");
        if (!limit || !round || *limit / *round <= Duration::rep(waitsBeforeNewExecution))
            return true;
    }
    return false;
}

/// Where the flow comes into the circle; where it cannot be told, the first node of the file.
const Node &LoopChecks::headOf(const Group &group) const
{
    const auto entered =
        std::ranges::find_if(group, [this](const Node *node) { return m_entered.contains(node); });
    return entered == group.end() ? *group.front() : **entered;
}

bool LoopChecks::isInRace(const Node &node) const
{
    const Node *inner = &node;
    for (int depth = 0; inner && inner->parent && depth < 64; ++depth) {
        inner = m_index.find(*inner->parent);
        if (inner && inner->kind == NodeKind::Race && !letsLosersGoOn(*inner))
            return true;
    }
    return false;
}

} // namespace perdura
