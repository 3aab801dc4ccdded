// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/kit/FormFixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
using namespace test;

namespace {

/// As engine/definition does it, for the top level and the items of lists.
Json withDefaults(Json value, const Json &schema)
{
    if (value.is_null())
        value = Json::object();
    for (const auto &[name, member] : schema["properties"].items()) {
        if (!value.contains(name) && member.contains("default"))
            value[name] = member["default"];
    }
    return value;
}

SchemaFormOptions filling()
{
    SchemaFormOptions options;
    options.withDefaults = withDefaults;
    return options;
}

QStringList rowsOf(const QComboBox *box)
{
    QStringList rows;
    for (int i = 0; i < box->count(); ++i)
        rows.append(box->itemText(i));
    return rows;
}

const char *const orderSchema = R"({"type": "object", "required": ["count"], "properties": {
    "name": {"type": "string"}, "count": {"type": "integer", "default": 12}, "fast": {"type": "boolean", "default": true},
    "lines": {"type": "array", "items": {"type": "object", "properties": {"article": {"type": "string"},
    "pieces": {"type": "integer", "default": 1}}}, "default": [{"article": "Filter", "pieces": 4}]}}})";

} // namespace

/// What a schema gives by itself: filled in where it is used, greyed where empty means "not set".
class TestFormDefaults : public QObject
{
    Q_OBJECT

private slots:
    void defaultsAreFilledInWhereTheyAreUsed();
    void withoutThatAnEmptyFieldStaysUnset();
    void aNewItemOfAListBeginsWithItsDefaults();
    void aListThatIsEmptiedIsEmpty();
    void aClearedFieldFallsBackToItsDefault();
    void whatIsTypedTakesItsPlaceInTheOrderOfTheForm();
    void theDefaultOfAChoiceIsListedOnceByItsTitle();
    void choosingTheDefaultUnsetsTheChoice();
    void aRequiredChoiceWritesItsDefault();
    void withoutADefaultAChoiceIsNotSet();
    void defaultsAreExamplesWhileNothingIsSet();
    void defaultsInASectionAreExamplesUntilTheSectionIsThere();
    void jsonThatWaitsForAPauseIsTakenOnDemand();
};

void TestFormDefaults::defaultsAreFilledInWhereTheyAreUsed()
{
    FormFixture f(orderSchema, filling());
    f.form.setValue(Json());
    QCOMPARE(dumpJson(f.form.value()),
             R"({"count":12,"fast":true,"lines":[{"article":"Filter","pieces":4}]})");
    QCOMPARE(f.field<QLineEdit>(1)->text(), u"12"_s);
    QCOMPARE(f.field<QLineEdit>(2)->text(), u"Filter"_s);
    QVERIFY(f.form.inputErrors().isEmpty());
}

void TestFormDefaults::withoutThatAnEmptyFieldStaysUnset()
{
    FormFixture f(orderSchema);
    f.form.setValue(Json());
    QCOMPARE(dumpJson(f.form.value()), "{}");
    QCOMPARE(f.field<QLineEdit>(1)->text(), QString());
    QCOMPARE(f.field<QLineEdit>(1)->placeholderText(), u"12"_s);
    QCOMPARE(f.form.inputErrors().keys(), QStringList{u"/count"_s});
}

void TestFormDefaults::aNewItemOfAListBeginsWithItsDefaults()
{
    FormFixture f(orderSchema, filling());
    f.form.setValue(Json());
    f.press(u"Add"_s);
    QTest::keyClicks(f.field<QLineEdit>(4), u"Cup"_s);
    QCOMPARE(dumpJson(f.form.value()["lines"]),
             R"([{"article":"Filter","pieces":4},{"article":"Cup","pieces":1}])");
}

void TestFormDefaults::aListThatIsEmptiedIsEmpty()
{
    FormFixture f(orderSchema, filling());
    f.form.setValue(Json());
    f.press(u"Remove from Lines"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"count":12,"fast":true,"lines":[]})");
}

void TestFormDefaults::aClearedFieldFallsBackToItsDefault()
{
    FormFixture f(orderSchema, filling());
    f.form.setValue(Json());
    f.type(1, {});
    QVERIFY(!f.form.value().contains("count"));
    QCOMPARE(f.field<QLineEdit>(1)->placeholderText(), u"12"_s);
    QVERIFY(f.form.inputErrors().isEmpty());
}

void TestFormDefaults::whatIsTypedTakesItsPlaceInTheOrderOfTheForm()
{
    FormFixture f(orderSchema, filling());
    f.form.setValue(json(R"({"other": 1, "lines": []})"));
    f.type(0, u"Ada"_s);
    QCOMPARE(dumpJson(f.form.value()), R"({"name":"Ada","count":12,"fast":true,"lines":[],"other":1})");
}

