// SPDX-License-Identifier: GPL-3.0-or-later
// What random drawings have with Kinds::All: calls of others, and shapes that are not nested branches.
#include "engine/definition/NodeCatalog.h"
#include "tests/engine/definition/RandomDrawing.h"

namespace perdura::test {

void RandomDrawing::end(const Ends &ends)
{
    mayNote();
    const NodeId end = add(NodeKind::End, "End", {{"output", "=({v: vars.v, turns: vars.turns})"}});
    if (!chance(20)) {
        connect(ends, end);
        return;
    }
    const NodeId question = add(NodeKind::If, "Again", {{"condition", "=vars.v % 3 == 0"}});
    Json fields{{"input", "=({n: vars.v})"}};
    if (chance(30))
        fields["keepEvents"] = false;
    const NodeId anew = add(NodeKind::ContinueAsNew, "Anew", std::move(fields));
    connect(ends, question);
    connect({{question, "true"}}, anew);
    connect({{question, "false"}}, end);
}

RandomDrawing::Part RandomDrawing::otherStep()
{
    switch (number(mayNest() ? 16 : 13)) {
    case 0:
    case 1:
        return webCall();
    case 2:
    case 3:
        return child();
    case 4:
        return message();
    case 5:
    case 6:
        return entity();
    case 7:
        return failing();
    case 8:
        return events();
    case 9:
        return bridge();
    case 10:
        return whileLoop();
    case 11:
        return chance(50) ? brokenLoop() : loopOfTwoEntries();
    case 12:
        return loopOfEvents();
    case 13:
    case 14:
        return section();
    default:
        return loopOfSteps();
    }
}

/// A node with the ports next and error, the latter in use at times.
RandomDrawing::Part RandomDrawing::called(const NodeId &node)
{
    mayUndo(node);
    Ends ends{{node, "next"}};
    if (chance(60))
        ends.emplace_back(node, "error");
    return {node, std::move(ends)};
}

void RandomDrawing::mayUndo(const NodeId &node)
{
    Node &last = m_drawing.nodes.back();
    const bool canBeUndone = nodeKindInfo(last.kind).fieldSchema["properties"].contains("undo");
    if (!drawsAll() || m_scopes == 0 || !canBeUndone || !chance(60))
        return;
    last.fields["undo"] = true;
    const NodeId undo = chance(60) ? add(NodeKind::Activity, "Undo",
                                         {{"activity", "script"}, {"input", {{"code", "return 1;"}}}})
                                   : add(NodeKind::EntitySignal, "Take back",
                                         {{"entity", "account"}, {"key", "a"}, {"operation", "undo"}});
    connect({{node, "undo"}}, undo);
    if (chance(30))
        connect({{undo, "next"}}, add(NodeKind::Timer, "Cool down", {{"duration", "1 s"}}));
}

void RandomDrawing::mayNote()
{
    if (drawsAll() && chance(30))
        add(NodeKind::Note, "Remark", {{"text", "Mind the gap."}});
}

RandomDrawing::Part RandomDrawing::webCall()
{
    Json fields{{"url", "https://example.test/work"}, {"pollInterval", "2 s"}};
    if (chance(50)) {
        fields["method"] = "POST";
        fields["body"] = "=({v: vars.v})";
    }
    if (chance(60))
        fields["timeout"] = std::to_string(3 + number(20)) + " s";
    if (chance(30))
        fields["retry"] = {{"maxAttempts", 2}, {"firstInterval", "1 s"}};
    if (chance(20))
        fields["poll"] = false;
    return called(add(NodeKind::HttpCall, "Ask the web", std::move(fields)));
}

RandomDrawing::Part RandomDrawing::child()
{
    Json fields{{"workflow", "Child"}, {"input", "=({v: vars.v})"}};
    if (chance(40))
        fields["timeout"] = std::to_string(1 + number(12)) + " s";
    if (chance(40))
        fields["retry"] = {{"maxAttempts", 2 + number(2)}, {"firstInterval", "2 s"}};
    if (chance(20))
        fields["instanceId"] = "child-1";
    return called(add(NodeKind::SubWorkflow, "Child", std::move(fields)));
}

RandomDrawing::Part RandomDrawing::message()
{
    switch (number(3)) {
    case 0: {
        Json fields{{"workflow", "Other"}, {"input", "=vars.v"}};
        if (chance(50))
            fields["instanceId"] = "other-1";
        return called(add(NodeKind::StartInstance, "Begin", std::move(fields)));
    }
    case 1:
        return called(add(NodeKind::SignalInstance, "Tell other",
                          {{"instance", "other-1"}, {"event", "A"}, {"payload", "=vars.v"}}));
    default:
        return called(
            add(NodeKind::TerminateInstance, "Stop other", {{"instance", "other-1"}, {"reason", "Enough."}}));
    }
}

RandomDrawing::Part RandomDrawing::entity()
{
    Json fields{{"entity", "account"},
                {"key", std::string(1, char('a' + number(3)))},
                {"operation", "add"},
                {"input", "=vars.v"}};
    if (chance(40)) {
        if (chance(40))
            fields["delay"] = "3 s";
        return called(add(NodeKind::EntitySignal, "Tell account", std::move(fields)));
    }
    if (chance(40))
        fields["timeout"] = std::to_string(1 + number(8)) + " s";
    if (chance(30))
        fields["retry"] = {{"maxAttempts", 2}, {"firstInterval", "1 s"}};
    return called(add(NodeKind::EntityCall, "Ask account", std::move(fields)));
}

RandomDrawing::Part RandomDrawing::section()
{
    Json entities = Json::array({"@account@a"});
    if (chance(50))
        entities.push_back("@account@b");
    return container(NodeKind::CriticalSection, {{"entities", std::move(entities)}}, 1);
}

RandomDrawing::Part RandomDrawing::failing()
{
    const NodeId question = add(NodeKind::If, "Bad", {{"condition", "=vars.v % 5 == 4"}});
    const NodeId fail =
        add(NodeKind::Fail, "Give up", {{"message", "=`Bad: ${vars.v}`"}, {"errorType", "TooBad"}});
    connect({{question, "true"}}, fail);
    return {question, {{question, "false"}}};
}

/// One of several events; an answer may end the flow.
RandomDrawing::Part RandomDrawing::events()
{
    const NodeId node = add(NodeKind::WaitForEvent, "Hear one",
                            {{"event", "A"},
                             {"others", Json::array({"B", "C"})},
                             {"timeout", std::to_string(1 + number(20)) + " s"}});
    Ends ends{{node, "A"}, {node, "B"}, {node, "timeout"}};
    if (chance(70))
        ends.emplace_back(node, "C");
    return {node, std::move(ends)};
}

/// Two ways with a way from the one to the other between them: no nesting of branches.
RandomDrawing::Part RandomDrawing::bridge()
{
    const NodeId fork = add(NodeKind::If, "Fork", {{"condition", "=vars.v % 2 == 0"}});
    const Part left = work();
    const Part right = work();
    const NodeId cross = add(NodeKind::If, "Cross", {{"condition", "=vars.v % 3 == 0"}});
    Part low = work();
    const Part high = wait();
    connect({{fork, "true"}}, left.first);
    connect({{fork, "false"}}, right.first);
    connect(left.ends, cross);
    connect(right.ends, low.first);
    connect({{cross, "true"}}, high.first);
    connect({{cross, "false"}}, low.first);
    low.ends.insert(low.ends.end(), high.ends.begin(), high.ends.end());
    return {fork, std::move(low.ends)};
}

NodeId RandomDrawing::counted(const std::string &variable)
{
    return add(NodeKind::SetVariables, "Round",
               {{"variables", {{variable, "=vars." + variable + " + 1"}, {"v", "=vars.v + 1"}}}});
}

/// Asks first whether there is another round.
RandomDrawing::Part RandomDrawing::whileLoop()
{
    const std::string variable = "w" + std::to_string(m_drawing.nodes.size());
    const NodeId begin = add(NodeKind::SetVariables, "Rounds", {{"variables", {{variable, 0}}}});
    const NodeId more =
        add(NodeKind::If, "More", {{"condition", "=vars." + variable + " < " + std::to_string(number(4))}});
    const NodeId count = counted(variable);
    const Part inside = wait();
    connect({{begin, "next"}}, more);
    connect({{more, "true"}}, count);
    connect({{count, "next"}}, inside.first);
    connect(inside.ends, more);
    return {begin, {{more, "false"}}};
}

/// With a way out in the middle too, and a way past what is left of the round.
RandomDrawing::Part RandomDrawing::brokenLoop()
{
    const std::string variable = "b" + std::to_string(m_drawing.nodes.size());
    const NodeId begin = add(NodeKind::SetVariables, "Rounds", {{"variables", {{variable, 0}}}});
    const NodeId count = counted(variable);
    const NodeId rest = add(NodeKind::Timer, "Rest", {{"duration", "1 s"}});
    const NodeId which =
        add(NodeKind::Switch, "Which", {{"value", "=vars.v % 5"}, {"cases", Json::array({"0", "1"})}});
    const Part inside = work();
    const NodeId more = add(NodeKind::If, "More",
                            {{"condition", "=vars." + variable + " < " + std::to_string(2 + number(3))}});
    connect({{begin, "next"}}, count);
    connect({{count, "next"}}, rest);
    connect({{rest, "next"}}, which);
    connect({{which, "0"}}, more);
    connect({{which, "default"}}, inside.first);
    connect(inside.ends, more);
    connect({{more, "true"}}, count);
    return {begin, {{which, "1"}, {more, "false"}}};
}

/// A circle that the flow comes into at one of two places.
RandomDrawing::Part RandomDrawing::loopOfTwoEntries()
{
    const std::string variable = "c" + std::to_string(m_drawing.nodes.size());
    const NodeId begin = add(NodeKind::SetVariables, "Rounds", {{"variables", {{variable, 0}}}});
    const NodeId where = add(NodeKind::If, "Where", {{"condition", "=vars.v % 2 == 0"}});
    const NodeId one = counted(variable);
    const Part pause = wait();
    const NodeId other = counted(variable);
    const NodeId more = add(NodeKind::If, "More", {{"condition", "=vars." + variable + " < 5"}});
    connect({{begin, "next"}}, where);
    connect({{where, "true"}}, one);
    connect({{where, "false"}}, other);
    connect({{one, "next"}}, pause.first);
    connect(pause.ends, other);
    connect({{other, "next"}}, more);
    connect({{more, "true"}}, one);
    return {begin, {{more, "false"}}};
}

/// A node that leads to itself until nothing comes any more.
RandomDrawing::Part RandomDrawing::loopOfEvents()
{
    const NodeId begin = add(NodeKind::SetStatus, "Listen", {{"status", "listening"}});
    const NodeId event =
        add(NodeKind::WaitForEvent, "Hear all",
            {{"event", chance(50) ? "A" : "C"}, {"timeout", std::to_string(1 + number(4)) + " s"}});
    connect({{begin, "next"}, {event, "next"}}, event);
    return {begin, {{event, "timeout"}}};
}

/// Two rounds around steps of any kind, loops and containers too.
RandomDrawing::Part RandomDrawing::loopOfSteps()
{
    const std::string variable = "s" + std::to_string(m_drawing.nodes.size());
    const NodeId begin = add(NodeKind::SetVariables, "Rounds", {{"variables", {{variable, 0}}}});
    const NodeId count = counted(variable);
    const NodeId rest = add(NodeKind::Timer, "Rest", {{"duration", "1 s"}});
    ++m_depth;
    const Part inside = flow(1 + number(2));
    --m_depth;
    const NodeId more = add(NodeKind::If, "More", {{"condition", "=vars." + variable + " < 2"}});
    connect({{begin, "next"}}, count);
    connect({{count, "next"}}, rest);
    connect({{rest, "next"}}, inside.first);
    connect(inside.ends, more);
    connect({{more, "true"}}, count);
    return {begin, {{more, "false"}}};
}

} // namespace perdura::test
