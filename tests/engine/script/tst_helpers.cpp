// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionFunctions.h"
#include "tests/engine/script/ScriptRun.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace perdura;

class TestHelpers : public QObject
{
    Q_OBJECT

    ScriptRun run;

private slots:
    void whatIsListedIsThere()
    {
        static const QRegularExpression defined(QStringLiteral("define\\(global, .(\\w+)."));
        QStringList names;
        const QDir parts(QStringLiteral(":/script/helpers"));
        for (const QString &part : parts.entryList()) {
            QFile helpers(parts.filePath(part));
            QVERIFY(helpers.open(QIODevice::ReadOnly));
            const QString source = QString::fromUtf8(helpers.readAll());
            for (auto it = defined.globalMatch(source); it.hasNext();)
                names << it.next().captured(1);
        }
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
        QCOMPARE(run("return sum(5)"), QByteArray("error: sum: list must be a list, not 5."));
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

    /// Every line with an arrow in the page of the help.
    void theHelpTellsWhatTheFunctionsGive()
    {
        QFile page(QStringLiteral(PERDURA_RESOURCES "/help/expressions.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        int count = 0;
        for (const QByteArray &line : page.readAll().split('\n')) {
            const auto arrow = line.indexOf(" → ");
            if (!line.startsWith('=') || arrow < 0)
                continue;
            QCOMPARE(run("return " + line.mid(1, arrow - 1).toStdString()),
                     line.mid(arrow + QByteArray(" → ").size()));
            ++count;
        }
        QVERIFY2(count >= int(expressionFunctions().size()), "some functions have no example");
    }

    void csvIsRead()
    {
        QCOMPARE(
            run("return parseCsv(input)", "name,note\r\nAda,\"x, \"\"y\"\"\"\r\n\r\nBob,\n"),
            QByteArray("[{\"name\":\"Ada\",\"note\":\"x, \\\"y\\\"\"},{\"name\":\"Bob\",\"note\":\"\"}]"));
        QCOMPARE(run("return parseCsv(input, {header: false, separator: ';'})", "a;\"b\nc\"\n1;2"),
                 QByteArray("[[\"a\",\"b\\nc\"],[\"1\",\"2\"]]"));
        QCOMPARE(run("return parseCsv('')"), QByteArray("[]"));
        QCOMPARE(run("return parseCsv('constructor,__proto__\\n1,2')"),
                 QByteArray("[{\"constructor\":\"1\",\"__proto__\":\"2\"}]"));
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
        QCOMPARE(run("return [formatNumber(1e20, 2), formatNumber(1e21, 2), formatNumber(-1.2345e25)]"),
                 QByteArray("[\"100000000000000000000.00\",\"1000000000000000000000.00\","
                            "\"-12345000000000000000000000\"]"));
        QCOMPARE(run("return formatNumber(Number.MAX_VALUE)"),
                 QByteArray("\"17976931348623157" + QByteArray(292, '0') + "\""));
        QCOMPARE(run("return formatNumber(0.1, 20)"), QByteArray("\"0.10000000000000000555\""));
        QCOMPARE(run("return formatNumber('x')"),
                 QByteArray("error: formatNumber: number must be a number, not “x”."));
        QCOMPARE(run("return formatNumber(Infinity)"),
                 QByteArray("error: formatNumber: number must be a number, not Infinity."));
        QCOMPARE(run("return formatNumber(1, 2.5)"),
                 QByteArray("error: formatNumber: decimals must be a whole number from 0 to 100, not 2.5."));
    }

    void newerJavaScriptIsThere()
    {
        QCOMPARE(run("return [[1, [2, [3]]].flat(Infinity), [1, 2].flatMap(x => [x, x]), [1, 2].at(-1), "
                     "'abc'.at(-1), "
                     "Object.fromEntries([['a', 1]]), 'a.b.c'.replaceAll('.', '-')]"),
                 QByteArray("[[1,2,3],[1,1,2,2],2,\"c\",{\"a\":1},\"a-b-c\"]"));
        QCOMPARE(run("return [' a b '.trimStart(), ' a b '.trimEnd(), '  '.trimStart(), '  '.trimEnd(), "
                     "[1, 2, 3].findLast(x => x < 3), Object.hasOwn({a: 1}, 'a')]"),
                 QByteArray("[\"a b \",\" a b\",\"\",\"\",2,true]"));
        QCOMPARE(run("return ['aXbX'.replaceAll('X', (found, at) => found + at), 'a1b2'.replaceAll(/[0-9]/g, "
                     "'')]"),
                 QByteArray("[\"aX1bX3\",\"ab\"]"));
        QCOMPARE(run("return 'a1'.replaceAll(/1/, '')"),
                 QByteArray("error: replaceAll needs a regular expression with the flag g."));
        QCOMPARE(run("return Object.fromEntries([['toString', 1], ['__proto__', 2]])"),
                 QByteArray("{\"toString\":1,\"__proto__\":2}"));
    }

    /// As the page of the help says in its table of what there is and what not.
    void theLanguageIsThatOf2016AndALittle()
    {
        for (const char *body :
             {"return [...[1], 2].length + ((a, ...others) => others.length)(1, 2, 3)",
              "const {a, b = 2} = {a: 1}; return a + b + 1", "return input?.a ?? 4", "return 2 ** 2",
              "return Object.entries({a: 1}).length + Object.values({a: 3})[0]",
              "class A { get() { return 4; } } return new A().get()",
              "function* all() { yield 4; } for (const one of all()) return one",
              "return Number('4'.padStart(2, '0').padEnd(2))", "return /a[^]b/.test('a\\nb') ? 4 : 0",
              "try { throw 4; } catch (error) { return error; }"})
            QCOMPARE(run(body), QByteArray("4"));
        for (const char *body :
             {"return {...{a: 1}}", "const {a, ...others} = {a: 1}; return a",
              "let a = null; a ?\?= 1; return a", "return 1_000", "return 10n", "return /a.b/s",
              "async function f() {} return 1", "try { throw 1; } catch { return 1; }"})
            QVERIFY2(run(body).startsWith("error: Syntax error: "), body);
        QCOMPARE(run("return [typeof ''.matchAll, typeof [].toSorted, typeof [].toReversed, typeof "
                     "Object.groupBy]"),
                 QByteArray("[\"undefined\",\"undefined\",\"undefined\",\"undefined\"]"));
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
