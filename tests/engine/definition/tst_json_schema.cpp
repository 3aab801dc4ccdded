// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/JsonSchema.h"

#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

Json json(const char *text)
{
    const auto parsed = parseJson(text);
    return parsed ? *parsed : Json("the test's own JSON is broken");
}

/// "path: message" per violation.
QStringList check(const char *value, const char *schema, const SchemaOptions &options = {})
{
    QStringList lines;
    for (const SchemaViolation &violation : schemaViolations(json(value), json(schema), options))
        lines.append(QString::fromStdString(violation.path) + u": "_s + violation.message);
    return lines;
}

} // namespace

class TestJsonSchema : public QObject
{
    Q_OBJECT

private slots:
    void tellsEachViolationWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *value, const char *schema, QStringList expected) {
            QTest::newRow(name) << QByteArray(value) << QByteArray(schema) << expected;
        };
        row("fits", R"({"a":1})",
            R"({"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]})", {});
        row("type", R"("x")", R"({"type":"number"})", {u": This is the text “x”; it must be a number."_s});
        row("one of two types", R"([])", R"({"type":["number","string"]})",
            {u": This is a list; it must be a number or a text."_s});
        row("null", "null", R"({"type":"string"})", {u": This has no value; enter a text."_s});
        row("whole number", "1.5", R"({"type":"integer"})", {u": This is 1.5; it must be a whole number."_s});
        row("whole number written as a decimal", "3.0", R"({"type":"integer"})", {});
        row("missing member", R"({"b":1})", R"({"required":["a","b"]})",
            {u"/a: This is missing; fill it in."_s});
        row("unknown member", R"({"x/y":1})", R"({"additionalProperties":false})",
            {u"/x~1y: “x/y” is not known here; remove it or correct its name."_s});
        row("members of a map", R"({"p":1,"q":"2"})", R"({"additionalProperties":{"type":"number"}})",
            {u"/q: This is the text “2”; it must be a number."_s});
        row("choice", R"("c")", R"({"enum":["a","b",3]})",
            {u": This is “c”, which is not one of the choices; use one of “a”, “b”, 3."_s});
        row("bounds", "[0,5,11]", R"({"items":{"minimum":1,"maximum":10}})",
            {u"/0: This is 0; it must be at least 1."_s, u"/2: This is 11; it must be at most 10."_s});
        row("above", "0", R"({"exclusiveMinimum":0})", {u": This is 0; it must be more than 0."_s});
        row("empty text", R"("")", R"({"minLength":1})", {u": This is empty; fill it in."_s});
        row("long text", R"("abcd")", R"({"maxLength":3})",
            {u": This is too long; the limit is 3 characters."_s});
        row("list length", "[]", R"({"minItems":1})", {u": This has 0 entries; it needs at least 1."_s});
        row("duration", R"("soon")", R"({"format":"duration"})",
            {u": “soon” is not a duration; write it like “72 h”, “90 min”, “10 s” or “PT72H”."_s});
        row("identifier", R"("2nd")", R"({"format":"identifier"})",
            {u": “2nd” cannot be used as a name here; start with a letter and use only letters, digits and _."_s});
        row("date", R"("2026-02-30")", R"({"format":"date"})",
            {u": “2026-02-30” is not a date; write it like 2026-11-22."_s});
        row("mail addresses",
            R"(["anna@example.org","ben.o+x@localhost","anna","a@b@c","anna@example..org"])",
            R"({"items":{"format":"email"}})",
            {u"/2: “anna” is not a mail address; write it like anna@example.org."_s,
             u"/3: “a@b@c” is not a mail address; write it like anna@example.org."_s,
             u"/4: “anna@example..org” is not a mail address; write it like anna@example.org."_s});
        row("addresses", R"(["https:\/\/example.org/a","urn:isbn:1","example.org/a","not an address"])",
            R"({"items":{"format":"uri"}})",
            {u"/2: “example.org/a” is not a whole address; write it like https://example.org/page."_s,
             u"/3: “not an address” is not a whole address; write it like https://example.org/page."_s});
        row("a point in time", R"("tomorrow")", R"({"format":"date-time"})",
            {u": “tomorrow” is not a point in time; write it like 2026-11-22T08:30:00Z."_s});
        row("other members", R"({"a":"x","b":2})", R"({"x-properties":{"a":{"type":"number"}}})",
            {u"/a: This is the text “x”; it must be a number."_s});
        row("deep", R"({"lines":[{"amount":1},{"amount":true}]})",
            R"({"properties":{"lines":{"items":{"properties":{"amount":{"type":"number"}}}}}})",
            {u"/lines/1/amount: This is true; it must be a number."_s});
        row("no schema", R"({"anything":[1]})", "null", {});
    }
    void tellsEachViolationWithItsPlace()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, schema);
        QFETCH(QStringList, expected);
        QCOMPARE(check(value.constData(), schema.constData()), expected);
    }

    void letsExpressionsThroughOnlyWhenAsked()
    {
        const char *schema =
            R"({"properties":{"n":{"type":"number"},"f":{"type":"string","x-literal":true}}})";
        QCOMPARE(check(R"({"n":"=1+1","f":"=x"})", schema, {.acceptExpressions = true}),
                 QStringList{u"/f: This cannot be an expression; write the value itself."_s});
        QCOMPARE(check(R"({"n":"=1+1","f":"=x"})", schema),
                 QStringList{u"/n: This is the text “=1+1”; it must be a number."_s});
    }

    void fillsInDefaultsAtEveryDepth()
    {
        const Json schema = json(R"({"type":"object","properties":{
            "limit":{"default":1500},"deep":{"properties":{"on":{"default":true}}},"list":{"items":{"properties":{"q":{"default":1}}}}}})");
        QCOMPARE(dumpJson(applyDefaults(Json(), schema)), std::string(R"({"limit":1500})"));
        QCOMPARE(dumpJson(applyDefaults(json(R"({"deep":{},"limit":2,"list":[{},{"q":5}]})"), schema)),
                 std::string(R"({"deep":{"on":true},"limit":2,"list":[{"q":1},{"q":5}]})"));
        QCOMPARE(dumpJson(applyDefaults(Json("text"), schema)), std::string(R"("text")"));
    }
};

QTEST_APPLESS_MAIN(TestJsonSchema)
#include "tst_json_schema.moc"
