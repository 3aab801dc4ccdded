// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Json.h"

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

    void replacesInvalidUtf8WhenWriting()
    {
        QCOMPARE(dumpJson(Json("\xff")), std::string("\"\xef\xbf\xbd\""));
    }
};

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
