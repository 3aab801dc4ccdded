// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "tests/app/kit/FormFixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
using namespace test;

class TestSchemaForm : public QObject
{
    Q_OBJECT

private slots:
    void untouchedOptionalFieldsAreNotWritten();
    void aSecretIsPickedByItsName();
    void aPasswordThatIsTypedIsHiddenAndWarnedOf();
    void typingWritesExactValues();
    void clearingAnOptionalFieldRemovesIt();
    void aClearedRequiredTextStaysAsEmptyText();
    void membersThatTheSchemaDoesNotNameAreKept();
    void numbersKeepTheirKindAndTheirBounds();
    void theArrowKeysStepANumber();
    void aCheckBoxWritesOnlyAfterAClick();
    void choicesWriteTheirValue();
    void listsGrowAndShrink();
    void aListLineIsFollowedByTheNextOnEnter();
    void listsOfObjectsHaveAFormForEach();
    void mapsTakeAnyJsonOrTextOnly();
    void sectionsAreNestedObjects();
    void jsonFieldsWriteOnlyJson();
    void expressionsAreTextAndShownAsCode();
    void theFxSwitchTurnsANumberIntoAnExpression();
    void errorsStandUnderTheirFields();
    void requiredFieldsAreAskedForOnDemand();
    void settingTheSameValueKeepsTheCaret();
    void focusGoesToTheNearestField();
    void aSchemaWithoutPropertiesIsOneField();
    void durationsAndIdentifiersAreChecked();
    void expressionFieldsTakeCodeJsonAndText();
};

void TestSchemaForm::aSecretIsPickedByItsName()
{
    SchemaFormOptions options;
    options.expressionsAllowed = true;
    options.secretNames = [] { return QStringList{u"pg_password"_s, u"api-token"_s}; };
    FormFixture fixture(R"({"type":"object","properties":{"password":{"type":"string","format":"secret"}}})",
                        options);
    QMenu *menu = nullptr;
    for (const QToolButton *button : fixture.form.findChildren<QToolButton *>()) {
        if (button->toolTip() == u"Choose a secret"_s)
            menu = button->menu();
    }
    QVERIFY(menu);
    QMetaObject::invokeMethod(menu, "aboutToShow");
    QCOMPARE(menu->actions().size(), 2);
    menu->actions().at(0)->trigger();
    QCOMPARE(QString::fromStdString(dumpJson(fixture.form.value())),
             uR"({"password":"=secrets.pg_password"})"_s);
    menu->actions().at(1)->trigger();
    QCOMPARE(fixture.form.value()["password"].get<std::string>(), std::string(R"(=secrets["api-token"])"));
    QCOMPARE(fixture.field<QLineEdit>()->echoMode(), QLineEdit::Normal);
}

void TestSchemaForm::aPasswordThatIsTypedIsHiddenAndWarnedOf()
{
    SchemaFormOptions options;
    options.expressionsAllowed = true;
    FormFixture fixture(R"({"type":"object","properties":{"password":{"type":"string","format":"secret"}}})",
                        options);
    const QString warning =
        u"This text is stored for everybody to read. Choose a secret instead, with the lock."_s;
    QVERIFY(!fixture.visibleTexts().contains(warning));
    fixture.type(0, u"hunter2"_s);
    QVERIFY(fixture.visibleTexts().contains(warning));
    QCOMPARE(fixture.field<QLineEdit>()->echoMode(), QLineEdit::Password);
    QCOMPARE(fixture.form.value()["password"].get<std::string>(), std::string("hunter2"));
    fixture.type(0, u"=secrets.a"_s);
    QVERIFY(!fixture.visibleTexts().contains(warning));
    QCOMPARE(fixture.field<QLineEdit>()->echoMode(), QLineEdit::Normal);
}

void TestSchemaForm::untouchedOptionalFieldsAreNotWritten()
{
    FormFixture f(
        R"({"type": "object", "properties": {"a": {"type": "string", "default": "x"}, "b": {"type": "boolean",
        "default": true}, "c": {"type": "integer"}, "d": {"enum": ["p", "q"]}, "e": {"type": "array", "items": {"type": "string"}},
        "f": {"type": "object", "additionalProperties": {}}, "g": {"type": "object", "properties": {"h": {"type": "string"}}}}})");
    QCOMPARE(dumpJson(f.form.value()), "{}");
    f.form.setValue(Json());
    QCOMPARE(dumpJson(f.form.value()), "{}");
    QCOMPARE(f.field<QLineEdit>()->placeholderText(), u"x"_s);
    QVERIFY(f.field<QCheckBox>()->isChecked());
}

