// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what a person feels on a large drawing: one edit, one frame of panning, one check for problems;
// next to each the cost of painting as many plain rectangles, in the same run on the same machine. Prints
// JSON.
#include "app/kit/Theme.h"
#include "designer/document/BackgroundQueue.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/editing/CanvasEditor.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/designer/SampleCatalog.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace perdura;

namespace {

constexpr int columns = 50;
constexpr QSize windowSize{1920, 1080};

/// Activities in rows of 50, each with an expression over the one before.
WorkflowDefinition gridOf(int count)
{
    WorkflowDefinition definition;
    definition.name = "Grid";
    for (int i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        Node node = makeNode(i == 0 ? NodeKind::Start : NodeKind::Activity, NodeId(number), "Step " + number);
        if (i > 0) {
            node.fields["activity"] = "log";
            node.fields["input"] =
                Json::object({{"text", "=nodes[\"Step " + std::to_string(i - 1) + "\"].output"}});
            definition.edges.push_back({NodeId(std::to_string(i - 1)), "next", NodeId(number)});
        }
        definition.layout[node.id] = {(i % columns) * 280.0, (i / columns) * 120.0};
        definition.nodes.push_back(std::move(node));
    }
    return definition;
}

/// The median, in milliseconds.
double measure(int times, const std::function<void()> &what)
{
    std::vector<double> all;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        what();
        all.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

double paintOf(QWidget &widget, QImage &image)
{
    QPainter painter(&image);
    QElapsedTimer timer;
    timer.start();
    widget.render(&painter);
    return double(timer.nsecsElapsed()) / 1e6;
}

double plainRectangles(int count, QImage &image)
{
    return measure(9, [&] {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Qt::gray, 1));
        painter.setBrush(Qt::white);
        for (int i = 0; i < count; ++i)
            painter.drawRoundedRect(QRectF((i % columns) * 38.0, (i / columns) * 10.0, 27, 9), 3, 3);
    });
}

Json resultsFor(int count, const ActivityCatalog &catalog)
{
    BackgroundQueue queue;
    DefinitionDocument document(queue, catalog);
    document.setNew(gridOf(count), {});
    CanvasEditor canvas(document);
    canvas.resize(windowSize);
    canvas.setAttribute(Qt::WA_DontShowOnScreen);
    canvas.show();
    canvas.zoomToFit();
    DefinitionEditor &editor = canvas.scene().editor();
    const NodeId middle(std::to_string(count / 2));

    Json results = Json::object();
    results["nodes"] = count;
    double step = 20;
    results["moveOneNodeMs"] = measure(15, [&] { editor.move({middle}, {step = -step, 0}, {}); });
    int typed = 0;
    results["typeOneLetterMs"] = measure(15, [&] {
        Json fields = document.definition()->find(middle)->fields;
        fields["input"]["text"] = "letter " + std::to_string(++typed);
        editor.setFields(middle, fields, QStringLiteral("typing"));
    });
    results["undoMs"] = measure(15, [&] { document.undoStack().undo(); });
    results["validateMs"] = measure(5, [&] { (void)validate(*document.definition(), catalog); });
    const auto evaluator = makeExpressionEvaluator();
    results["validateWithSyntaxMs"] =
        measure(5, [&] { (void)validate(*document.definition(), catalog, evaluator.get()); });

    QImage image(windowSize, QImage::Format_ARGB32_Premultiplied);
    const auto panFrame = [&] {
        std::vector<double> frames;
        for (int i = 0; i < 9; ++i) {
            canvas.centerOnNode(NodeId(std::to_string(count / 2 + i)));
            frames.push_back(paintOf(canvas, image));
        }
        std::sort(frames.begin(), frames.end());
        return frames[frames.size() / 2];
    };
    results["frameOfAllMs"] = panFrame();
    canvas.setZoom(1);
    results["frameAtFullSizeMs"] = panFrame();
    results["limitPlainRectanglesMs"] = plainRectangles(count, image);
    return results;
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    applyAppearance(application, Appearance::Light);
    const ActivityCatalog catalog = sampleCatalog();
    Json all = Json::array();
    for (const int count : {1'000, 5'000})
        all.push_back(resultsFor(count, catalog));
    std::puts(all.dump(2).c_str());
    return 0;
}
