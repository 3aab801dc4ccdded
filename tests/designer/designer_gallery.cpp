// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the designer alone, for pictures and for trying it out while the window around it is being built.
#include "app/kit/Theme.h"
#include "designer/DesignerPage.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/designer/SampleCatalog.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMainWindow>
#include <QStandardPaths>
#include <QStatusBar>

using namespace Qt::StringLiterals;

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
    parser.addOptions({dark, open, size});
    parser.addPositionalArgument(u"workspace"_s, u"The folder to show."_s);
    parser.process(application);

    perdura::applyAppearance(application,
                             parser.isSet(dark) ? perdura::Appearance::Dark : perdura::Appearance::Light);
    QMainWindow window;
    auto *page = new perdura::DesignerPage(perdura::sampleCatalog(), perdura::makeExpressionEvaluator());
    window.setCentralWidget(page);
    QObject::connect(page, &perdura::DesignerPage::statusMessage, window.statusBar(),
                     [&window](const QString &text) { window.statusBar()->showMessage(text); });
    if (!parser.positionalArguments().isEmpty())
        page->setWorkspace(parser.positionalArguments().first());
    for (const QString &file : parser.values(open))
        page->openFile(file);
    const QStringList edges = parser.value(size).split(u'x');
    window.resize(edges.value(0).toInt(), edges.value(1).toInt());
    window.show();
    return QApplication::exec();
}