void TestSchemaForm::typingWritesExactValues()
{
    FormFixture f(
        R"({"type": "object", "properties": {"name": {"type": "string"}, "count": {"type": "integer"}, "rate": {"type": "number"}}})");
    QSignalSpy changes(&f.form, &SchemaForm::valueChanged);
    QSignalSpy edits(&f.form, &SchemaForm::edited);
    f.type(0, u"Ada"_s);
    QCOMPARE(changes.size(), 3);
    QCOMPARE(edits.size(), 3);
    QCOMPARE(changes.last().at(0).toString(), u"/name"_s);
    QCOMPARE(dumpJson(changes.last().at(1).value<Json>()), R"("Ada")");
    f.type(1, u"12"_s);
    f.type(2, u"0.5"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"name":"Ada","count":12,"rate":0.5})");
}

void TestSchemaForm::clearingAnOptionalFieldRemovesIt()
{
    FormFixture f(R"({"type": "object", "properties": {"name": {"type": "string"}}})");
    f.form.setValue(json(R"({"name": "Ada"})"));
    QSignalSpy changes(&f.form, &SchemaForm::valueChanged);
    f.type(0, {});
    QCOMPARE(dumpJson(f.form.value()), "{}");
    QCOMPARE(changes.size(), 1);
    QVERIFY(changes.last().at(1).value<Json>().is_null());
}

void TestSchemaForm::aClearedRequiredTextStaysAsEmptyText()
{
    FormFixture f(R"({"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}})");
    f.form.setValue(json(R"({"name": "Ada"})"));
    f.type(0, {});
    QCOMPARE(dumpJson(f.form.value()), R"({"name":""})");
}

void TestSchemaForm::membersThatTheSchemaDoesNotNameAreKept()
{
    FormFixture f(R"({"type": "object", "properties": {"name": {"type": "string"}}})");
    f.form.setValue(json(R"({"future": [1, 2], "name": "A"})"));
    f.type(0, u"B"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"future":[1,2],"name":"B"})");
}

void TestSchemaForm::numbersKeepTheirKindAndTheirBounds()
{
    FormFixture f(
        R"({"type": "object", "properties": {"n": {"type": "integer", "minimum": 1, "maximum": 10}}})");
    f.type(0, u"9"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"n":9})");
    f.type(0, u"99"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"n":9})");
    QVERIFY(f.visibleTexts().contains(u"Write a number from 1 to 10."_s));
    QCOMPARE(f.form.inputErrors().keys(), QStringList{u"/n"_s});
    f.type(0, u"1.5"_s);
    QVERIFY(f.visibleTexts().contains(u"Write a whole number."_s));
    f.type(0, u"3"_s);
    QVERIFY(f.form.inputErrors().isEmpty());
    QCOMPARE(dumpJson(f.form.value()), R"({"n":3})");
}

void TestSchemaForm::theArrowKeysStepANumber()
{
    FormFixture f(
        R"({"type": "object", "properties": {"n": {"type": "integer", "minimum": 1, "maximum": 4, "default": 3}}})");
    QTest::keyClick(f.field<QLineEdit>(), Qt::Key_Up);
    QCOMPARE(dumpJson(f.form.value()), R"({"n":4})");
    QTest::keyClick(f.field<QLineEdit>(), Qt::Key_Up);
    QCOMPARE(dumpJson(f.form.value()), R"({"n":4})");
    QTest::keyClick(f.field<QLineEdit>(), Qt::Key_Down);
    QCOMPARE(dumpJson(f.form.value()), R"({"n":3})");
}

void TestSchemaForm::aCheckBoxWritesOnlyAfterAClick()
{
    FormFixture f(
        R"({"type": "object", "properties": {"ok": {"type": "boolean", "title": "Carry on", "default": true}}})");
    auto *box = f.field<QCheckBox>();
    QCOMPARE(box->text(), u"Carry on"_s);
    QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    QCOMPARE(dumpJson(f.form.value()), R"({"ok":false})");
    QTest::keyClick(box, Qt::Key_Space);
    QCOMPARE(dumpJson(f.form.value()), R"({"ok":true})");
}

