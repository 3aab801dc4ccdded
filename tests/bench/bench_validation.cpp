// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what one check for problems of a large drawing takes: of all its nodes, and again after one edit;
// with and without the syntax of its expressions. Prints a line for each, in milliseconds: the median and the
// longest of some rounds. The first argument says how many nodes, 5000 unless told.
#include "engine/definition/IncrementalValidation.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/script/JsExpressionEvaluator.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace perdura;

namespace {

constexpr int rounds = 21;

ActivityCatalog catalog()
{
    ActivityInfo log;
    log.name = "log";
    log.title = QStringLiteral("Log");
    log.inputSchema = *parseJson(
        R"({"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false})");
    return ActivityCatalog({log});
}

/// In turns an activity, a decision, variables, a timer, an approval without a time-out and a For each with
/// one step inside; each with an expression of its own over the one before.
WorkflowDefinition drawingOf(int count)
{
    const std::vector<NodeKind> kinds{
        NodeKind::Activity, NodeKind::If,      NodeKind::SetVariables, NodeKind::Timer,
        NodeKind::Approval, NodeKind::ForEach, NodeKind::WaitForEvent, NodeKind::SignalInstance};
    WorkflowDefinition drawing;
    drawing.name = "Large";
    NodeId before;
    std::string port = "next";
    for (int i = 0; int(drawing.nodes.size()) < count; ++i) {
        const std::string number = std::to_string(i);
        const NodeKind kind = i == 0 ? NodeKind::Start : kinds[std::size_t(i) % kinds.size()];
        Node node = makeNode(kind, NodeId(number), "Step " + number);
        const std::string last = "nodes[\"Step " + std::to_string(i - 1) + "\"].output";
        if (kind == NodeKind::Activity) {
            node.fields["activity"] = "log";
            node.fields["input"] = Json::object({{"text", "=" + last + " + input.lines.length"}});
        } else if (kind == NodeKind::If) {
            node.fields["condition"] = "=" + last + " > " + number;
        } else if (kind == NodeKind::SetVariables) {
            node.fields["variables"] =
                Json::object({{"a", "=input.lines.map(line => line.amount + " + number + ")"}});
        } else if (kind == NodeKind::Approval) {
            node.fields["title"] = "=`Pay ${" + last + "}?`";
        } else if (kind == NodeKind::WaitForEvent) {
            node.fields["event"] = "arrived " + number;
        } else if (kind == NodeKind::SignalInstance) {
            node.fields["instance"] = "=" + last + ".id";
            node.fields["event"] = "arived " + std::to_string(i - 1);
        } else if (kind == NodeKind::ForEach) {
            node.fields["items"] = "=" + last + " || [" + number + "]";
            Node inside = makeNode(NodeKind::SetStatus, NodeId(number + "-in"), "Inside " + number);
            inside.parent = node.id;
            inside.fields["status"] = "=item.name + index + " + number;
            drawing.nodes.push_back(std::move(inside));
        }
        if (i > 0)
            drawing.edges.push_back({before, port, node.id});
        before = node.id;
        port = kind == NodeKind::If ? "true" : kind == NodeKind::Approval ? "Approve" : "next";
        drawing.nodes.push_back(std::move(node));
    }
    return drawing;
}

void report(const char *what, const std::function<void(int)> &work)
{
    std::vector<double> all;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        work(i);
        all.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(all.begin(), all.end());
    std::printf("%-48s median %7.1f  longest %7.1f\n", what, all[all.size() / 2], all.back());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? std::max(2, std::atoi(argv[1])) : 5'000;
    const ActivityCatalog activities = catalog();
    const auto evaluator = makeExpressionEvaluator();
    WorkflowDefinition drawing = drawingOf(count);
    std::printf("%d nodes, %zu problems\n", int(drawing.nodes.size()), validate(drawing, activities).size());

    const auto edit = [&](int round) {
        Node &node = drawing.nodes[drawing.nodes.size() / 2];
        node.fields["note"] = "=input.a + " + std::to_string(round);
    };
    report("all, without syntax", [&](int) { (void)validate(drawing, activities); });
    report("all, with syntax", [&](int) { (void)validate(drawing, activities, evaluator.get()); });
    // As many others again, which wait for what this one raises, but for a slip.
    WorkflowDefinition other = drawingOf(count);
    other.name = "Other";
    const WorkspaceEvents others({eventUsesOf(other)});
    IncrementalValidation among;
    (void)among.validate(drawing, activities, nullptr, &others);
    report("after one edit, among others", [&](int round) {
        edit(round);
        (void)among.validate(drawing, activities, nullptr, &others);
    });
    IncrementalValidation without;
    (void)without.validate(drawing, activities);
    report("after one edit, without syntax", [&](int round) {
        edit(round);
        (void)without.validate(drawing, activities);
    });
    IncrementalValidation with;
    (void)with.validate(drawing, activities, evaluator.get());
    report("after one edit, with syntax", [&](int round) {
        edit(round + rounds);
        (void)with.validate(drawing, activities, evaluator.get());
    });
    return 0;
}
