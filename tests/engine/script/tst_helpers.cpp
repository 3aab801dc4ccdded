// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionFunctions.h"
#include "engine/script/JsSandbox.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace perdura;
using namespace std::chrono_literals;

namespace {

QByteArray run(const std::string &body, const Json &input = nullptr)
{
    JsSandbox sandbox(std::make_shared<Watchdog>());
    const auto result = sandbox.runFunction(body, input, {.time = 10s});
    return QByteArray::fromStdString(result ? dumpJson(*result) : "error: " + result.error().errorMessage);
}

} // namespace

class TestHelpers : public QObject
{
    Q_OBJECT

private slots:
    void whatIsListedIsThere()
    {
        QFile helpers(QStringLiteral(":/script/helpers.js"));
        QVERIFY(helpers.open(QIODevice::ReadOnly));
        const QString source = QString::fromUtf8(helpers.readAll());
        static const QRegularExpression defined(QStringLiteral("define\\(global, .(\\w+)."));
        QStringList names;
        for (auto it = defined.globalMatch(source); it.hasNext();)
            names << it.next().captured(1);
        names.sort();
        QStringList listed;
        for (const ExpressionFunction &function : expressionFunctions()) {
            const std::string name(function.name);
            listed << QString::fromStdString(name);
            QCOMPARE(run("return typeof " + name), QByteArray("\"function\""));
        }
        listed.sort(); // capital letters first in both
        QCOMPARE(listed, names);
    }

    void listsAreSummedUp()
    {
        QCOMPARE(run("return sum([1, 2, '3.5', null])"), QByteArray("6.5"));
        QCOMPARE(run("return sum(input, 'price.net')",
                     parseJson("[{\"price\":{\"net\":2}},{\"price\":{\"net\":3}},{}]").value()),
                 QByteArray("5"));
        QCOMPARE(run("return sum([{c: 2, p: 5}], x => x.c * x.p)"), QByteArray("10"));
        QCOMPARE(run("return sum(['two'])"), QByteArray("error: sum cannot add “two”."));
        QCOMPARE(run("return sum(5)"), QByteArray("error: sum needs a list."));
    }

    void listsAreGrouped()
    {
        QCOMPARE(
            run("return groupBy(input, 'k')",
                parseJson("[{\"k\":\"b\",\"n\":1},{\"k\":\"a\",\"n\":2},{\"k\":\"b\",\"n\":3}]").value()),
            QByteArray(
                "{\"b\":[{\"k\":\"b\",\"n\":1},{\"k\":\"b\",\"n\":3}],\"a\":[{\"k\":\"a\",\"n\":2}]}"));
        QCOMPARE(run("return groupBy(['toString', 'x'])"),
                 QByteArray("{\"toString\":[\"toString\"],\"x\":[\"x\"]}"));
    }

    void csvIsRead()
    {
        QCOMPARE(
            run("return parseCsv(input)", "name,note\r\nAda,\"x, \"\"y\"\"\"\r\n\r\nBob,\n"),
            QByteArray("[{\"name\":\"Ada\",\"note\":\"x, \\\"y\\\"\"},{\"name\":\"Bob\",\"note\":\"\"}]"));
        QCOMPARE(run("return parseCsv(input, {header: false, separator: ';'})", "a;\"b\nc\"\n1;2"),
                 QByteArray("[[\"a\",\"b\\nc\"],[\"1\",\"2\"]]"));
        QCOMPARE(run("return parseCsv('')"), QByteArray("[]"));
        QCOMPARE(run("return parseCsv('a\\n1,2')"),
                 QByteArray("error: parseCsv: row 2 has more fields than the first line."));
        QVERIFY(run("return parseCsv('a\\n\"1')")
                    .startsWith("error: parseCsv: the text ends within a quoted field, in row 2"));
    }

    void csvIsWritten()
    {
        QCOMPARE(run("return toCsv([{a: 1, b: 'x,y'}, {b: null, c: '\"'}])"),
                 QByteArray("\"a,b,c\\r\\n1,\\\"x,y\\\",\\r\\n,,\\\"\\\"\\\"\\\"\\r\\n\""));
        QCOMPARE(run("return toCsv([[1, 2], ['a b', ' c']], {separator: ';'})"),
                 QByteArray("\"1;2\\r\\na b;\\\" c\\\"\\r\\n\""));
        QCOMPARE(run("return parseCsv(toCsv([{a: 'x\\r\\ny', b: '\"'}]))"),
                 QByteArray("[{\"a\":\"x\\r\\ny\",\"b\":\"\\\"\"}]"));
    }

    void numbersAreFormattedAlikeEverywhere()
    {
        QCOMPARE(run("return [formatNumber(1234.5, 2), formatNumber('7'), formatNumber(-0.5, 1)]"),
                 QByteArray("[\"1234.50\",\"7\",\"-0.5\"]"));
        QVERIFY(run("return formatNumber('x')").startsWith("error: formatNumber needs a number"));
    }

    void newerJavaScriptIsThere()
    {
        QCOMPARE(run("return [[1, [2, [3]]].flat(Infinity), [1, 2].flatMap(x => [x, x]), [1, 2].at(-1), "
                     "'abc'.at(-1), "
                     "Object.fromEntries([['a', 1]]), 'a.b.c'.replaceAll('.', '-')]"),
                 QByteArray("[[1,2,3],[1,1,2,2],2,\"c\",{\"a\":1},\"a-b-c\"]"));
    }

    void functionsSeeTheirInputAndTellTheLineOfAnError()
    {
        QCOMPARE(run("const n = input.n;\nreturn {twice: n * 2};", {{"n", 21}}),
                 QByteArray("{\"twice\":42}"));
        QCOMPARE(run("const n = 1;\nreturn n.x.y;"),
                 QByteArray("error: Cannot read property 'y' of undefined (line 2)."));
        QCOMPARE(run("const n = ;\nreturn 1"),
                 QByteArray("error: Syntax error: A value is missing (line 1)."));
        QCOMPARE(run("let n = input"), QByteArray("null"));
    }
};

QTEST_GUILESS_MAIN(TestHelpers)
#include "tst_helpers.moc"
