// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/SecretName.h"
#include "engine/secrets/SecretInsertion.h"
#include "engine/secrets/SecretMask.h"
#include "engine/secrets/SecretRules.h"

#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string token = "s3cr3t/Tøken+42";

QString masked(const std::string &text)
{
    return QString::fromStdString(SecretMask({token}).masked(text));
}

std::string base64(const std::string &text, QByteArray::Base64Options options = QByteArray::Base64Encoding)
{
    return QByteArray::fromStdString(text).toBase64(options).toStdString();
}

} // namespace

/// Names, values, how they get into an input and out of an answer.
class TestSecretTexts : public QObject
{
    Q_OBJECT

private slots:
    void aNameHasLettersDigitsAndThreeSigns()
    {
        QVERIFY(isSecretName("api.token_2-B"));
        QVERIFY(isSecretName(std::string(64, 'a')));
        QVERIFY(!isSecretName(std::string(65, 'a')));
        QVERIFY(!isSecretName(""));
        QVERIFY(!isSecretName("my token"));
        QVERIFY(!isSecretName("größe"));
        QVERIFY(!isSecretName("a/b"));
        QCOMPARE(
            checkSecretName("a b").error().message,
            u"“a b” cannot be the name of a secret; use up to 64 letters from A to Z, digits, “_”, “-” and "
            "“.”."_s);
    }

    void aValueIsLongEnoughToBeMaskedAndNotTooLong()
    {
        QVERIFY(checkSecretValue("1234").has_value());
        QVERIFY(checkSecretValue(std::string(64 * 1024, 'x')).has_value());
        QCOMPARE(checkSecretValue("123").error().code, ErrorCode::InvalidArgument);
        QVERIFY(!checkSecretValue("123").error().message.contains(u"123"_s));
        QCOMPARE(checkSecretValue(std::string(64 * 1024 + 1, 'x')).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(checkSecretValue("\xff\xfe\xff\xfe").error().code, ErrorCode::InvalidArgument);
    }

    void valuesComeInAtTheirPlacesOnly()
    {
        Json input = Json::parse(R"({
            "headers": {"Authorization": "Bearer ⟦secret:token⟧", "X": "⟦secret:token⟧"},
            "body": {"deep": ["⟦secret:token⟧ ⟦secret:other⟧ ⟦secret:token⟧"]}, "note": "⟦secret:token⟧"})");
        insertSecrets(input, {{"/headers/Authorization", "token", "one"}, {"/body", "token", "two"}});
        QCOMPARE(dumpJson(input["headers"]["Authorization"]), std::string("\"Bearer one\""));
        QCOMPARE(dumpJson(input["headers"]["X"]), std::string("\"⟦secret:token⟧\""));
        QCOMPARE(dumpJson(input["body"]["deep"][0]), std::string("\"two ⟦secret:other⟧ two\""));
        QCOMPARE(dumpJson(input["note"]), std::string("\"⟦secret:token⟧\""));
    }

    void whatLooksLikeAPlaceholderWithinAValueStays()
    {
        Json input = "⟦secret:a⟧⟦secret:b⟧";
        insertSecrets(input, {{"", "a", "⟦secret:b⟧"}, {"", "b", "B⟦secret:a⟧"}});
        QCOMPARE(dumpJson(input), std::string("\"⟦secret:b⟧B⟦secret:a⟧\""));
    }

    void placesThatAreNotThereArePassedOver()
    {
        Json input = Json::parse(R"({"list":["⟦secret:a⟧"]})");
        insertSecrets(input, {{"/none", "a", "x"},
                              {"no pointer", "a", "x"},
                              {"/list/7", "a", "x"},
                              {"/list/-", "a", "x"},
                              {"/list/0", "a", "found"}});
        QCOMPARE(dumpJson(input), std::string(R"({"list":["found"]})"));
    }

    void aValueIsMaskedHoweverItIsWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const std::string &text, const QString &shown) {
            QTest::newRow(name) << QString::fromStdString(text) << shown;
        };
        row("as it is", "a " + token + " b " + token, u"a ••• b •••"_s);
        row("nothing of it", "s3cr3t", u"s3cr3t"_s);
        row("percent", "?q=s3cr3t%2FT%C3%B8ken%2B42&x", u"?q=•••&x"_s);
        row("percent in small letters", "?q=s3cr3t%2fT%c3%b8ken%2b42&x", u"?q=•••&x"_s);
        row("JSON in ASCII", R"({"t":"s3cr3t/T\u00f8ken+42"})", uR"({"t":"•••"})"_s);
        row("Base64", "x " + base64(token) + " y", u"x ••• y"_s);
        row("Base64 for URLs", base64(token, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
            u"•••"_s);
    }

    void aValueIsMaskedHoweverItIsWritten()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(masked(text.toStdString()), shown);
    }

    void aValueWithinLongerBase64IsMasked()
    {
        for (const char *user : {"a", "ab", "abc", "someone@example.org"}) {
            const QString shown = masked("Basic " + base64(std::string(user) + ':' + token + "/end"));
            QVERIFY2(shown.startsWith(u"Basic "_s) && shown.contains(u"•••"_s), qPrintable(shown));
            // What is left says nothing of the value, whichever way it is read.
            for (const QString &part : shown.mid(6).split(u"•••"_s)) {
                const QByteArray left = QByteArray::fromBase64(part.toLatin1());
                QVERIFY2(!left.contains("s3") && !left.contains("42"), qPrintable(shown));
            }
        }
    }

    void whatJsonEscapesIsMasked()
    {
        const std::string value = "quote\"back\\slash";
        QCOMPARE(SecretMask({value}).masked(dumpJson(Json::array({value}))), std::string("[\"•••\"]"));
    }

    void theLinesOfAKeyAreMaskedOneByOne()
    {
        const SecretMask mask({"-----BEGIN KEY-----\r\nMIIEvQIBADANBg\nshort\n"});
        QCOMPARE(mask.masked(std::string("line: MIIEvQIBADANBg, short")), std::string("line: •••, short"));
    }

    void allOfAnAnswerIsMasked()
    {
        const SecretMask mask({"12345678", "hello"});
        const Json answer =
            Json::parse(R"({"hello": [12345678, {"x": "say hello"}], "n": 1234567, "z": null})");
        QCOMPARE(dumpJson(mask.masked(answer)),
                 std::string(R"({"•••":["•••",{"x":"say •••"}],"n":1234567,"z":null})"));
    }

    void theLongerOfTwoValuesGoesFirst()
    {
        const SecretMask mask({"abcd", "abcdefgh"});
        QCOMPARE(mask.masked(std::string("abcdefgh abcd")), std::string("••• •••"));
    }

    void nothingIsMaskedWithoutValues()
    {
        QVERIFY(SecretMask().isEmpty());
        QCOMPARE(SecretMask().masked(std::string("any")), std::string("any"));
    }
};

QTEST_GUILESS_MAIN(TestSecretTexts)
#include "tst_secret_texts.moc"
