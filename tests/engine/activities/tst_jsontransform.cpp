// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"

using namespace perdura;
using namespace perdura::test;

namespace {

Json parsed(const char *text)
{
    return parseJson(text).value();
}

} // namespace

class TestJsonTransform : public QObject
{
    Q_OBJECT

private slots:
    void eachOperationDoesWhatItSays_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("steps");
        QTest::addColumn<QByteArray>("result");
        const auto row = [](const char *name, const char *input, const char *steps, const char *result) {
            QTest::newRow(name) << QByteArray(input) << QByteArray(steps) << QByteArray(result);
        };
        row("nothing", R"({"a":1})", "[]", R"({"a":1})");
        row("pick", R"({"a":1,"b":2})", R"([{"op":"pick","fields":["b","x","a"]}])", R"({"b":2,"a":1})");
        row("pick each", R"([{"a":1,"b":2},{"b":3}])", R"([{"op":"pick","fields":["a"]}])",
            R"([{"a":1},{}])");
        row("omit", R"([{"a":1,"b":2}])", R"([{"op":"omit","fields":["a","x"]}])", R"([{"b":2}])");
        row("rename", R"({"a":1,"b":2,"c":3})", R"([{"op":"rename","fields":{"b":"B","x":"y"}}])",
            R"({"a":1,"B":2,"c":3})");
        row("filter equal", R"([{"n":1},{"n":2},{"n":1.0},{}])", R"([{"op":"filter","field":"n","value":1}])",
            R"([{"n":1},{"n":1.0}])");
        row("filter notEqual", R"([1,"1",null])", R"([{"op":"filter","is":"notEqual","value":1}])",
            R"(["1",null])");
        row("filter less", R"([1,2,"1",null])", R"([{"op":"filter","is":"less","value":2}])", "[1]");
        row("filter lessOrEqual", "[1,2,3]", R"([{"op":"filter","is":"lessOrEqual","value":2}])", "[1,2]");
        row("filter greater", R"(["a","b","c"])", R"([{"op":"filter","is":"greater","value":"a"}])",
            R"(["b","c"])");
        row("filter greaterOrEqual", "[1,2,3]", R"([{"op":"filter","is":"greaterOrEqual","value":2}])",
            "[2,3]");
        row("filter contains", R"(["abc",["b"],"x",{"b":1}])",
            R"([{"op":"filter","is":"contains","value":"b"}])", R"(["abc",["b"]])");
        row("filter startsWith", R"(["abc","bc",5])", R"([{"op":"filter","is":"startsWith","value":"ab"}])",
            R"(["abc"])");
        row("filter present", R"([{"n":0},{"n":null},{}])", R"([{"op":"filter","field":"n","is":"present"}])",
            R"([{"n":0}])");
        row("filter absent", R"([{"n":0},{"n":null},{}])", R"([{"op":"filter","field":"n","is":"absent"}])",
            R"([{"n":null},{}])");
        row("sort", R"(["b",10,2.5,null,"a",true,[1],{"a":1}])", R"([{"op":"sort"}])",
            R"([null,true,2.5,10,"a","b",[1],{"a":1}])");
        row("sort is stable", R"([{"k":2,"i":1},{"k":1,"i":2},{"k":2,"i":3}])",
            R"([{"op":"sort","by":"k","descending":true}])",
            R"([{"k":2,"i":1},{"k":2,"i":3},{"k":1,"i":2}])");
        row("sort by a pointer", R"([{"a":{"b":[0,2]}},{"a":{"b":[0,1]}},{}])",
            R"([{"op":"sort","by":"/a/b/1"}])", R"([{},{"a":{"b":[0,1]}},{"a":{"b":[0,2]}}])");
        row("group", R"([{"k":"x","n":1},{"k":"y"},{"k":"x","n":2},{}])", R"([{"op":"group","by":"k"}])",
            R"([{"key":"x","items":[{"k":"x","n":1},{"k":"x","n":2}]},{"key":"y","items":[{"k":"y"}]},)"
            R"({"key":null,"items":[{}]}])");
        row("map to a field", R"([{"n":1},{}])", R"([{"op":"map","field":"n"}])", "[1,null]");
        row("map to fields", R"([{"a/b":1,"m~n":{"x":2}}])",
            R"([{"op":"map","fields":{"p":"/a~1b","q":"/m~0n/x","r":"none"}}])",
            R"([{"p":1,"q":2,"r":null}])");
        row("flatten", R"([[1,2],3,[[4]],[]])", R"([{"op":"flatten"}])", "[1,2,3,[4]]");
        row("unique", R"([2,1,2.0,"2",1])", R"([{"op":"unique"}])", R"([2,1,"2"])");
        row("unique by", R"([{"k":1,"i":1},{"k":1,"i":2},{"i":3}])", R"([{"op":"unique","by":"k"}])",
            R"([{"k":1,"i":1},{"i":3}])");
        row("limit", "[1,2,3,4]", R"([{"op":"limit","count":2,"skip":1}])", "[2,3]");
        row("limit past the end", "[1,2]", R"([{"op":"limit","count":9,"skip":5}])", "[]");
        row("sum", R"([{"n":1},{"n":2},{"n":null},{}])", R"([{"op":"sum","field":"n"}])", "3");
        row("sum of nothing", "[]", R"([{"op":"sum"}])", "0");
        row("sum of fractions", "[1,0.5]", R"([{"op":"sum"}])", "1.5");
        row("sum past 64 bits", "[9223372036854775807,1]", R"([{"op":"sum"}])", "9.223372036854776e+18");
        row("count", "[1,2]", R"([{"op":"count"}])", "2");
        row("count members", R"({"a":1})", R"([{"op":"count"}])", "1");
        row("several", R"([{"k":"a","n":1},{"k":"b","n":5},{"k":"c","n":3}])",
            R"([{"op":"filter","field":"n","is":"greater","value":1},{"op":"sort","by":"n"},{"op":"map","field":"k"}])",
            R"(["c","b"])");
    }

    void eachOperationDoesWhatItSays()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, steps);
        QFETCH(QByteArray, result);
        ActivityRunner runner;
        QCOMPARE(runner.run("json.transform",
                            {{"input", parsed(input.constData())}, {"steps", parsed(steps.constData())}}),
                 result);
    }

    void whatCannotBeDoneIsToldWithItsStep_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("steps");
        QTest::addColumn<QByteArray>("failure");
        const auto row = [](const char *input, const char *steps, const char *failure) {
            QTest::newRow(steps) << QByteArray(input) << QByteArray(steps) << QByteArray(failure);
        };
        row("[]", "{}", "InvalidInput: The field “steps” must be a list of objects.");
        row("[]", R"([{"op":"count"},{"op":"drop"}])",
            "InvalidInput: Step 2 needs an “op” that is one of pick, omit, rename, filter, sort, group, map, "
            "flatten, unique, limit, sum, count.");
        row("[]", R"([5])",
            "InvalidInput: Step 1 needs an “op” that is one of pick, omit, rename, filter, sort, group, map, "
            "flatten, unique, limit, sum, count.");
        row("[]", R"([{"op":"sort","field":"a"}])",
            "InvalidInput: Step 1 (sort): “field” is not known here.");
        row("{}", R"([{"op":"pick"}])", "InvalidInput: Step 1 (pick): “fields” is missing.");
        row("[]", R"([{"op":"group"}])",
            "InvalidInput: Step 1 (group): The field “by” is empty; fill it in.");
        row("[]", R"([{"op":"limit","count":-1}])",
            "InvalidInput: Step 1 (limit): The field “count” must be a whole number from 0 to 1000000000.");
        row("[]", R"([{"op":"filter","is":"like"}])",
            "InvalidInput: Step 1 (filter): The field “is” must be one of equal, notEqual, less, "
            "lessOrEqual, "
            "greater, greaterOrEqual, contains, startsWith, present, absent.");
        row("[]", R"([{"op":"map"}])", "InvalidInput: Step 1 (map): it needs either “field” or “fields”.");
        row("5", R"([{"op":"sort"}])",
            "TransformError: Step 1 (sort): it needs a list, and the value is of the kind number.");
        row("[{},5]", R"([{"op":"omit","fields":["a"]}])",
            "TransformError: Step 1 (omit): item 2 is not an object but of the kind number.");
        row("null", R"([{"op":"count"}])",
            "TransformError: Step 1 (count): it needs an object or a list, and the value is of the kind "
            "null.");
        row(R"([{"n":1},{"n":"2"}])", R"([{"op":"sum","field":"n"}])",
            "TransformError: Step 1 (sum): the value of item 2 is not a number but of the kind string.");
    }

    void whatCannotBeDoneIsToldWithItsStep()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, steps);
        QFETCH(QByteArray, failure);
        ActivityRunner runner;
        QCOMPARE(runner.run("json.transform",
                            {{"input", parsed(input.constData())}, {"steps", parsed(steps.constData())}}),
                 failure);
        QVERIFY(runner.failure().isNonRetriable);
    }

    void aLongListIsGroupedAndSortedQuickly()
    {
        ActivityRunner runner;
        Json items = Json::array();
        for (int i = 0; i < 50'000; ++i)
            items.push_back({{"k", i % 1000}, {"n", i}});
        const Json steps =
            parsed(R"([{"op":"sort","by":"n","descending":true},{"op":"group","by":"k"},{"op":"count"}])");
        QCOMPARE(runner.run("json.transform", {{"input", items}, {"steps", steps}}), QByteArray("1000"));
    }
};

QTEST_GUILESS_MAIN(TestJsonTransform)
#include "tst_jsontransform.moc"
