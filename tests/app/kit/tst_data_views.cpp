// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/JsonText.h"
#include "app/kit/JsonView.h"
#include "app/kit/TimeText.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace perdura {

class TestDataViews : public QObject
{
    Q_OBJECT

private slots:
    void aSmallValueIsWrittenWhole();
    void aLargeValueIsCutAtTheBound();
    void textIsCutBetweenCharacters();
    void theTreeOpensLevelByLevel();
    void aPlainValueHasNoChildren();
    void aLongListShowsItsFirstItems();
    void theTextViewTellsThatThereIsMore();
    void copyAllCopiesTheWhole();
    void relativeTimes_data();
    void relativeTimes();
    void exactTimesTellUtcToo();
};

void TestDataViews::aSmallValueIsWrittenWhole()
{
    const Json value = parseJson(R"({"a": [1, {"b": []}], "c": {}, "d": "x\n"})").value();
    const BoundedText text = boundedJsonText(value, 1000);
    QVERIFY(!text.cut);
    QCOMPARE(dumpJson(*parseJson(text.text)), dumpJson(value));
    QVERIFY(text.text.starts_with("{\n  \"a\": [\n    1,"));
}

void TestDataViews::aLargeValueIsCutAtTheBound()
{
    Json list = Json::array();
    for (int i = 0; i < 10000; ++i)
        list.push_back("item");
    const BoundedText text = boundedJsonText(list, 500);
    QVERIFY(text.cut);
    QVERIFY(text.text.size() <= 500);
    QVERIFY(text.text.size() > 450);
}

void TestDataViews::textIsCutBetweenCharacters()
{
    const BoundedText text = boundedJsonText(Json("äöüäöüäöü"), 8);
    QVERIFY(text.cut);
    QVERIFY(!QString::fromStdString(text.text).contains(QChar::ReplacementCharacter));
    QCOMPARE(shortJsonText(Json("abcdef"), 3), std::string("\"abc\"…"));
    QCOMPARE(shortJsonText(parseJson("[1, 2]").value()), std::string("[2 items]"));
    QCOMPARE(shortJsonText(parseJson(R"({"a": 1})").value()), std::string("{1 member}"));
}

void TestDataViews::theTreeOpensLevelByLevel()
{
    JsonView view;
    view.setValue(parseJson(R"({"order": {"lines": [{"sku": "A"}]}, "ok": true})").value());
    view.show();
    auto *tree = view.findChild<QTreeWidget *>();
    QCOMPARE(tree->topLevelItemCount(), 2);
    QTreeWidgetItem *order = tree->topLevelItem(0);
    QCOMPARE(order->childCount(), 0);
    order->setExpanded(true);
    QCOMPARE(order->childCount(), 1);
    order->child(0)->setExpanded(true);
    order->child(0)->child(0)->setExpanded(true);
    QTreeWidgetItem *sku = order->child(0)->child(0)->child(0);
    QCOMPARE(sku->text(0), u"sku"_s);
    QCOMPARE(sku->text(1), u"\"A\""_s);
}

void TestDataViews::aPlainValueHasNoChildren()
{
    JsonView view;
    view.setValue(parseJson(R"({"probability": 0.5})").value());
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    auto *tree = view.findChild<QTreeWidget *>();
    QTreeWidgetItem *probability = tree->topLevelItem(0);
    QCOMPARE(probability->text(1), u"0.5"_s);
    QCOMPARE(probability->childCount(), 0);
    tree->setCurrentItem(probability);
    QTest::keyClick(tree, Qt::Key_Right);
    QTest::mouseDClick(tree->viewport(), Qt::LeftButton, {}, tree->visualItemRect(probability).center());
    QCOMPARE(probability->childCount(), 0);
}

void TestDataViews::aLongListShowsItsFirstItems()
{
    Json list = Json::array();
    for (int i = 0; i < JsonView::maximumChildren + 1200; ++i)
        list.push_back(i);
    JsonView view;
    view.setValue(list);
    auto *tree = view.findChild<QTreeWidget *>();
    QCOMPARE(tree->topLevelItemCount(), JsonView::maximumChildren + 1);
    QVERIFY(tree->topLevelItem(JsonView::maximumChildren)->text(0).contains(u"1,200"_s));
}

void TestDataViews::theTextViewTellsThatThereIsMore()
{
    JsonView view;
    view.setValue(Json(std::string(200 * 1024, 'x')));
    view.show();
    auto *text = view.findChild<QPlainTextEdit *>();
    QVERIFY(text->isVisible());
    QCOMPARE(std::size_t(text->toPlainText().size()), JsonView::maximumTextBytes);
    bool told = false;
    for (const QLabel *label : view.findChildren<QLabel *>())
        told = told || (label->isVisible() && label->text() == u"These are the first 64 KiB."_s);
    QVERIFY(told);
    view.setValue(Json("short"));
    QCOMPARE(text->toPlainText(), u"\"short\""_s);
}

void TestDataViews::copyAllCopiesTheWhole()
{
    JsonView view;
    Json list = Json::array();
    for (int i = 0; i < 50000; ++i)
        list.push_back(i);
    view.setValue(list);
    view.show();
    for (auto *button : view.findChildren<QToolButton *>()) {
        if (button->toolTip() == u"Copy all"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    const Result<Json> copied = parseJson(QApplication::clipboard()->text().toStdString());
    QVERIFY(copied.has_value());
    QCOMPARE(copied->size(), std::size_t(50000));
}

void TestDataViews::relativeTimes_data()
{
    QTest::addColumn<qint64>("secondsAgo");
    QTest::addColumn<QString>("text");
    QTest::addRow("now") << qint64(2) << u"just now"_s;
    QTest::addRow("seconds") << qint64(42) << u"42 s ago"_s;
    QTest::addRow("minutes") << qint64(150) << u"2 min ago"_s;
    QTest::addRow("hours") << qint64(3 * 3600 + 5) << u"3 h ago"_s;
    QTest::addRow("soon") << qint64(-90) << u"in 1 min"_s;
    QTest::addRow("days") << qint64(3 * 86400) << u"3 days ago"_s;
    QTest::addRow("in days") << qint64(-4 * 86400) << u"in 4 days"_s;
}

void TestDataViews::relativeTimes()
{
    QFETCH(qint64, secondsAgo);
    QFETCH(QString, text);
    const Instant now = fromQDateTime(QDateTime(QDate(2026, 11, 22), QTime(12, 0), Qt::UTC));
    QCOMPARE(relativeTime(now - std::chrono::seconds(secondsAgo), now), text);
}

void TestDataViews::exactTimesTellUtcToo()
{
    const Instant time = instantFromIso("2026-11-22T08:41:07.250Z").value();
    QVERIFY(exactTime(time).endsWith(u"(2026-11-22 08:41:07.250 UTC)"_s));
}

} // namespace perdura

QTEST_MAIN(perdura::TestDataViews)
#include "tst_data_views.moc"
