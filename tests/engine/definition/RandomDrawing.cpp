// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/definition/RandomDrawing.h"

namespace perdura::test {

namespace {

constexpr int deepest = 2;
constexpr std::size_t mostNodes = 40;

} // namespace

WorkflowDefinition RandomDrawing::draw()
{
    m_drawing.name = "Random";
    const NodeId start = add(NodeKind::Start, "Start", Json::object());
    const NodeId begin =
        add(NodeKind::SetVariables, "Begin", {{"variables", {{"v", number(7)}, {"turns", 0}}}});
    connect({{start, "next"}}, begin);
    const Part body = flow(2 + number(4));
    connect({{begin, "next"}}, body.first);
    if (drawsAll()) {
        end(body.ends);
        return m_drawing;
    }
    const NodeId end = add(NodeKind::End, "End", {{"output", "=({v: vars.v, turns: vars.turns})"}});
    connect(body.ends, end);
    return m_drawing;
}

bool RandomDrawing::mayNest() const
{
    return m_depth < deepest && m_drawing.nodes.size() < mostNodes / 2;
}

NodeId RandomDrawing::add(NodeKind kind, const char *word, Json fields)
{
    const std::string number = std::to_string(m_drawing.nodes.size());
    Node node;
    node.id = NodeId("n" + number);
    node.kind = kind;
    node.name = word + std::string(" ") + number;
    node.parent = m_parent;
    node.fields = std::move(fields);
    m_drawing.nodes.push_back(node);
    return node.id;
}

void RandomDrawing::connect(const Ends &ends, const NodeId &to)
{
    for (const auto &[from, port] : ends)
        m_drawing.edges.push_back({from, port, to});
}

RandomDrawing::Part RandomDrawing::flow(int steps)
{
    Part whole = step();
    for (int i = 1; i < steps && m_drawing.nodes.size() < mostNodes; ++i) {
        Part next = step();
        connect(whole.ends, next.first);
        whole.ends = std::move(next.ends);
    }
    return whole;
}

RandomDrawing::Part RandomDrawing::step()
{
    if (drawsAll() && chance(50))
        return otherStep();
    switch (number(mayNest() ? 13 : 9)) {
    case 0:
    case 1:
        return work();
    case 2:
        return branch();
    case 3:
        return cases();
    case 4:
        return loop();
    case 5:
    case 6:
        return wait();
    case 7:
        return approval();
    case 8: {
        const bool isStatus = chance(50);
        const NodeId node =
            isStatus ? add(NodeKind::SetStatus, "Tell", {{"status", "=vars.v"}})
                     : add(NodeKind::SetVariables, "Count", {{"variables", {{"v", "=vars.v + 1"}}}});
        return {node, {{node, "next"}}};
    }
    case 9:
        return forEach();
    case 10:
        return lanes(NodeKind::Parallel);
    case 11:
        return lanes(NodeKind::Race);
    default:
        return container(NodeKind::Scope, Json::object(), 1);
    }
}

RandomDrawing::Part RandomDrawing::work()
{
    Json fields{{"activity", "script"}, {"input", {{"code", "return input;"}, {"input", "=({v: vars.v})"}}}};
    if (chance(40))
        fields["retry"] = {{"maxAttempts", 2 + number(2)}, {"firstInterval", "2 s"}};
    const NodeId node = add(NodeKind::Activity, "Work", std::move(fields));
    mayUndo(node);
    if (chance(50))
        return {node, {{node, "next"}, {node, "error"}}};
    return {node, {{node, "next"}}};
}

RandomDrawing::Part RandomDrawing::branch()
{
    const NodeId question = add(NodeKind::If, "Odd", {{"condition", "=vars.v % 2 == 1"}});
    Part inside = work();
    connect({{question, "true"}}, inside.first);
    inside.ends.emplace_back(question, "false");
    return {question, inside.ends};
}

RandomDrawing::Part RandomDrawing::cases()
{
    const NodeId question = add(NodeKind::Switch, "Which",
                                {{"value", "=String(vars.v % 3)"}, {"cases", Json::array({"0", "1"})}});
    Part inside = wait();
    connect({{question, "0"}}, inside.first);
    inside.ends.emplace_back(question, "1");
    inside.ends.emplace_back(question, "default");
    return {question, inside.ends};
}

/// Two or three rounds with a timer in each.
RandomDrawing::Part RandomDrawing::loop()
{
    const std::string turns = std::to_string(2 + number(2));
    const NodeId begin = add(NodeKind::SetVariables, "Rounds", {{"variables", {{"turns", 0}}}});
    const NodeId count = add(NodeKind::SetVariables, "Round",
                             {{"variables", {{"turns", "=vars.turns + 1"}, {"v", "=vars.v + 1"}}}});
    const NodeId rest = add(NodeKind::Timer, "Rest", {{"duration", std::to_string(1 + number(5)) + " s"}});
    const NodeId more = add(NodeKind::If, "More", {{"condition", "=vars.turns < " + turns}});
    connect({{begin, "next"}}, count);
    connect({{count, "next"}}, rest);
    connect({{rest, "next"}}, more);
    connect({{more, "true"}}, count);
    return {begin, {{more, "false"}}};
}

RandomDrawing::Part RandomDrawing::wait()
{
    if (chance(40)) {
        const NodeId timer = add(NodeKind::Timer, "Wait", {{"duration", std::to_string(number(8)) + " s"}});
        return {timer, {{timer, "next"}}};
    }
    const NodeId event =
        add(NodeKind::WaitForEvent, "Hear",
            {{"event", chance(50) ? "A" : "B"}, {"timeout", std::to_string(1 + number(20)) + " s"}});
    return {event, {{event, "next"}, {event, "timeout"}}};
}

RandomDrawing::Part RandomDrawing::approval()
{
    Json fields{{"title", "May we?"}, {"outcomes", Json::array({"Yes", "No"})}, {"timeout", "30 s"}};
    if (chance(40))
        fields["reminders"] = Json::array({"4 s", "9 s"});
    if (chance(30))
        fields["escalation"] = Json::array({{{"after", "6 s"}, {"assignee", "Bob"}}});
    const NodeId ask = add(NodeKind::Approval, "Ask", std::move(fields));
    return {ask, {{ask, "Yes"}, {ask, "No"}, {ask, "timeout"}}};
}

RandomDrawing::Part RandomDrawing::forEach()
{
    Json fields{{"items", "=[3, 1, 2].slice(0, vars.v % 4)"},
                {"parallelism", 1 + number(3)},
                {"onFailure", chance(50) ? "collect" : "finish"}};
    if (drawsAll() && chance(30))
        fields["onFailure"] = "stop";
    if (drawsAll() && chance(40))
        fields["tolerate"] = number(3);
    return container(NodeKind::ForEach, std::move(fields), 1);
}

RandomDrawing::Part RandomDrawing::lanes(NodeKind kind)
{
    if (kind == NodeKind::Race)
        return container(kind, {{"others", chance(30) ? "keep" : "stop"}}, 2);
    Json fields{{"onFailure", chance(50) ? "collect" : "stop"}};
    const int count = 2 + number(2);
    if (drawsAll() && chance(50))
        fields["waitFor"] = 1 + number(count);
    return container(kind, std::move(fields), count);
}

RandomDrawing::Part RandomDrawing::container(NodeKind kind, Json fields, int lanes)
{
    if (chance(40))
        fields["timeout"] = std::to_string(1 + number(20)) + " s";
    if (chance(30))
        fields["retry"] = {{"maxAttempts", 2}, {"firstInterval", "1 s"}};
    const NodeId node = add(kind, "Box", std::move(fields));
    const auto outside = std::exchange(m_parent, node);
    ++m_depth;
    m_scopes += kind == NodeKind::Scope ? 1 : 0;
    for (int i = 0; i < lanes; ++i)
        (void)flow(1 + number(2));
    mayNote();
    m_scopes -= kind == NodeKind::Scope ? 1 : 0;
    --m_depth;
    m_parent = outside;
    Ends ends{{node, "next"}};
    if (chance(60))
        ends.emplace_back(node, "error");
    return {node, std::move(ends)};
}

} // namespace perdura::test
