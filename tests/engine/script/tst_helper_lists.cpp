// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/script/ScriptRun.h"

using namespace perdura;

class TestHelperLists : public QObject
{
    Q_OBJECT

    ScriptRun m_run;

    void compareRow()
    {
        QFETCH(QByteArray, expression);
        QTEST(m_run("return " + expression.toStdString()), "expected");
    }

private slots:
    void textsAreTruncated_data()
    {
        expressionColumns();
        row("[truncate('Hello world', 8), truncate('abc', 3), truncate('abc', 2), truncate('abc', 1), "
            "truncate('', 1)]",
            "[\"Hello w…\",\"abc\",\"a…\",\"…\",\"\"]");
        row("[truncate('a😀bc', 4), truncate('a😀bc', 3), truncate('a😀bc', 2), truncate('😀😀', 2)]",
            "[\"a😀…\",\"a…\",\"a…\",\"…\"]");
        row("truncate(5, 3)", "error: truncate: text must be a text, not 5.");
        row("truncate(undefined, 3)", "error: truncate: text is missing; it must be a text.");
        row("truncate('abc', 0)",
            "error: truncate: length must be a whole number from 1 to 9007199254740991, not 0.");
        row("truncate('abc', '2')",
            "error: truncate: length must be a whole number from 1 to 9007199254740991, not “2”.");
    }
    void textsAreTruncated() { compareRow(); }

    void textsBecomeSlugs_data()
    {
        expressionColumns();
        row("slug('Crème brûlée, 2 pieces!')", "\"creme-brulee-2-pieces\"");
        row("slug('  Straße -- Ørsted_Łódź/Æ þ ')", "\"strasse-orsted-lodz-ae-th\"");
        row("[slug('İstanbul ılık'), slug('Привет'), slug('')]", "[\"istanbul-ilik\",\"\",\"\"]");
        row("slug(null)", "error: slug: text must be a text, not null.");
        row("slug('x'.repeat(10001))", "error: slug: text must have at most 10000 characters, not 10001.");
    }
    void textsBecomeSlugs() { compareRow(); }

    void averagesLeaveMissingValuesOut_data()
    {
        expressionColumns();
        row("[average([1, 2, 6]), average([1, null, '3', '']), average([{n: 2}, {}], 'n'), average([{n: 2}], "
            "x => x.n * 2)]",
            "[3,2,2,4]");
        row("[average([]), average([null])]", "[null,null]");
        row("average(['two'])", "error: average cannot add “two”.");
        row("average({})", "error: average: list must be a list, not an object.");
    }
    void averagesLeaveMissingValuesOut() { compareRow(); }

    void sumsFollowPaths_data()
    {
        expressionColumns();
        row("sum([{a: null}, {a: {b: 2}}, null], 'a.b')", "2");
        row("sum([[1, 2], [3, 4]], 1)", "6");
        row("sum([{}])", "error: sum cannot add an object.");
    }
    void sumsFollowPaths() { compareRow(); }

