// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/HttpDate.h"

#include <QTest>

using namespace perdura;
using namespace std::chrono_literals;

namespace {

QByteArray read(const char *text)
{
    const Instant now = std::chrono::sys_days{2026y / 11 / 22} + 12h;
    const auto instant = instantFromHttpDate(text, now);
    return instant ? QByteArray::fromStdString(toIso(*instant)) : QByteArray("none");
}

} // namespace

class TestHttpDate : public QObject
{
    Q_OBJECT

private slots:
    void theThreeFormsAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("instant");
        const QByteArray example = "1994-11-06T08:49:37.000000Z";
        QTest::newRow("IMF-fixdate") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << example;
        QTest::newRow("RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << example;
        QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << example;
        QTest::newRow("with blanks around") << QByteArray(" Sun, 06 Nov 1994 08:49:37 GMT ") << example;
        QTest::newRow("RFC 850, in 50 years")
            << QByteArray("Sunday, 01-Nov-76 00:00:00 GMT") << QByteArray("2076-11-01T00:00:00.000000Z");
        QTest::newRow("RFC 850, not in 51 years")
            << QByteArray("Tuesday, 01-Nov-77 00:00:00 GMT") << QByteArray("1977-11-01T00:00:00.000000Z");
        QTest::newRow("a leap second")
            << QByteArray("Sat, 31 Dec 2016 23:59:60 GMT") << QByteArray("2017-01-01T00:00:00.000000Z");
        QTest::newRow("a leap day") << QByteArray("Tue, 29 Feb 2028 01:02:03 GMT")
                                    << QByteArray("2028-02-29T01:02:03.000000Z");
    }
    void theThreeFormsAreRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, instant);
        QCOMPARE(read(text.constData()), instant);
    }

    void anythingElseIsNone()
    {
        for (const char *text :
             {"", "soon", "120", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
              "Sun, 31 Feb 2027 08:49:37 GMT", "Sun, 06 Xyz 1994 08:49:37 GMT",
              "Sun, 06 Anf 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
              "Sun, 06 Nov 1994 08:60:00 GMT", "1994-11-06T08:49:37Z"})
            QCOMPARE(read(text), QByteArray("none"));
    }
};

QTEST_APPLESS_MAIN(TestHttpDate)
#include "tst_http_date.moc"
