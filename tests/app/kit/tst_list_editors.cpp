// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "app/kit/forms/RowsEditor.h"
#include "tests/app/kit/FormFixture.h"

#include <QApplication>
#include <QImage>
#include <QPlainTextEdit>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
using namespace test;

namespace {

const char *const tagsSchema =
    R"({"type": "object", "properties": {"tags": {"type": "array", "items": {"type": "string"}}, "after": {"type": "string"}}})";

QToolButton *shownButton(FormFixture &f, const QString &words)
{
    for (auto *button : f.form.findChildren<QToolButton *>()) {
        if (button->isVisible() && button->toolTip() == words)
            return button;
    }
    return nullptr;
}

/// Some pixel of the widget's frame has that colour.
bool hasFrame(QWidget *widget, const QColor &color)
{
    const QImage image = widget->grab().toImage();
    return image.pixelColor(image.width() / 2, 0) == color &&
           image.pixelColor(0, image.height() / 2) == color;
}

} // namespace

/// The order of rows, where lines begin, and the mark of what is wrong, in lists, maps and JSON.
class TestListEditors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyAppearance(*qApp, Appearance::Light); }

    void altArrowsMoveALine();
    void aLineIsMovedByItsButtonsWhichShowWithTheFocus();
    void theButtonsShowUnderThePointer();
    void theEntriesOfAMapKeepTheirNewOrder();
    void cardsMoveWithWhatTheyHold();
    void altArrowsMoveACardFromANumber();
    void tabFollowsTheNewOrder();
    void longLinesShowTheirBeginning();
    void aMissingListHasARedBorder();
    void missingJsonHasARedBorder();
};

void TestListEditors::altArrowsMoveALine()
{
    FormFixture f(tagsSchema);
    f.form.activateWindow();
    f.form.setValue(json(R"({"tags": ["a", "b", "c"]})"));
    auto *b = f.field<QLineEdit>(1);
    b->setFocus();
    QTest::keyClick(b, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(dumpJson(f.form.value()), R"({"tags":["b","a","c"]})");
    QVERIFY(b->hasFocus());
    QTest::keyClick(b, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(dumpJson(f.form.value()), R"({"tags":["b","a","c"]})");
    QTest::keyClick(b, Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(b, Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(b, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(dumpJson(f.form.value()), R"({"tags":["a","c","b"]})");
    QTRY_VERIFY(b->y() + b->parentWidget()->y() > f.field<QLineEdit>(0)->parentWidget()->y());
}

void TestListEditors::aLineIsMovedByItsButtonsWhichShowWithTheFocus()
{
    FormFixture f(tagsSchema);
    f.form.activateWindow();
    f.form.setValue(json(R"({"tags": ["a", "b"]})"));
    QVERIFY(QTest::qWaitForWindowActive(&f.form));
    QVERIFY(!shownButton(f, u"Move up (Alt+Up)"_s));
    f.field<QLineEdit>(1)->setFocus();
    QToolButton *up = shownButton(f, u"Move up (Alt+Up)"_s);
    QVERIFY(up && up->isEnabled());
    QVERIFY(!shownButton(f, u"Move down (Alt+Down)"_s)->isEnabled());
    QTest::mouseClick(up, Qt::LeftButton);
    QCOMPARE(dumpJson(f.form.value()), R"({"tags":["b","a"]})");
    // A line that is alone has nowhere to go.
    f.form.setValue(json(R"({"tags": ["a"]})"));
    f.field<QLineEdit>(0)->setFocus();
    QVERIFY(!shownButton(f, u"Move up (Alt+Up)"_s));
}

void TestListEditors::theButtonsShowUnderThePointer()
{
    FormFixture f(tagsSchema);
    f.form.setValue(json(R"({"tags": ["a", "b"]})"));
    f.field<QLineEdit>(2)->setFocus();
    QWidget *row = f.field<QLineEdit>(0)->parentWidget();
    QEnterEvent enter(QPointF(2, 2), QPointF(2, 2), QPointF(2, 2));
    QApplication::sendEvent(row, &enter);
    QToolButton *down = shownButton(f, u"Move down (Alt+Down)"_s);
    QVERIFY(down);
    QTest::mouseClick(down, Qt::LeftButton);
    QCOMPARE(dumpJson(f.form.value()), R"({"tags":["b","a"]})");
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(row, &leave);
    QVERIFY(!down->isVisible());
}

void TestListEditors::theEntriesOfAMapKeepTheirNewOrder()
{
    FormFixture f(
        R"({"type": "object", "properties": {"vars": {"type": "object", "additionalProperties": {}}}})");
    f.form.setValue(json(R"({"vars": {"a": 1, "b": 2, "c": 3}})"));
    QTest::keyClick(f.field<QLineEdit>(5), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(dumpJson(f.form.value()), R"({"vars":{"a":1,"c":3,"b":2}})");
    f.press(u"Remove this entry"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"vars":{"c":3,"b":2}})");
}

void TestListEditors::cardsMoveWithWhatTheyHold()
{
    FormFixture f(R"({"type": "object", "properties": {"steps": {"type": "array", "title": "Steps", "items":
        {"type": "object", "properties": {"who": {"type": "string"}}}}}})");
    f.form.setValue(json(R"({"steps": [{"who": "Ada"}, {"who": "Bob"}]})"));
    auto *bob = f.field<QLineEdit>(1);
    QTest::keyClick(bob, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(dumpJson(f.form.value()), R"({"steps":[{"who":"Bob"},{"who":"Ada"}]})");
    QTest::keyClick(bob, Qt::Key_End);
    QTest::keyClicks(bob, u"by"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"steps":[{"who":"Bobby"},{"who":"Ada"}]})");
}

void TestListEditors::altArrowsMoveACardFromANumber()
{
    FormFixture f(R"({"type": "object", "properties": {"steps": {"type": "array", "title": "Steps", "items":
        {"type": "object", "properties": {"n": {"type": "integer"}}}}}})");
    f.form.setValue(json(R"({"steps": [{"n": 1}, {"n": 2}]})"));
    QTest::keyClick(f.field<QLineEdit>(0), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(dumpJson(f.form.value()), R"({"steps":[{"n":2},{"n":1}]})");
}