void TestSchemaForm::choicesWriteTheirValue()
{
    FormFixture f(R"({"type": "object", "properties": {"level": {"enum": ["low", 2, null, "high"]}}})");
    auto *box = f.field<QComboBox>();
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(dumpJson(f.form.value()), R"({"level":"low"})");
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(dumpJson(f.form.value()), R"({"level":2})");
    QTest::keyClick(box, Qt::Key_Home);
    QCOMPARE(dumpJson(f.form.value()), "{}");
    f.form.setValue(json(R"({"level": "odd"})"));
    QCOMPARE(dumpJson(f.form.value()), R"({"level":"odd"})");
    QVERIFY(f.visibleTexts().contains(u"odd is none of the choices. Choose one of the list."_s));
}

void TestSchemaForm::listsGrowAndShrink()
{
    FormFixture f(
        R"({"type": "object", "properties": {"tags": {"type": "array", "items": {"type": "string"}}}})");
    f.press(u"Add item"_s);
    f.type(0, u"red"_s);
    f.press(u"Add item"_s);
    f.type(1, u"blue"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"tags":["red","blue"]})");
    f.press(u"Remove this item"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"tags":["blue"]})");
    f.press(u"Remove this item"_s);
    QCOMPARE(dumpJson(f.form.value()), "{}");
}

void TestSchemaForm::aListLineIsFollowedByTheNextOnEnter()
{
    FormFixture f(
        R"({"type": "object", "properties": {"tags": {"type": "array", "items": {"type": "string"}}}})");
    f.form.setValue(json(R"({"tags": ["a", "c"]})"));
    QTest::keyClick(f.field<QLineEdit>(0), Qt::Key_Return);
    QCOMPARE(dumpJson(f.form.value()), R"({"tags":["a","","c"]})");
}

void TestSchemaForm::listsOfObjectsHaveAFormForEach()
{
    FormFixture f(
        R"({"type": "object", "properties": {"plans": {"type": "array", "title": "Plans", "x-literal": true, "items":
        {"type": "object", "x-expressions": true, "properties": {
            "cron": {"type": "string", "x-literal": true}, "input": {"format": "expression"}}}}}})",
        {.expressionsAllowed = true, .pathRoot = {}});
    f.press(u"Add"_s);
    QVERIFY(f.field<QLineEdit>(0)->hasFocus());
    QTest::keyClicks(f.field<QLineEdit>(0), u"0 6 * * *"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"plans":[{"cron":"0 6 * * *"}]})");
    f.press(u"Add"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"plans":[{"cron":"0 6 * * *"},{}]})");
    // A value from outside leaves the cards that it does not change alone.
    const QPointer<QLineEdit> first = f.field<QLineEdit>(0);
    f.form.setValue(json(R"({"plans": [{"cron": "0 6 * * *"}, {"cron": "@daily", "input": "=input.due"}]})"));
    QVERIFY(first && first->isVisible());
    QCOMPARE(first->text(), u"0 6 * * *"_s);
    f.press(u"Remove from Plans"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"plans":[{"cron":"@daily","input":"=input.due"}]})");
    f.press(u"Remove from Plans"_s);
    QCOMPARE(dumpJson(f.form.value()), "{}");
}

void TestSchemaForm::mapsTakeAnyJsonOrTextOnly()
{
    FormFixture any(
        R"({"type": "object", "properties": {"vars": {"type": "object", "additionalProperties": {}}}})");
    any.press(u"Add entry"_s);
    any.type(0, u"n"_s);
    any.type(1, u"5"_s);
    QCOMPARE(dumpJson(any.form.value()), R"({"vars":{"n":5}})");
    any.type(1, u"five"_s);
    QCOMPARE(dumpJson(any.form.value()), R"({"vars":{"n":"five"}})");
    any.form.setValue(json(R"({"vars": {"n": "5", "m": [1]}})"));
    QCOMPARE(any.field<QLineEdit>(1)->text(), u"\"5\""_s);
    any.type(0, u"k"_s);
    QCOMPARE(dumpJson(any.form.value()), R"({"vars":{"k":"5","m":[1]}})");

    FormFixture text(
        R"({"type": "object", "properties": {"headers": {"type": "object", "additionalProperties": {"type": "string"}}}})");
    text.press(u"Add entry"_s);
    text.type(0, u"n"_s);
    text.type(1, u"5"_s);
    QCOMPARE(dumpJson(text.form.value()), R"({"headers":{"n":"5"}})");
}

