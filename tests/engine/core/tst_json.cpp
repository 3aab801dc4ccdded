// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Json.h"

#include <QElapsedTimer>
#include <QTest>

using namespace perdura;

class TestJson : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheOrderOfKeys()
    {
        const auto parsed = parseJson(R"({"b":1,"a":2})");
        QVERIFY(parsed);
        QCOMPARE(dumpJson(*parsed), std::string(R"({"b":1,"a":2})"));
    }

    void keepsIntegersOf64Bits()
    {
        const auto parsed = parseJson("[9223372036854775807,-9223372036854775808,18446744073709551615]");
        QVERIFY(parsed);
        QCOMPARE(dumpJson(*parsed),
                 std::string("[9223372036854775807,-9223372036854775808,18446744073709551615]"));
    }

    void saysWhereTheTextIsBroken()
    {
        const auto parsed = parseJson("{\n  \"a\": 1,\n  \"b\": x\n}");
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::InvalidJson);
        QCOMPARE(parsed.error().message, QStringLiteral("The text is not valid JSON at line 3, column 8."));
    }

    void saysThatTheTextEndsTooEarly()
    {
        const auto parsed = parseJson("{\"a\": [1, 2");
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().message,
                 QStringLiteral("The JSON text ends too early, at line 1, column 12."));
    }

    void refusesTenMegabytesOfBrackets()
    {
        const auto parsed = parseJson(std::string(10 * 1024 * 1024, '['));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().message,
                 QStringLiteral("The JSON text nests more than 200 levels deep; flatten it."));
    }

    void refusesTooMuchText()
    {
        const auto parsed =
            parseJson(std::string(3 * 1024 * 1024, ' '), {.maxBytes = 2 * 1024 * 1024, .maxDepth = 10});
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().message, QStringLiteral("The JSON text has 3 MB; the limit is 2 MB."));
    }

    void refusesNumbersThatNoDoubleHolds()
    {
        const auto parsed = parseJson("[1, 1e999]");
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::InvalidJson);
    }

    void takesTheLastOfEqualNamesInPlaceOfTheFirst()
    {
        std::string text = "{\"a\":1,\"b\":2,\"a\":3";
        for (int i = 0; i < 40; ++i)
            text += ",\"k" + std::to_string(i) + "\":" + std::to_string(i);
        const auto parsed = parseJson(text + ",\"b\":[4],\"k39\":5}");
        QVERIFY(parsed);
        QCOMPARE(parsed->size(), std::size_t(42));
        QCOMPARE(parsed->begin().key(), std::string("a"));
        QCOMPARE((*parsed)["a"].get<int>(), 3);
        QCOMPARE(dumpJson((*parsed)["b"]), std::string("[4]"));
        QCOMPARE((*parsed)["k39"].get<int>(), 5);
    }

    void readsObjectsOfManyMembersInTimeProportionalToTheirSize()
    {
        std::string text = "{\"first\":0";
        for (int i = 0; i < 200'000; ++i)
            text += ",\"member " + std::to_string(i) + "\":" + std::to_string(i);
        QElapsedTimer timer;
        timer.start();
        const auto parsed = parseJson(text + '}');
        QVERIFY(parsed);
        QCOMPARE(parsed->size(), std::size_t(200'001));
        // Comparing each name with all before it would take minutes.
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    }

    void replacesInvalidUtf8WhenWriting()
    {
        QCOMPARE(dumpJson(Json("\xff")), std::string("\"\xef\xbf\xbd\""));
    }
};

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
