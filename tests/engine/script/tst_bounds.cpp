// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/JsSandbox.h"
#include "engine/script/Recursion.h"

#include <QTest>

using namespace perdura;
using namespace std::chrono_literals;

namespace {

class NoScope final : public ExpressionScope
{
public:
    std::shared_ptr<const Json> value(const std::string &) const override { return nullptr; }
    std::shared_ptr<const Json> nodeOutput(const std::string &) const override { return nullptr; }
    std::vector<std::string> nodeNames() const override { return {}; }
};

} // namespace

/// What the engine cannot interrupt, and what it would answer wrongly.
class TestBounds : public QObject
{
    Q_OBJECT

    JsSandbox m_sandbox{std::make_shared<Watchdog>()};

    QByteArray valueOf(const QByteArray &text)
    {
        const auto value = m_sandbox.evaluate(text.toStdString(), NoScope(), {.time = 250ms});
        return QByteArray::fromStdString(value ? dumpJson(*value) : "error: " + value.error().errorMessage);
    }

private slots:
    void recursionIsRecognised_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<bool>("recurses");
        const auto row = [](const char *code, bool recurses) {
            QTest::newRow(code) << QByteArray(code) << recurses;
        };
        row("1 + 1", false);
        row("input.items.map(x => x.price * 2)", false);
        row("input.items.filter(function (x) { return x.ok; }).length", false);
        row("const total = input.reduce((a, b) => a + b, 0); return round(total);", false);
        row("const twice = x => x * 2; const four = x => twice(twice(x)); return four(input);", false);
        row("function a(x) { return b(x); } function b(x) { return x; } return a(1);", false);
        row("if (input.ok) { return sum(input.list.map(x => Number(x))); }", false);
        row("'a (b) => c(d)'.length", false);
        row("(function f() { return f() })()", true);
        row("(function f(n) { return n ? f(n - 1) : 0 })(input)", true);
        row("const f = () => f(); return f();", true);
        row("let g; const f = () => g(); g = () => f(); return f();", true);
        row("function a() { return b(); } function b() { return a(); } return a();", true);
        row("(x => x(x))(x => x(x))", true);
        row("const o = {f() { return o.f(); }}; return o.f();", true);
        row("const o = {f: () => o.f()}; return o.f();", true);
        row("const a = [() => a[0]()]; return a[0]();", true);
        row("class A { f() { return this.f(); } } return new A().f();", true);
        row("const f = x => f`${x}`; return f(1);", true);
        row("const f = () => f?.(); return f();", true);
    }
    void recursionIsRecognised()
    {
        QFETCH(const QByteArray, code);
        QFETCH(const bool, recurses);
        QCOMPARE(mayRecurse(code.toStdString()), recurses);
    }

    void recursionEnds_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"(function f() { return f() })()", "(function f(n) { return f(n + 1) })(1)",
                                 "(() => { const f = () => f(); return f() })()", "(x => x(x))(x => x(x))",
                                 "(() => { const o = {f() { return o.f() }}; return o.f() })()",
                                 "(() => { let g; const f = () => g(); g = () => f(); return f() })()",
                                 "(() => { const f = n => n > 0 && f(n); return f(1) })()"})
            QTest::newRow(text) << QByteArray(text);
    }
    void recursionEnds()
    {
        QFETCH(const QByteArray, text);
        QCOMPARE(valueOf(text), QByteArray("error: Maximum call stack size exceeded."));
        const auto script =
            m_sandbox.runFunction("return " + text.toStdString() + ";", nullptr, {.time = 250ms});
        QCOMPARE(script.error().errorMessage, std::string("Maximum call stack size exceeded."));
    }

    void sensibleRecursionWorks()
    {
        QCOMPARE(valueOf("(function walk(n) { return n === 0 ? [] : [n].concat(walk(n - 1)) })(3)"),
                 QByteArray("[3,2,1]"));
    }

    void textsAreTakenApartAsElsewhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *text, const char *value) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(value);
        };
        row("'a-b-c'.split('-')", R"(["a","b","c"])");
        row("'abc'.split('')", R"(["a","b","c"])");
        row("'a-b-c'.split('-', 2)", R"(["a","b"])");
        row("'abc'.split()", R"(["abc"])");
        row("''.split('')", "[]");
        row("''.split(',')", R"([""])");
        row("'a1b22c'.split(/[0-9]+/)", R"(["a","b","c"])");
        row("'a1b2c'.split(/([0-9])/)", R"(["a","1","b","2","c"])");
        row("'abc'.split(/(?:)/)", R"(["a","b","c"])");
        row("'abc'.split(/x*/)", R"(["a","b","c"])");
        row("',a,'.split(/,/)", R"(["","a",""])");
        row("'A-B'.split(/-/, 1)", R"(["A"])");
        row("''.split(/x/)", R"([""])");
        row("''.split(/x*/)", "[]");
        row("'test'.split(/(?:)/, -1)", R"(["t","e","s","t"])");
        row("'abcabc'.replace('b', 'x')", R"("axcabc")");
        row("'abcabc'.replace(/b/, 'x')", R"("axcabc")");
        row("'abcabc'.replace(/b/g, 'x')", R"("axcaxc")");
        row("'John Smith'.replace(/(\\w+) (\\w+)/, '$2, $1')", R"("Smith, John")");
        row("'abc'.replace('b', '[$&][$`][$\\'][$$][$1][$0][$]')", R"("a[b][a][c][$][$1][$0][$]c")");
        row("'abc'.replace(/(b)/, '$01$11$10')", R"("abb1b0c")");
        row("'abc'.replace(/b/, m => m.toUpperCase())", R"("aBc")");
        row("'a1b2'.replace(/([a-z])(\\d)/g, (all, l, d, at) => d + l + at)", R"("1a02b2")");
        row("'aaa'.replace(/x*/g, '-')", R"("-a-a-a-")");
        row("'x'.replace('y', 'z')", R"("x")");
        row("'x1'.replace(1, 2)", R"("x2")");
        row("'undefined'.replace(undefined, null)", R"("null")");
        row("'2026-11-27'.match(/(\\d+)-(\\d+)/).slice(1)", R"(["2026","11"])");
        row("'2026-11-27'.match(/\\d+/g)", R"(["2026","11","27"])");
        row("'abc'.match(/x/)", "null");
        row("'abc'.match(/x/g)", "null");
        row("'abc'.match('b').index", "1");
        row("'abc'.search(/c/g)", "2");
        row("'abc'.search('x')", "-1");
        row("/b/.test('abc')", "true");
        row("/B/i.exec('abc')[0]", R"("b")");
        row("(() => { const r = /./g; return [r.exec('ab')[0], r.lastIndex, r.exec('ab')[0], r.exec('ab')] "
            "})()",
            R"(["a",1,"b",null])");
        row("JSON.stringify({a: [1, 'x', null, true]}).length", "23");
        row("JSON.parse(JSON.stringify({a: [1, 'x', null, true]}))", R"({"a":[1,"x",null,true]})");
        row("JSON.stringify([1], null, 1).split(String.fromCharCode(10))", R"(["["," 1","]"])");
        row("JSON.stringify(undefined) === undefined", "true");
    }
    void textsAreTakenApartAsElsewhere()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, value);
        QCOMPARE(valueOf(text), value);
    }

    void whatBecomesTooLargeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"'a'.repeat(16000000).split('').length", "JSON.stringify('a'.repeat(16000000).split(''))",
              "'a,'.repeat(8000000).split(',').length",
              "'a'.repeat(40000).replace(/a/g, 'b'.repeat(1000)).length",
              "'a'.repeat(100000).replace('a', '$`$\\''.repeat(1000)).length",
              "JSON.stringify(Array(100).fill('a'.repeat(1000000)))",
              "(() => { let s = 'a'; for (let i = 0; i < 29; ++i) s += s; return s })()",
              "(() => { let a = [1]; for (let i = 0; i < 60; ++i) a = [a, a]; return JSON.stringify(a) })()"})
            QTest::newRow(text) << QByteArray(text);
    }
    void whatBecomesTooLargeIsRefused()
    {
        QFETCH(const QByteArray, text);
        const QByteArray told = valueOf(text);
        // Where the sizes are looked at one after the other, the time may be over first.
        QVERIFY2(told.startsWith("error: The value would become too large") ||
                     told.contains("ran longer than 250 ms"),
                 told.constData());
    }

    void aSearchThatWasGivenUpIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("place");
        const auto row = [](const char *text, const char *place) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(place);
        };
        row("/^(a+)+$|b$/.test('a'.repeat(22) + 'b')", "14");
        for (const char *text :
             {"('a'.repeat(22) + 'b').match(/^(a+)+$|b$/)", "('a'.repeat(22) + 'b').search(/^(a+)+$|b$/)",
              "('a'.repeat(22) + 'b').replace(/^(a+)+$|b$/, 'x')",
              "('a'.repeat(22) + 'b').split(/^(a+)+$|b$/)"})
            row(text, "24");
    }
    void aSearchThatWasGivenUpIsNoAnswer()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, place);
        QCOMPARE(valueOf(text),
                 "error: The regular expression takes too many steps in a text of 23 characters; "
                 "avoid repetitions within repetitions (character " +
                     place + ").");
    }

    void ordinarySearchesAreNotRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("long text, nothing found")
            << QByteArray("/[0-9]+x/.test('abc '.repeat(20000))") << QByteArray("false");
        QTest::newRow("host name") << QByteArray(
                                          "/^([a-z]+\\.)+[a-z]+$/.test('a.very.long.host.name.example!')")
                                   << QByteArray("false");
        QTest::newRow("list of numbers")
            << QByteArray("/^(\\d+,)*\\d+$/.test('1,2,3,4,5,6,7,8,9,10,x')") << QByteArray("false");
        QTest::newRow("groups and references")
            << QByteArray("/(a)(b)\\1\\2+z/.test('abab'.repeat(100))") << QByteArray("false");
    }
    void ordinarySearchesAreNotRefused()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, value);
        QCOMPARE(valueOf(text), value);
    }
};

QTEST_GUILESS_MAIN(TestBounds)
#include "tst_bounds.moc"