void TestSchemaForm::sectionsAreNestedObjects()
{
    FormFixture f(
        R"({"type": "object", "properties": {"address": {"type": "object", "title": "Address", "required": ["city"],
        "properties": {"city": {"type": "string"}, "zip": {"type": "string"}}}}})");
    QSignalSpy changes(&f.form, &SchemaForm::valueChanged);
    QVERIFY(f.form.inputErrors().isEmpty());
    f.type(1, u"8"_s);
    QCOMPARE(changes.last().at(0).toString(), u"/address/zip"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"address":{"zip":"8"}})");
    f.type(1, {});
    QCOMPARE(dumpJson(f.form.value()), "{}");
    QCOMPARE(f.form.pointers(), (QStringList{u"/address/city"_s, u"/address/zip"_s}));
}

void TestSchemaForm::jsonFieldsWriteOnlyJson()
{
    FormFixture f(R"({"type": "object", "properties": {"body": {}}})");
    QSignalSpy edits(&f.form, &SchemaForm::edited);
    auto *edit = f.field<QPlainTextEdit>();
    QTest::keyClicks(edit, u"{\"a\": [1"_s);
    QTRY_VERIFY(!f.form.inputErrors().isEmpty());
    QCOMPARE(dumpJson(f.form.value()), "{}");
    QTest::keyClicks(edit, u"]}"_s);
    QTRY_COMPARE(edits.size(), 1);
    QCOMPARE(dumpJson(f.form.value()), R"({"body":{"a":[1]}})");
    QVERIFY(f.form.inputErrors().isEmpty());
}

void TestSchemaForm::expressionsAreTextAndShownAsCode()
{
    FormFixture f(R"({"type": "object", "properties": {"to": {"type": "string", "format": "duration"}}})",
                  {.expressionsAllowed = true, .pathRoot = {}});
    f.type(0, u"=input.wait"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"to":"=input.wait"})");
    QVERIFY(f.form.inputErrors().isEmpty());
    QCOMPARE(f.field<QLineEdit>()->font().family(), fontFor(TextStyle::Code).family());
    QVERIFY(f.field<QToolButton>()->isChecked());
    f.press(u"fx"_s);
    QCOMPARE(f.field<QLineEdit>()->text(), u"input.wait"_s);
    QVERIFY(!f.field<QToolButton>()->isChecked());
}

void TestSchemaForm::theFxSwitchTurnsANumberIntoAnExpression()
{
    FormFixture f(
        R"({"type": "object", "properties": {"n": {"type": "integer"}, "ok": {"type": "boolean"}}})",
        {.expressionsAllowed = true, .pathRoot = {}});
    f.form.setValue(json(R"({"n": 3})"));
    f.press(u"fx"_s);
    QCOMPARE(f.field<QLineEdit>()->text(), u"="_s);
    QTest::keyClicks(f.field<QLineEdit>(), u"vars.n"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"n":"=vars.n"})");
    f.press(u"fx"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"n":3})");
    f.form.setValue(json(R"({"n": "=input.n", "ok": "=input.ok"})"));
    QCOMPARE(f.field<QLineEdit>(0)->text(), u"=input.n"_s);
    QCOMPARE(f.field<QLineEdit>(1)->text(), u"=input.ok"_s);
}

void TestSchemaForm::errorsStandUnderTheirFields()
{
    FormFixture f(
        R"({"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "array", "items": {"type": "string"}}}})");
    f.form.setErrors({{u"/a"_s, u"Too short."_s}, {u"/b/0"_s, u"No such tag."_s}});
    QVERIFY(f.visibleTexts().contains(u"Too short."_s));
    QVERIFY(f.visibleTexts().contains(u"No such tag."_s));
    f.type(0, u"x"_s);
    QVERIFY(!f.visibleTexts().contains(u"Too short."_s));
    f.form.setErrors({});
    QVERIFY(!f.visibleTexts().contains(u"No such tag."_s));
}

