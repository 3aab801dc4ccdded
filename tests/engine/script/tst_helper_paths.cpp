// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/script/ScriptRun.h"

using namespace perdura;

class TestHelperPaths : public QObject
{
    Q_OBJECT

    ScriptRun m_run;
    const Json m_store = parseJson(R"({"store":{"book":[{"title":"A","price":8.95,"isbn":"1"},
{"title":"B","price":12.5},
{"title":"C","price":8.5,"isbn":null}],"bike":{"price":399}},"net price":1})")
                             .value();

    void compareRow()
    {
        QFETCH(QByteArray, expression);
        QTEST(m_run("return " + expression.toStdString(), m_store), "expected");
    }

private slots:
    void oneValueIsFound_data()
    {
        expressionColumns();
        row("valueAt(input, 'store.book[0].title')", "\"A\"");
        row("[valueAt(input, 'store.book[-1].title'), valueAt(input, 'store.book.length'), valueAt(input, "
            "'store.book.1.title')]",
            "[\"C\",3,\"B\"]");
        row("[valueAt(input, '[\"net price\"]'), valueAt(input, \"['net price']\"), valueAt(input, 'net "
            "price'), valueAt([[1, 2]], '[0][1]')]",
            "[1,1,1,2]");
        row("valueAt({a: {'b.c': 1, '': 2}}, 'a[\"b.c\"]') + valueAt({a: {'': 2}}, 'a[\"\"]')", "3");
        row("[valueAt(input, 'store.x.y.z', 'none'), valueAt(null, 'a', 1), valueAt(input, 'store.book[9]', "
            "2), valueAt(input, 'store[0]', 3)]",
            "[\"none\",1,2,3]");
        row("[valueAt({a: null}, 'a', 1), valueAt({a: null}, 'a.b', 1), valueAt({a: 0}, 'a', 1), valueAt({}, "
            "'a')]",
            "[null,1,0,null]");
        row("[valueAt({}, 'toString', 1), valueAt({}, '__proto__', 2)]", "[1,2]");
        row("valueAt({}, '')", "error: valueAt: path must be like “lines[0].price”, not “”.");
        row("valueAt({}, 'a..b')", "error: valueAt: path must be like “lines[0].price”, not “a..b”.");
        row("valueAt({}, '.a')", "error: valueAt: path must be like “lines[0].price”, not “.a”.");
        row("valueAt({}, 'a.')", "error: valueAt: path must be like “lines[0].price”, not “a.”.");
        row("valueAt({}, 'a[b]')", "error: valueAt: path must be like “lines[0].price”, not “a[b]”.");
        row("valueAt({}, 'a[1')", "error: valueAt: path must be like “lines[0].price”, not “a[1”.");
        row("valueAt({}, 'a]')", "error: valueAt: path must be like “lines[0].price”, not “a]”.");
        row("valueAt({}, 'a[1.5]')", "error: valueAt: path must be like “lines[0].price”, not “a[1.5]”.");
        row("valueAt({}, 'a[0]b')", "error: valueAt: path must be like “lines[0].price”, not “a[0]b”.");
        row("valueAt({}, 5)", "error: valueAt: path must be a text, not 5.");
        row("valueAt({})", "error: valueAt: path is missing; it must be a text.");
        row("valueAt({}, 'a'.repeat(1001))",
            "error: valueAt: path must have at most 1000 characters, not 1001.");
    }
    void oneValueIsFound() { compareRow(); }

    void pathsFindValues_data()
    {
        expressionColumns();
        row("jsonPath(input, '$.store.book[*].title')", "[\"A\",\"B\",\"C\"]");
        row("jsonPath(input, '$..title')", "[\"A\",\"B\",\"C\"]");
        row("jsonPath(input, '$.store..price')", "[8.95,12.5,8.5,399]");
        row("jsonPath(input, '$.store.*.price')", "[399]");
        row("jsonPath(input, '$..book[0,2].title')", "[\"A\",\"C\"]");
        row("jsonPath(input, '$..book[-1].title')", "[\"C\"]");
        row("jsonPath(input, '$..book[9]')", "[]");
        row("jsonPath(input, '$.nothing.at.all')", "[]");
        row("jsonPath(input, '$.store.book.length')", "[]");
        row("jsonPath(input, '$.toString')", "[]");
        row("jsonPath(input, '$[\"net price\"]')", "[1]");
        row("jsonPath(input, \"$['net price', 'x', 'net price']\")", "[1,1]");
        row("jsonPath(input, '$..*').length", "16");
        row("jsonPath(input, '$').length", "1");
        row("jsonPath({a: [1]}, '$ .a [ 0 , -1 ]')", "[1,1]");
        row("jsonPath({o: {j: 1, k: 2}, a: [5, 3, [{j: 4}, {k: 6}]]}, '$..[*]')",
            "[{\"j\":1,\"k\":2},[5,3,[{\"j\":4},{\"k\":6}]],1,2,5,3,[{\"j\":4},{\"k\":6}],{\"j\":4},{\"k\":6}"
            ",4,6]");
        row("jsonPath({o: {j: 1, k: 2}, a: [5, 3, [{j: 4}, {k: 6}]]}, '$..[0]')", "[5,{\"j\":4}]");
        row("jsonPath({o: {j: 1, k: 2}, a: [5, 3, [{j: 4}, {k: 6}]]}, '$..j')", "[1,4]");
        row("jsonPath({'☺': 1, _b2: 2}, '$.☺').concat(jsonPath({_b2: 2}, '$._b2'))", "[1,2]");
        row("jsonPath({\"'\": 1, '\"': 2, '\\\\': 3, '☺': 4}, \"$['\\\\'', '\\\"', '\\\\\\\\', "
            "'\\\\u263a']\")",
            "[1,2,3,4]");
        row("jsonPath({'\"': 2, \"'\": 1}, '$[\"\\\\\"\", \"\\'\"]')", "[2,1]");
        row("jsonPath([null, false, 0], '$[*]')", "[null,false,0]");
        row("[jsonPath(null, '$.a'), jsonPath(5, '$[0]'), jsonPath('ab', '$[0]'), jsonPath('ab', "
            "'$.length')]",
            "[[],[],[],[]]");
    }
    void pathsFindValues() { compareRow(); }

    void slicesFollowTheStandard_data()
    {
        expressionColumns();
        row("jsonPath(range(7), '$[1:3]')", "[1,2]");
        row("jsonPath(range(7), '$[5:]')", "[5,6]");
        row("jsonPath(range(7), '$[1:5:2]')", "[1,3]");
        row("jsonPath(range(7), '$[5:1:-2]')", "[5,3]");
        row("jsonPath(range(4), '$[::-1]')", "[3,2,1,0]");
        row("jsonPath(range(4), '$[:]')", "[0,1,2,3]");
        row("jsonPath(range(4), '$[-2:]')", "[2,3]");
        row("jsonPath(range(4), '$[:-1]')", "[0,1,2]");
        row("jsonPath(range(4), '$[-9:9]')", "[0,1,2,3]");
        row("jsonPath(range(4), '$[9:-9:-1]')", "[3,2,1,0]");
        row("jsonPath(range(4), '$[::0]')", "[]");
        row("jsonPath(range(4), '$[3:1]')", "[]");
        row("jsonPath(range(4), '$[ 1 : 3 : 1 , 0 ]')", "[1,2,0]");
        row("jsonPath(range(4), '$[0:9007199254740991:9007199254740991]')", "[0]");
        row("jsonPath({a: 1}, '$[0:1]')", "[]");
    }
    void slicesFollowTheStandard() { compareRow(); }

    void filtersCompare_data()
    {
        expressionColumns();
        row("jsonPath(input, '$..book[?@.isbn].title')", "[\"A\",\"C\"]");
        row("jsonPath(input, '$..book[?(@.price < 10)].title')", "[\"A\",\"C\"]");
        row("jsonPath(input, '$..book[?@.price>=12.5].title')", "[\"B\"]");
        row("jsonPath(input, '$..book[? 10 > @.price ].title')", "[\"A\",\"C\"]");
        row("jsonPath(input, \"$..book[?@.title == 'B'].price\")", "[12.5]");
        row("jsonPath(input, '$..book[?@[\"title\"] != \"B\"].price')", "[8.95,8.5]");
        row("jsonPath(input, '$..book[?@.isbn == null].title')", "[\"C\"]");
        row("jsonPath(input, '$..book[?@.isbn != null].title')", "[\"A\",\"B\"]");
        row("jsonPath(input, '$.store[?@.price]')", "[{\"price\":399}]");
        row("jsonPath(input, '$.store.book[?@.price < 9, 1].title')", "[\"A\",\"C\",\"B\"]");
        row("jsonPath([1, 2, '2', true, null], '$[?@ > 1]')", "[2]");
        row("jsonPath([1, 2, '2', true, null], '$[?@ == true]')", "[true]");
        row("jsonPath([1, 2, '2', true, null], '$[?@ <= null]')", "[null]");
        row("jsonPath([1, -1, 0.5], '$[?@ < 5e-1]')", "[-1]");
        row("jsonPath(['a', 'b', 'c'], \"$[?@ >= 'b']\")", "[\"b\",\"c\"]");
        row("jsonPath([{a: [1, 2]}, {a: [1, 3]}], '$[?@.a[-1] == 3]')", "[{\"a\":[1,3]}]");
        row("jsonPath([{a: 1}, {}], '$[?@.a < 2]')", "[{\"a\":1}]");
        row("jsonPath([{a: 1}, {}], '$[?@.a != 2]')", "[{\"a\":1},{}]");
        row("jsonPath({x: {a: 1}, y: {a: 2}}, '$[?@.a == 2]')", "[{\"a\":2}]");
        row("jsonPath([[{a: 1}], {a: {a: 3}}], '$..[?@.a]')", "[{\"a\":{\"a\":3}},{\"a\":1},{\"a\":3}]");
    }
    void filtersCompare() { compareRow(); }

    void whatCannotBeReadIsToldWithItsPlace_data()
    {
        expressionColumns();
        row("jsonPath([], '$.')",
            "error: jsonPath: path “$.” cannot be read at character 3: a name is missing.");
        row("jsonPath([], '$..')",
            "error: jsonPath: path “$..” cannot be read at character 4: a name is missing.");
        row("jsonPath([], '$.foo-bar')",
            "error: jsonPath: path “$.foo-bar” cannot be read at character 6: “.” or “[” is missing; a name "
            "with other characters is written like ['net price'].");
        row("jsonPath([], '$x')", "error: jsonPath: path “$x” cannot be read at character 2: “.” or “[” is "
                                  "missing; a name with other characters is written like ['net price'].");
        row("jsonPath([], '$.a ')",
            "error: jsonPath: path “$.a ” cannot be read at character 5: “.” or “[” is missing; a name with "
            "other characters is written like ['net price'].");
        row("jsonPath([], '$[')", "error: jsonPath: path “$[” cannot be read at character 3: a name in "
                                  "quotes, an index, “*” or “?” is missing.");
        row("jsonPath([], '$[]')", "error: jsonPath: path “$[]” cannot be read at character 3: a name in "
                                   "quotes, an index, “*” or “?” is missing.");
        row("jsonPath([], '$[a]')", "error: jsonPath: path “$[a]” cannot be read at character 3: a name in "
                                    "quotes, an index, “*” or “?” is missing.");
        row("jsonPath([], '$[1,]')", "error: jsonPath: path “$[1,]” cannot be read at character 5: a name in "
                                     "quotes, an index, “*” or “?” is missing.");
        row("jsonPath([], '$[1')",
            "error: jsonPath: path “$[1” cannot be read at character 4: “,” or “]” is missing.");
        row("jsonPath([], '$[1 2]')",
            "error: jsonPath: path “$[1 2]” cannot be read at character 5: “,” or “]” is missing.");
        row("jsonPath([], '$[01]')", "error: jsonPath: path “$[01]” cannot be read at character 3: “01” is "
                                     "not written as a whole number, or too large.");
        row("jsonPath([], '$[-0]')", "error: jsonPath: path “$[-0]” cannot be read at character 3: “-0” is "
                                     "not written as a whole number, or too large.");
        row("jsonPath([], '$[9007199254740992]')",
            "error: jsonPath: path “$[9007199254740992]” cannot be read at character 3: “9007199254740992” "
            "is not written as a whole number, or too large.");
        row("jsonPath([], '$[0:01]')", "error: jsonPath: path “$[0:01]” cannot be read at character 5: “01” "
                                       "is not written as a whole number, or too large.");
        row("jsonPath([], '$[\"a]')", "error: jsonPath: path “$[\"a]” cannot be read at character 3: a name "
                                      "in quotes, an index, “*” or “?” is missing.");
        row("jsonPath([], '$[\"\\\\q\"]')", "error: jsonPath: path “$[\"\\q\"]” cannot be read at character "
                                            "3: the text in quotes is not valid.");
        row("jsonPath([], '$[?@.a && @.b]')",
            "error: jsonPath: path “$[?@.a && @.b]” cannot be read at character 8: combined conditions are "
            "not supported; use .filter(item => …) on the result.");
        row("jsonPath([], '$[?(@.a == 1 || @.b)]')",
            "error: jsonPath: path “$[?(@.a == 1 || @.b)]” cannot be read at character 14: combined "
            "conditions are not supported; use .filter(item => …) on the result.");
        row("jsonPath([], '$[?!@.a]')", "error: jsonPath: path “$[?!@.a]” cannot be read at character 4: "
                                        "“$”, “!” and functions are not supported in a filter.");
        row("jsonPath([], '$[?length(@.a) == 1]')",
            "error: jsonPath: path “$[?length(@.a) == 1]” cannot be read at character 4: “$”, “!” and "
            "functions are not supported in a filter.");
        row("jsonPath([], '$[?@.a == $.b]')",
            "error: jsonPath: path “$[?@.a == $.b]” cannot be read at character 11: “$”, “!” and functions "
            "are not supported in a filter.");
        row("jsonPath([], '$[?@.a == @.b]')",
            "error: jsonPath: path “$[?@.a == @.b]” cannot be read at character 14: only a member, as in "
            "“@.price”, can be compared with a value.");
        row("jsonPath([], '$[?1 == 2]')",
            "error: jsonPath: path “$[?1 == 2]” cannot be read at character 10: only a member, as in "
            "“@.price”, can be compared with a value.");
        row("jsonPath([], '$[?1]')", "error: jsonPath: path “$[?1]” cannot be read at character 5: a member, "
                                     "as in “@.price”, is missing.");
        row("jsonPath([], '$[?]')", "error: jsonPath: path “$[?]” cannot be read at character 4: a member, "
                                    "as in “@.price”, or a value is missing.");
        row("jsonPath([], '$[?@.a == ]')", "error: jsonPath: path “$[?@.a == ]” cannot be read at character "
                                           "11: a member, as in “@.price”, or a value is missing.");
        row("jsonPath([], '$[?@.a == truex]')",
            "error: jsonPath: path “$[?@.a == truex]” cannot be read at character 11: a member, as in "
            "“@.price”, or a value is missing.");
        row("jsonPath([], '$[?@.a = 1]')",
            "error: jsonPath: path “$[?@.a = 1]” cannot be read at character 8: “,” or “]” is missing.");
        row("jsonPath([], '$[?(@.a]')",
            "error: jsonPath: path “$[?(@.a]” cannot be read at character 8: “)” is missing.");
        row("jsonPath([], '$[?@..a]')", "error: jsonPath: path “$[?@..a]” cannot be read at character 5: "
                                        "behind “@” only names and indexes are supported.");
        row("jsonPath([], '$[?@[*]]')", "error: jsonPath: path “$[?@[*]]” cannot be read at character 5: "
                                        "behind “@” only names and indexes are supported.");
        row("jsonPath([], '$[?@[0:1]]')", "error: jsonPath: path “$[?@[0:1]]” cannot be read at character 5: "
                                          "behind “@” only names and indexes are supported.");
        row("jsonPath([], '$[?@.]')",
            "error: jsonPath: path “$[?@.]” cannot be read at character 6: a name is missing.");
        row("jsonPath([], '$[?@[x]]')", "error: jsonPath: path “$[?@[x]]” cannot be read at character 6: a "
                                        "name in quotes or an index is missing.");
        row("jsonPath([], '$[?@[0]')",
            "error: jsonPath: path “$[?@[0]” cannot be read at character 8: “,” or “]” is missing.");
        row("jsonPath([], '$[?@[0')",
            "error: jsonPath: path “$[?@[0” cannot be read at character 7: “]” is missing.");
        row("jsonPath([], 'store')", "error: jsonPath: path must be one that begins with “$”, not “store”.");
        row("jsonPath([], ' $')", "error: jsonPath: path must be one that begins with “$”, not “ $”.");
        row("jsonPath([], '')", "error: jsonPath: path must be one that begins with “$”, not “”.");
        row("jsonPath([])", "error: jsonPath: path is missing; it must be a text.");
        row("jsonPath([], null)", "error: jsonPath: path must be a text, not null.");
        row("jsonPath([], '$' + '.a'.repeat(500))",
            "error: jsonPath: path must have at most 1000 characters, not 1001.");
    }
    void whatCannotBeReadIsToldWithItsPlace() { compareRow(); }

    void deepValuesAreSearched()
    {
        QCOMPARE(m_run("let deep = {x: 1}; for (let i = 0; i < 3000; ++i) deep = {n: deep}; "
                       "return jsonPath(deep, '$..x')"),
                 QByteArray("[1]"));
    }

    void searchesThatDoNotEndAreStopped()
    {
        JsSandbox sandbox(std::make_shared<Watchdog>());
        const auto result =
            sandbox.runFunction("const list = []; list.push(list); return jsonPath(list, '$..x')", nullptr,
                                {.time = std::chrono::milliseconds(50)});
        QVERIFY(!result);
        QCOMPARE(
            QByteArray::fromStdString(result.error().errorMessage),
            QByteArray("The code ran longer than 50 ms and was stopped. Look for a loop that does not end."));
    }

    void resultsAreBounded()
    {
        QCOMPARE(m_run("const list = range(1449); return jsonPath(list.map(() => list), '$[*][*]').length"),
                 QByteArray("error: jsonPath: path “$[*][*]” finds more than 2097152 values."));
    }
};

QTEST_GUILESS_MAIN(TestHelperPaths)
#include "tst_helper_paths.moc"
