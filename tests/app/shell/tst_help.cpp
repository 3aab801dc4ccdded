// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/HelpWindow.h"

#include <QFile>
#include <QListWidget>
#include <QRegularExpression>
#include <QTest>
#include <QTextBrowser>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

class TestHelp : public QObject
{
    Q_OBJECT

private slots:
    void everyPageIsThereAndHasATitle();
    void everyLinkLeadsToAPage();
    void clickingALinkShowsThePage();
    void escapeClosesTheWindow();
};

void TestHelp::everyPageIsThereAndHasATitle()
{
    const QList<HelpPage> pages = helpPages();
    QCOMPARE(pages.size(), 13);
    QCOMPARE(pages.first().name, u"index"_s);
    for (const HelpPage &page : pages)
        QVERIFY2(!page.title.isEmpty() && page.title.at(0).isUpper(), qPrintable(page.name));
}

void TestHelp::everyLinkLeadsToAPage()
{
    static const QRegularExpression link(u"\\]\\(([^)]+)\\)"_s);
    QStringList names;
    const QList<HelpPage> pages = helpPages();
    for (const HelpPage &page : pages)
        names.append(page.name + u".md"_s);
    int links = 0;
    for (const HelpPage &page : pages) {
        QFile file(u":/perdura/help/%1.md"_s.arg(page.name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (auto it = link.globalMatch(QString::fromUtf8(file.readAll())); it.hasNext(); ++links) {
            const QString target = it.next().captured(1);
            QVERIFY2(names.contains(target), qPrintable(target));
        }
    }
    QVERIFY(links >= 7);
}

void TestHelp::clickingALinkShowsThePage()
{
    HelpWindow window;
    window.show();
    QCOMPARE(window.currentPage(), u"index"_s);
    auto *text = window.findChild<QTextBrowser *>();
    emit text->anchorClicked(QUrl(u"expressions.md"_s));
    QCOMPARE(window.currentPage(), u"expressions"_s);
    QVERIFY(text->toPlainText().startsWith(u"Expressions"_s));
    QTest::keyClick(window.findChild<QListWidget *>(), Qt::Key_Home);
    QCOMPARE(window.currentPage(), u"index"_s);
}

void TestHelp::escapeClosesTheWindow()
{
    HelpWindow window;
    window.show();
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(!window.isVisible());
}

} // namespace perdura

QTEST_MAIN(perdura::TestHelp)
#include "tst_help.moc"