void TestFormDefaults::theDefaultOfAChoiceIsListedOnceByItsTitle()
{
    FormFixture f(R"({"type": "object", "properties": {"others": {"enum": ["stop", "go"], "default": "stop",
        "x-enumTitles": ["Give them up", "Let them go on"]}, "word": {"enum": ["GET", "POST"], "default": "POST"}}})");
    QCOMPARE(rowsOf(f.field<QComboBox>(0)), (QStringList{u"Give them up (default)"_s, u"Let them go on"_s}));
    QCOMPARE(f.field<QComboBox>(0)->currentText(), u"Give them up (default)"_s);
    QCOMPARE(rowsOf(f.field<QComboBox>(1)), (QStringList{u"GET"_s, u"POST (default)"_s}));
    QCOMPARE(f.field<QComboBox>(1)->currentText(), u"POST (default)"_s);
    QCOMPARE(dumpJson(f.form.value()), "{}");
}

void TestFormDefaults::choosingTheDefaultUnsetsTheChoice()
{
    FormFixture f(
        R"({"type": "object", "properties": {"word": {"enum": ["GET", "POST"], "default": "GET"}}})");
    auto *box = f.field<QComboBox>();
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(dumpJson(f.form.value()), R"({"word":"POST"})");
    QTest::keyClick(box, Qt::Key_Up);
    QCOMPARE(dumpJson(f.form.value()), "{}");
    // Where the value names it, it stays named.
    f.form.setValue(json(R"({"word": "GET"})"));
    QCOMPARE(box->currentText(), u"GET (default)"_s);
    QTest::keyClick(box, Qt::Key_Down);
    f.form.setValue(json(R"({"word": "GET"})"));
    QCOMPARE(dumpJson(f.form.value()), R"({"word":"GET"})");
    QCOMPARE(box->currentIndex(), 0);
}

void TestFormDefaults::aRequiredChoiceWritesItsDefault()
{
    FormFixture f(
        R"({"type": "object", "required": ["word"], "properties": {"word": {"enum": ["GET", "POST"], "default": "GET"}}})");
    auto *box = f.field<QComboBox>();
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    QTest::keyClick(box, Qt::Key_Up);
    QCOMPARE(dumpJson(f.form.value()), R"({"word":"GET"})");
}

void TestFormDefaults::withoutADefaultAChoiceIsNotSet()
{
    FormFixture f(R"({"type": "object", "properties": {"word": {"enum": ["GET", "POST"]}}})");
    QCOMPARE(rowsOf(f.field<QComboBox>()), (QStringList{u"Not set"_s, u"GET"_s, u"POST"_s}));
}

void TestFormDefaults::defaultsAreExamplesWhileNothingIsSet()
{
    SchemaFormOptions options;
    options.defaultsAreExamples = true;
    FormFixture f(R"({"type": "object", "properties": {"attempts": {"type": "integer", "default": 3},
        "wait": {"type": "string", "format": "duration", "default": "5 s"}}})",
                  options);
    QCOMPARE(f.field<QLineEdit>(0)->placeholderText(), u"e.g. 3"_s);
    QCOMPARE(f.field<QLineEdit>(1)->placeholderText(), u"e.g. 5 s"_s);
    // With one of them set, the defaults of the others are in force.
    f.type(0, u"7"_s);
    QCOMPARE(f.field<QLineEdit>(1)->placeholderText(), u"5 s"_s);
    f.type(0, {});
    QCOMPARE(f.field<QLineEdit>(1)->placeholderText(), u"e.g. 5 s"_s);
    f.form.setValue(json(R"({"wait": "1 s"})"));
    QCOMPARE(f.field<QLineEdit>(0)->placeholderText(), u"3"_s);
}

void TestFormDefaults::defaultsInASectionAreExamplesUntilTheSectionIsThere()
{
    FormFixture f(R"({"type": "object", "properties": {"limit": {"type": "integer", "default": 10},
        "retry": {"type": "object", "properties": {"attempts": {"type": "integer", "default": 3},
        "wait": {"type": "string", "format": "duration", "default": "5 s"}}}}})");
    QCOMPARE(f.field<QLineEdit>(0)->placeholderText(), u"10"_s);
    QCOMPARE(f.field<QLineEdit>(1)->placeholderText(), u"e.g. 3"_s);
    f.type(2, u"1 s"_s);
    QCOMPARE(f.field<QLineEdit>(0)->placeholderText(), u"10"_s);
    QCOMPARE(f.field<QLineEdit>(1)->placeholderText(), u"3"_s);
    f.form.setValue(Json());
    QCOMPARE(f.field<QLineEdit>(1)->placeholderText(), u"e.g. 3"_s);
}

void TestFormDefaults::jsonThatWaitsForAPauseIsTakenOnDemand()
{
    FormFixture f(R"({"type": "object", "properties": {"list": {"type": "array", "items": {"type": "object",
        "properties": {"body": {}}}}}})");
    f.press(u"Add"_s);
    QTest::keyClicks(f.field<QPlainTextEdit>(), u"[1]"_s);
    f.form.takePending();
    QCOMPARE(dumpJson(f.form.value()), R"({"list":[{"body":[1]}]})");
}

} // namespace perdura

QTEST_MAIN(perdura::TestFormDefaults)
#include "tst_form_defaults.moc"
