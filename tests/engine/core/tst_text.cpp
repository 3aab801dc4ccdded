// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Text.h"

#include <QTest>

using namespace perdura;

/// Texts mean the same whatever the language and the character set of the machine.
class TestText : public QObject
{
    Q_OBJECT

private slots:
    void smallLettersAreUnicodes()
    {
        QCOMPARE(lowerCase("Counter"), std::string("counter"));
        QCOMPARE(lowerCase("TITLE ID"), std::string("title id")); // also where I is the capital of ı
        QCOMPARE(lowerCase("ÄÖÜ ŁÓDŹ ΑΒΓ"), std::string("äöü łódź αβγ"));
        QCOMPARE(lowerCase(""), std::string());
    }

    void wordsAreOfAsciiLettersDigitsAndTwoSigns()
    {
        std::string inWords;
        for (int c = 0; c < 256; ++c) {
            if (isWordCharacter(char(c)))
                inWords += char(c);
        }
        QCOMPARE(inWords, std::string("$0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"));
        QVERIFY(isDigit('0') && isDigit('9'));
        QVERIFY(!isDigit('a') && !isDigit('/') && !isDigit(':'));
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