void TestSchemaForm::requiredFieldsAreAskedForOnDemand()
{
    FormFixture f(R"({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}})");
    QCOMPARE(f.form.inputErrors().value(u"/a"_s), u"This is required."_s);
    QVERIFY(!f.visibleTexts().contains(u"This is required."_s));
    f.form.showInputErrors();
    QVERIFY(f.visibleTexts().contains(u"This is required."_s));
    f.type(0, u"x"_s);
    QVERIFY(!f.visibleTexts().contains(u"This is required."_s));
}

void TestSchemaForm::settingTheSameValueKeepsTheCaret()
{
    FormFixture f(R"({"type": "object", "properties": {"a": {"type": "string"}}})");
    f.type(0, u"abcd"_s);
    f.field<QLineEdit>()->setCursorPosition(2);
    f.form.setValue(Json(f.form.value()));
    QCOMPARE(f.field<QLineEdit>()->cursorPosition(), 2);
}

void TestSchemaForm::focusGoesToTheNearestField()
{
    FormFixture f(
        R"({"type": "object", "properties": {"a": {"type": "string"}, "s": {"type": "object", "properties": {"t": {"type": "string"}}}}})");
    f.form.activateWindow();
    QVERIFY(f.form.focusField(u"/s/t/deeper"_s));
    QTRY_VERIFY(f.field<QLineEdit>(1)->hasFocus());
    QVERIFY(f.form.focusField(u"/a"_s));
    QTRY_VERIFY(f.field<QLineEdit>(0)->hasFocus());
    QVERIFY(f.form.focusField(u"/s"_s));
    QTRY_VERIFY(f.field<QLineEdit>(1)->hasFocus());
    QVERIFY(!f.form.focusField(u"/nowhere"_s));
}

void TestSchemaForm::aSchemaWithoutPropertiesIsOneField()
{
    FormFixture f(R"({"type": "string", "title": "Who"})");
    QSignalSpy changes(&f.form, &SchemaForm::valueChanged);
    f.type(0, u"x"_s);
    QCOMPARE(dumpJson(f.form.value()), R"("x")");
    QCOMPARE(changes.last().at(0).toString(), QString());
}

void TestSchemaForm::durationsAndIdentifiersAreChecked()
{
    FormFixture f(
        R"({"type": "object", "properties": {"d": {"type": "string", "format": "duration"}, "i": {"type": "string", "format": "identifier"}}})");
    f.type(0, u"72 h"_s);
    f.type(1, u"my_name"_s);
    QVERIFY(f.form.inputErrors().isEmpty());
    f.type(0, u"soonish"_s);
    f.type(1, u"9 lives"_s);
    QCOMPARE(f.form.inputErrors().keys(), (QStringList{u"/d"_s, u"/i"_s}));
}

void TestSchemaForm::expressionFieldsTakeCodeJsonAndText()
{
    const SchemaFormOptions options{.expressionsAllowed = true, .pathRoot = {}};
    FormFixture condition(
        R"({"type": "object", "properties": {"if": {"type": "boolean", "format": "expression"}}})", options);
    QTest::keyClicks(condition.field<QPlainTextEdit>(), u"input.n > 5"_s);
    QCOMPARE(dumpJson(condition.form.value()), R"({"if":"=input.n > 5"})");
    condition.form.setValue(json(R"({"if": true})"));
    QCOMPARE(condition.field<QPlainTextEdit>()->toPlainText(), u"true"_s);

    FormFixture output(
        R"({"type": "object", "properties": {"output": {"format": "expression"}, "word": {"type": "string", "x-literal": true}}})",
        options);
    auto *edit = output.field<QPlainTextEdit>();
    QTest::keyClicks(edit, u"=vars.a"_s);
    QCOMPARE(dumpJson(output.form.value()), R"({"output":"=vars.a"})");
    output.form.setValue(json(R"({"output": {"a": "=b"}})"));
    QCOMPARE(dumpJson(*parseJson(edit->toPlainText().toStdString())), R"({"a":"=b"})");
    output.form.setValue(json(R"({"output": "5"})"));
    QCOMPARE(edit->toPlainText(), u"\"5\""_s);
    // Neither of the two has an fx switch: one is code by nature, the other never is.
    QCOMPARE(output.form.findChildren<QToolButton *>().size(), 0);
}

} // namespace perdura

QTEST_MAIN(perdura::TestSchemaForm)
#include "tst_schema_form.moc"