    void listsAreSorted_data()
    {
        expressionColumns();
        row("sortBy([3, 1, 10, 2])", "[1,2,3,10]");
        row("sortBy(['b', 'B', 'a', 'ä'])", "[\"B\",\"a\",\"b\",\"ä\"]");
        row("sortBy([true, false, true])", "[false,true,true]");
        row("sortBy([3, 1, 2], undefined, true)", "[3,2,1]");
        row("sortBy([{k: 2, n: 1}, {k: 1, n: 2}, {n: 3}, {k: 1, n: 4}, {k: null, n: 5}], 'k').map(x => x.n)",
            "[2,4,1,3,5]");
        row("sortBy([{k: 2, n: 1}, {k: 1, n: 2}, {n: 3}, {k: 1, n: 4}, {k: null, n: 5}], 'k', true).map(x => "
            "x.n)",
            "[1,2,4,3,5]");
        row("sortBy([{p: {n: 2}}, {p: {n: 1}}], 'p.n').map(x => x.p.n)", "[1,2]");
        row("sortBy(['ccc', 'a', 'bb'], x => x.length)", "[\"a\",\"bb\",\"ccc\"]");
        row("sortBy([['x', 2], ['y', 1]], 1)", "[[\"y\",1],[\"x\",2]]");
        row("sortBy([new Date('2026-11-22'), new Date('2025-11-22')]).map(x => x.getFullYear())",
            "[2025,2026]");
        row("sortBy(range(1000).map(i => ({k: i % 3, i: i})), 'k').every((x, i, all) => i === 0 || all[i - "
            "1].k < x.k || all[i - 1].i < x.i)",
            "true");
        row("sortBy([])", "[]");
        row("sortBy([1, 'a'])",
            "error: sortBy: the key of item 1 is “a”, which cannot be compared with the keys before it.");
        row("sortBy([{k: 1}, {k: {}}], 'k')",
            "error: sortBy: the key of item 1 must be a number, a text, true or false, not an object.");
        row("sortBy([0 / 0])",
            "error: sortBy: the key of item 0 must be a number, a text, true or false, not NaN.");
        row("sortBy([1], 'a', 'desc')", "error: sortBy: descending must be true or false, not “desc”.");
        row("sortBy([1], {})",
            "error: sortBy: key must be the name of a member or a function, not an object.");
        row("sortBy('abc')", "error: sortBy: list must be a list, not “abc”.");
        row("sortBy(new Array(2097153))",
            "error: sortBy: list must have at most 2097152 items, not 2097153.");
        row("sortBy()", "error: sortBy: list is missing; it must be a list.");
    }
    void listsAreSorted() { compareRow(); }

    void theSmallestAndTheLargestAreFound_data()
    {
        expressionColumns();
        row("[minBy([3, 1, 2]), maxBy([3, 1, 2]), minBy(['b', 'a']), minBy([]), maxBy([null])]",
            "[1,3,\"a\",null,null]");
        row("[minBy([{k: 2, n: 1}, {k: 1, n: 2}, {k: 1, n: 3}, {}], 'k').n, maxBy([{}, {k: 2, n: 1}, {k: 2, "
            "n: 2}], 'k').n]",
            "[2,1]");
        row("minBy([{n: -5}, {n: 3}], x => x.n * x.n).n", "3");
        row("maxBy([1, '2'])",
            "error: maxBy: the key of item 1 is “2”, which cannot be compared with the keys before it.");
        row("minBy(5)", "error: minBy: list must be a list, not 5.");
    }
    void theSmallestAndTheLargestAreFound() { compareRow(); }

    void itemsAreMadeUnique_data()
    {
        expressionColumns();
        row("unique([1, '1', 2, 1, true, 'true', null, null, undefined])",
            "[1,\"1\",2,true,\"true\",null,null]");
        row("unique([{a: 1}, {a: 1}, {a: 2}, [1], [1]])", "[{\"a\":1},{\"a\":2},[1]]");
        row("unique([{k: 'x', n: 1}, {k: 'y', n: 2}, {k: 'x', n: 3}], 'k').map(x => x.n)", "[1,2]");
        row("unique(['b', 'a', 'B'], x => x.toLowerCase())", "[\"b\",\"a\"]");
        row("unique(['toString', '__proto__', 'toString'])", "[\"toString\",\"__proto__\"]");
        row("unique([1], true)", "error: unique: key must be the name of a member or a function, not true.");
        row("unique({})", "error: unique: list must be a list, not an object.");
    }
    void itemsAreMadeUnique() { compareRow(); }

    void listsAreCutAndMade_data()
    {
        expressionColumns();
        row("[chunk([1, 2, 3, 4, 5], 2), chunk([1, 2], 5), chunk([], 3)]", "[[[1,2],[3,4],[5]],[[1,2]],[]]");
        row("chunk([1], 0)", "error: chunk: size must be a whole number from 1 to 2097152, not 0.");
        row("chunk([1])", "error: chunk: size is missing; it must be a whole number from 1 to 2097152.");
        row("chunk('ab', 1)", "error: chunk: list must be a list, not “ab”.");
        row("[range(0), range(3), range(2097152).length]", "[[],[0,1,2],2097152]");
        row("range(2097153)", "error: range: count must be a whole number from 0 to 2097152, not 2097153.");
        row("range(-1)", "error: range: count must be a whole number from 0 to 2097152, not -1.");
    }
    void listsAreCutAndMade() { compareRow(); }