void TestListEditors::tabFollowsTheNewOrder()
{
    FormFixture f(tagsSchema);
    f.form.activateWindow();
    f.form.setValue(json(R"({"tags": ["a", "b"]})"));
    QVERIFY(QTest::qWaitForWindowActive(&f.form));
    auto *a = f.field<QLineEdit>(0);
    auto *b = f.field<QLineEdit>(1);
    auto *after = f.field<QLineEdit>(2);
    a->setFocus();
    QTest::keyClick(a, Qt::Key_Down, Qt::AltModifier);
    b->setFocus();
    QSet<QWidget *> passed;
    while (QApplication::focusWidget() != a) {
        QVERIFY(!passed.contains(QApplication::focusWidget()));
        passed.insert(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QVERIFY(!passed.contains(after));
    while (QApplication::focusWidget() != after) {
        QVERIFY(QApplication::focusWidget() != b);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
}

void TestListEditors::longLinesShowTheirBeginning()
{
    const QString text(200, u'x');
    FormFixture f(R"({"type": "object", "properties": {"tags": {"type": "array", "items": {"type": "string"}},
        "vars": {"type": "object", "additionalProperties": {"type": "string"}}, "key": {"type": "string", "format": "secret"}}})");
    Json value = Json::object();
    value["tags"] = Json::array({text.toStdString()});
    value["vars"]["n"] = text.toStdString();
    value["key"] = text.toStdString();
    f.form.setValue(value);
    for (const int line : {0, 2, 3}) {
        QCOMPARE(f.field<QLineEdit>(line)->text(), text);
        QCOMPARE(f.field<QLineEdit>(line)->cursorPosition(), 0);
    }
}

void TestListEditors::aMissingListHasARedBorder()
{
    FormFixture f(
        R"({"type": "object", "required": ["tags"], "properties": {"tags": {"type": "array", "items": {"type": "string"}}}})");
    auto *list = f.form.findChild<RowsEditor *>();
    QVERIFY(!hasFrame(list, lightTokens().failed));
    f.form.showInputErrors();
    QTRY_VERIFY(hasFrame(list, lightTokens().failed));
    f.press(u"Add item"_s);
    QTRY_VERIFY(!hasFrame(list, lightTokens().failed));
}

void TestListEditors::missingJsonHasARedBorder()
{
    FormFixture f(R"({"type": "object", "required": ["body"], "properties": {"body": {}}})");
    auto *edit = f.field<QPlainTextEdit>();
    QVERIFY(!hasFrame(edit, lightTokens().failed));
    f.form.showInputErrors();
    QVERIFY(hasFrame(edit, lightTokens().failed));
    QTest::keyClicks(edit, u"1"_s);
    QTRY_VERIFY(!hasFrame(edit, lightTokens().failed));
}

} // namespace perdura

QTEST_MAIN(perdura::TestListEditors)
#include "tst_list_editors.moc"
