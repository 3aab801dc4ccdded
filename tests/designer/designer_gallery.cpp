// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the designer alone, in a chosen state, for pictures and for trying it out.
#include "app/kit/Theme.h"
#include "designer/DesignerPage.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/editing/CanvasEditor.h"
#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/GoldenRun.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QMainWindow>
#include <QStandardPaths>
#include <QStatusBar>

using namespace perdura;
using namespace Qt::StringLiterals;

namespace {

/// What the golden case in that folder does, up to its first `events` events (0: all).
std::optional<RunTrace> traceOfCase(const QString &folder, qsizetype events)
{
    QFile script(folder + u"/script.json"_s);
    const auto loaded = loadDefinition(folder + u"/definition.workflow.json"_s);
    if (!loaded || !script.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto definition = std::make_shared<const WorkflowDefinition>(*loaded);
    test::GoldenRun run(definition, parseJson(script.readAll().toStdString()).value_or(Json()),
                        makeExpressionEvaluator(), test::Memory::Cached);
    run.play();
    std::span history(run.history());
    if (events > 0)
        history = history.first(std::min(std::size_t(events), history.size()));
    return traceRun(definition, history, makeExpressionEvaluator());
}

} // namespace

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"Perdura"_s);
    QApplication::setApplicationName(u"designer_gallery"_s);
    QCommandLineParser parser;
    const QCommandLineOption dark(u"dark"_s, u"Dark appearance."_s);
    const QCommandLineOption open(u"open"_s, u"A workflow to open."_s, u"file"_s);
    const QCommandLineOption size(u"size"_s, u"Size of the window."_s, u"WxH"_s, u"1280x800"_s);
    const QCommandLineOption select(u"select"_s, u"Name of the node to select."_s, u"name"_s);
    const QCommandLineOption pick(u"pick"_s, u"Opens a picker: node or connection."_s, u"which"_s);
    const QCommandLineOption golden(
        u"trace"_s, u"Folder of a golden case whose run is laid over its drawing."_s, u"folder"_s);
    const QCommandLineOption events(u"events"_s, u"With --trace: just the first events."_s, u"count"_s,
                                    u"0"_s);
    parser.addOptions({dark, open, size, select, pick, golden, events});
    parser.addPositionalArgument(u"workspace"_s, u"The folder to show."_s);
    parser.process(application);

    applyAppearance(application, parser.isSet(dark) ? Appearance::Dark : Appearance::Light);
    QMainWindow window;
    auto *page = new DesignerPage(activityCatalog(builtInActivities()), makeExpressionEvaluator());
    window.setCentralWidget(page);
    QObject::connect(page, &DesignerPage::statusMessage, window.statusBar(),
                     [&window](const QString &text) { window.statusBar()->showMessage(text); });
    QObject::connect(page, &DesignerPage::recentFileOpened, page, [&] {
        CanvasEditor *canvas = page->currentEditor();
        if (const Node *node =
                canvas->document().definition()->findByName(parser.value(select).toStdString()))
            canvas->scene().selectNodes({node->id});
        if (parser.isSet(golden))
            canvas->scene().setTrace(traceOfCase(parser.value(golden), parser.value(events).toLongLong()));
        if (parser.value(pick) == u"node")
            canvas->pickNode();
        else if (parser.value(pick) == u"connection")
            canvas->pickConnection();
    });
    if (!parser.positionalArguments().isEmpty())
        page->setWorkspace(parser.positionalArguments().first());
    for (const QString &file : parser.values(open))
        page->openFile(file);
    if (parser.isSet(golden))
        page->openFile(parser.value(golden) + u"/definition.workflow.json"_s);
    const QStringList edges = parser.value(size).split(u'x');
    window.resize(edges.value(0).toInt(), edges.value(1).toInt());
    window.show();
    return QApplication::exec();
}
