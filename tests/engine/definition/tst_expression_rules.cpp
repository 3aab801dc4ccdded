// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionRules.h"

#include <QStringList>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

class TestExpressionRules : public QObject
{
    Q_OBJECT

private slots:
    void takesExpressionsApart_data()
    {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QString>("tokens");
        const auto row = [](const char *expression, const char *tokens) {
            QTest::newRow(expression) << QByteArray(expression) << QString::fromUtf8(tokens);
        };
        row("a.b >>>= 1 // c", "a . b >>>= 1");
        row("/* x */ 'it\\'s' + \"b\"", "'it\\'s' + \"b\"");
        row("a / b / c", "a / b / c");
        row("text.replace(/[/]a\\/b/gi, x)", "text . replace ( /[/]a\\/b/gi , x )");
        row("`a${ {b: `${c}`} }d`", "`a ${ { b : ` ${ c } ` } } d`");
        row("'open", "'open");
        row("`open ${x", "`open  ${ x");
    }
    void takesExpressionsApart()
    {
        QFETCH(QByteArray, expression);
        QFETCH(QString, tokens);
        QStringList found;
        for (const ExpressionToken &token : expressionTokens(expression.constData()))
            found.append(QString::fromUtf8(token.text.data(), qsizetype(token.text.size())));
        QCOMPARE(found.join(u' '), tokens);
    }

    void findsWhatReplaysWouldNotRepeat_data()
    {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QStringList>("flaws");
        const auto row = [](const char *expression, QStringList flaws) {
            QTest::newRow(expression) << QByteArray(expression) << flaws;
        };
        row("Date.now() > 1", {u"clock Date.now: Date.now()"_s});
        row("new Date()", {u"clock new Date: new Date()"_s});
        row("(new Date).getTime()", {u"clock new Date: new Date"_s});
        row("Date()", {u"clock Date: Date()"_s});
        row("`at ${Date.now()}`", {u"clock Date.now: Date.now()"_s});
        row("new Date(now)", {});
        row("Date.parse(now) - Date.UTC(2026, 1)", {});
        row("'Date.now()'", {});
        row("Math.random() * 6", {u"random Math.random: Math.random"_s});
        row("Math.max(1, input.random)", {});
        row("fetch('http://a')", {u"outside fetch: fetch"_s});
        row("input.fetch(1)", {});
        row("typeof fetch", {});
        row("vars.count = 1", {u"assignment vars: vars.count"_s});
        row("vars['a'][0] += 1", {u"assignment vars: vars['a'][0]"_s});
        row("vars.count++", {u"assignment vars: vars.count"_s});
        row("--vars.count", {u"assignment vars: vars.count"_s});
        row("delete input.a", {u"assignment input: input.a"_s});
        row("input.lines.sort()", {u"assignment input: input.lines.sort"_s});
        row("nodes['A'].output = 1", {u"assignment nodes: nodes['A'].output"_s});
        row("input.lines.slice().sort()", {});
        row("vars.count == 1 && vars.count >= 1 || vars.a === 2", {});
        row("input.lines.map(item => item.a = 1)", {});
        row("input.lines.reduce((vars, x) => { vars[x] = 1; return vars; }, {})", {});
        row("(function (input) { input.a = 1; return input; })({})", {});
        row("({vars: 1, input: 2})", {});
        row("inptu.a + 1", {u"unknown inptu: inptu"_s});
        row("`${inptu.a}`", {u"unknown inptu: inptu"_s});
        row("{a, b: c}", {u"unknown a: a"_s, u"unknown c: c"_s});
        row("input.lines.map((line, i) => line.a + i).filter(x => x)", {});
        row("Object.keys(input).length + sum([1]) + formatNumber(2, 1)", {});
        row("(() => { let a = 1, b = 2; return a + b; })()", {});
        row("item.a + index + error.type + instance.id + state + entity.key", {});
        row("/inptu/.test(input)", {});
    }
    void findsWhatReplaysWouldNotRepeat()
    {
        QFETCH(QByteArray, expression);
        QFETCH(QStringList, flaws);
        const QStringList words{u"clock"_s, u"random"_s, u"outside"_s, u"assignment"_s, u"unknown"_s};
        QStringList found;
        for (const ExpressionFlaw &flaw : expressionFlaws(expressionTokens(expression.constData())))
            found.append(words[int(flaw.kind)] + u' ' + QString::fromStdString(flaw.name) + u": "_s +
                         QString::fromUtf8(expression.mid(qsizetype(flaw.at), qsizetype(flaw.length))));
        QCOMPARE(found, flaws);
    }

    void knowsWhichNamesAnExpressionUses()
    {
        QVERIFY(usesName(expressionTokens("now > input.until"), "now"));
        QVERIFY(!usesName(expressionTokens("input.now > 'now'"), "now"));
    }
};

QTEST_GUILESS_MAIN(TestExpressionRules)
#include "tst_expression_rules.moc"