    void itemsAreFoundByTheirKeys_data()
    {
        expressionColumns();
        row("keyBy([{id: 'a', n: 1}, {id: 7, n: 2}, {id: 'a', n: 3}], 'id')",
            "{\"7\":{\"id\":7,\"n\":2},\"a\":{\"id\":\"a\",\"n\":3}}");
        row("Object.keys(keyBy(['__proto__', 'toString', 'x'], x => x))",
            "[\"__proto__\",\"toString\",\"x\"]");
        row("keyBy([{}])", "error: keyBy: key is missing; it must be the name of a member or a function.");
        row("keyBy(null, 'id')", "error: keyBy: list must be a list, not null.");
    }
    void itemsAreFoundByTheirKeys() { compareRow(); }

    void membersAreChosen_data()
    {
        expressionColumns();
        row("pick({a: 1, b: 2, c: 3}, ['c', 'a', 'x', 'toString'])", "{\"c\":3,\"a\":1}");
        row("pick(JSON.parse('{\"__proto__\": 1, \"constructor\": 2}'), ['__proto__', 'constructor'])",
            "{\"__proto__\":1,\"constructor\":2}");
        row("omit({a: 1, b: 2, c: 3}, ['b', 'x'])", "{\"a\":1,\"c\":3}");
        row("omit(JSON.parse('{\"__proto__\": 1, \"toString\": 2}'), ['__proto__'])", "{\"toString\":2}");
        row("[pick({a: 1}, []), omit({a: 1}, [])]", "[{},{\"a\":1}]");
        row("pick([1], ['0'])", "error: pick: object must be an object, not a list.");
        row("pick({}, 'a')", "error: pick: names must be a list, not “a”.");
        row("pick({}, ['a', 1])", "error: pick: names[1] must be a text, not 1.");
        row("omit(null, [])", "error: omit: object must be an object, not null.");
        row("omit({})", "error: omit: names is missing; it must be a list.");
    }
    void membersAreChosen() { compareRow(); }

    void objectsAreMerged_data()
    {
        expressionColumns();
        row("merge({a: 1, b: {c: 1}}, {b: {d: 2}}, {e: 3})", "{\"a\":1,\"b\":{\"d\":2},\"e\":3}");
        row("merge({a: 1}, null, undefined, {a: undefined})", "{}");
        row("[merge(), merge(null)]", "[{},{}]");
        row("merge(JSON.parse('{\"__proto__\": 1, \"constructor\": 2}'), {a: 3})",
            "{\"__proto__\":1,\"constructor\":2,\"a\":3}");
        row("merge({}, [1])", "error: merge: argument 2 must be an object, not a list.");
        row("merge('a')", "error: merge: argument 1 must be an object, not “a”.");
    }
    void objectsAreMerged() { compareRow(); }

    void argumentsAreNotChanged_data()
    {
        expressionColumns();
        for (const char *call :
             {"sortBy(input.list, 'k')", "sortBy(input.list, 'k', true)", "unique(input.list, 'k')",
              "chunk(input.list, 1)", "groupBy(input.list, 'k')", "keyBy(input.list, 'k')",
              "minBy(input.list, 'k')", "average(input.list, 'k')", "pick(input.list[0], ['k'])",
              "omit(input.list[0], ['k'])", "merge(input.list[0], input.list[1])", "jsonPath(input, '$..k')",
              "jsonPath(input, '$.list[::-1]')", "valueAt(input, 'list[0].k')", "toCsv(input.list)"})
            row(call, "[true,true]");
    }
    void argumentsAreNotChanged()
    {
        QFETCH(QByteArray, expression);
        const Json input = parseJson(R"({"list":[{"k":2,"n":[1]},{"k":1,"n":[]},{"k":3}]})").value();
        const std::string call = expression.toStdString();
        QTEST(m_run("const before = JSON.stringify(input); const first = JSON.stringify(" + call +
                        "); return [first === JSON.stringify(" + call +
                        "), JSON.stringify(input) === before]",
                    input),
              "expected");
    }
};

QTEST_GUILESS_MAIN(TestHelperLists)
#include "tst_helper_lists.moc"
