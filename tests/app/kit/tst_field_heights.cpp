// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "tests/app/kit/FormFixture.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QScrollBar>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
using namespace test;

namespace {

const char *const conditionSchema =
    R"({"type": "object", "properties": {"if": {"type": "boolean", "format": "expression"}}})";

SchemaFormOptions inADrawing()
{
    SchemaFormOptions options;
    options.expressionsAllowed = true;
    return options;
}

bool scrolls(const QPlainTextEdit *edit)
{
    return edit->verticalScrollBar()->isVisible() || edit->verticalScrollBar()->maximum() > 0;
}

} // namespace

/// Fields of several lines are as high as what stands in them.
class TestFieldHeights : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyAppearance(*qApp, Appearance::Light); }

    void anEmptyExpressionIsOneLineWithoutAScrollBar();
    void aLongExpressionShowsAllTheLinesItWrapsTo();
    void aNarrowerFormMakesItHigher();
    void whatIsLongerThanTheMostScrolls();
};

void TestFieldHeights::anEmptyExpressionIsOneLineWithoutAScrollBar()
{
    FormFixture f(conditionSchema, inADrawing());
    const auto *edit = f.field<QPlainTextEdit>();
    QVERIFY(!scrolls(edit));
    QVERIFY(edit->height() < 2 * edit->fontMetrics().lineSpacing() + 16);
}

void TestFieldHeights::aLongExpressionShowsAllTheLinesItWrapsTo()
{
    FormFixture f(conditionSchema, inADrawing());
    auto *edit = f.field<QPlainTextEdit>();
    const int before = edit->height();
    QTest::keyClicks(edit, u"=input.first + "_s + u"input.second + "_s.repeated(12) + u"1"_s);
    QVERIFY(edit->document()->blockCount() == 1);
    QVERIFY(edit->height() > before + 3 * edit->fontMetrics().lineSpacing());
    QVERIFY(!scrolls(edit));
    edit->clear();
    QCOMPARE(edit->height(), before);
}

void TestFieldHeights::aNarrowerFormMakesItHigher()
{
    FormFixture f(conditionSchema, inADrawing());
    auto *edit = f.field<QPlainTextEdit>();
    f.form.setValue(
        json(R"({"if": "=input.first + input.second + input.third + input.fourth + input.fifth"})"));
    QTRY_VERIFY(!scrolls(edit));
    const int before = edit->height();
    f.form.resize(200, f.form.height());
    QTRY_VERIFY(edit->height() > before);
    QTRY_VERIFY(!scrolls(edit));
}

void TestFieldHeights::whatIsLongerThanTheMostScrolls()
{
    FormFixture f(conditionSchema, inADrawing());
    auto *edit = f.field<QPlainTextEdit>();
    edit->setPlainText(u"line\n"_s.repeated(30));
    QTRY_VERIFY(edit->verticalScrollBar()->isVisible());
    QVERIFY(edit->height() < 12 * edit->fontMetrics().lineSpacing());
}

} // namespace perdura

QTEST_MAIN(perdura::TestFieldHeights)
#include "tst_field_heights.moc"
