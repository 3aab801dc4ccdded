// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionReferences.h"
#include "engine/definition/FieldValues.h"
#include "engine/definition/FlowScope.h"
#include "engine/definition/SecretChecks.h"
#include "engine/orchestration/Task.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/Drawings.h"

#include <QTest>

using namespace perdura;
using namespace perdura::drawings;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray edge = R"({"from":"s","to":"n"})";

ActivityCatalog withPassword()
{
    ActivityInfo query;
    query.name = "sql.query";
    query.title = u"SQL query"_s;
    query.inputSchema = *parseJson(R"({"type":"object","properties":{"sql":{"type":"string"},
        "password":{"type":"string","title":"Password","format":"secret"}}})");
    return ActivityCatalog({query});
}

QStringList linesOf(const QByteArray &node, const SecretNames *secrets = nullptr)
{
    QStringList lines;
    const auto evaluator = makeExpressionEvaluator();
    const auto definition = definitionOf(start + "," + node, edge);
    auto problems = validate(definition, withPassword(), evaluator.get());
    if (secrets) {
        for (Problem &problem : unknownSecrets(definition, *secrets))
            problems.push_back(std::move(problem));
    }
    for (const Problem &problem : problems)
        lines.append(lineOf(problem));
    return lines;
}

/// What a field of an activity gives, with its secrets as "pointer name".
QString valueOf(const char *input, const Json &data = nullptr)
{
    Node node;
    node.kind = NodeKind::Activity;
    node.fields = Json::object();
    node.fields["input"] = *parseJson(input);
    const FlowScope scope(data, nullptr);
    const auto evaluator = makeExpressionEvaluator();
    std::vector<SecretReference> secrets;
    QString text;
    try {
        text = QString::fromStdString(
            dumpJson(FieldValues(node, scope, *evaluator, {}).valueWithSecrets("input", {}, secrets)));
    } catch (const TaskFailedException &exception) {
        return QString::fromStdString(exception.failure().errorMessage);
    }
    for (const SecretReference &secret : secrets)
        text += u' ' + QString::fromStdString(secret.pointer + '=' + secret.name);
    return text;
}

} // namespace

/// Secrets in expressions: where they may stand, and what they come to.
class TestSecretRules : public QObject
{
    Q_OBJECT

private slots:
    void namesAreFoundWhereTheyStandLiterally_data()
    {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QByteArray>("names");
        QTest::addColumn<bool>("computed");
        QTest::newRow("member") << QByteArray("'Bearer ' + secrets.token") << QByteArray("token") << false;
        QTest::newRow("brackets") << QByteArray("secrets['api-token'] + secrets[\"b.c\"]")
                                  << QByteArray("api-token,b.c") << false;
        QTest::newRow("template") << QByteArray("`Bearer ${secrets.token}`") << QByteArray("token") << false;
        QTest::newRow("computed") << QByteArray("secrets[input.name]") << QByteArray() << true;
        QTest::newRow("all") << QByteArray("JSON.stringify(secrets)") << QByteArray() << true;
        QTest::newRow("text") << QByteArray("'secrets.token'") << QByteArray() << false;
        QTest::newRow("member of another") << QByteArray("input.secrets.token") << QByteArray() << false;
        QTest::newRow("key") << QByteArray("({secrets: 1})") << QByteArray() << false;
    }

    void namesAreFoundWhereTheyStandLiterally()
    {
        QFETCH(QByteArray, expression);
        QFETCH(QByteArray, names);
        QFETCH(bool, computed);
        const auto tokens = expressionTokens({expression.constData(), std::size_t(expression.size())});
        QByteArrayList found;
        for (const std::string &name : referencedSecrets(tokens))
            found.append(QByteArray::fromStdString(name));
        QCOMPARE(found.join(','), names);
        QCOMPARE(hasUnnamedSecret(tokens), computed);
    }

    void inputsMayNameSecrets()
    {
        QCOMPARE(linesOf(node("activity", R"({"activity":"sql.query","input":{"password":"=secrets.pg"}})")),
                 QStringList());
        QCOMPARE(linesOf(node("http-call", R"({"url":"='http:\/\/a/?k=' + secrets.k","body":"=secrets.b",
            "headers":{"X":"=secrets.h"},"auth":{"type":"bearer","token":"=secrets.t"}})")),
                 QStringList());
    }

    void otherPlacesMayNot_data()
    {
        QTest::addColumn<QByteArray>("node");
        QTest::addColumn<QString>("place");
        QTest::newRow("end") << node("end", R"({"output":"=secrets.token"})") << u"/output"_s;
        QTest::newRow("variable") << node("set-variables", R"({"variables":{"a":"=secrets.token"}})")
                                  << u"/variables/a"_s;
        QTest::newRow("status") << node("set-status", R"({"status":"=secrets.token"})") << u"/status"_s;
        QTest::newRow("fail") << node("fail", R"({"message":"=secrets.token"})") << u"/message"_s;
        QTest::newRow("retry of an activity")
            << node("activity", R"({"activity":"sql.query","retry":{"firstInterval":"=secrets.token"}})")
            << u"/retry/firstInterval"_s;
        QTest::newRow("time-out of a call")
            << node("http-call", R"({"url":"http:\/\/a","timeout":"=secrets.token"})") << u"/timeout"_s;
    }

    void otherPlacesMayNot()
    {
        QFETCH(QByteArray, node);
        QFETCH(QString, place);
        QVERIFY2(linesOf(node).contains(
                     QString(u"secret.place n"_s + place +
                             u": Secrets are there only for the inputs of activities and HTTP calls; name "
                             "the secret where it is used, not here."_s)),
                 qPrintable(linesOf(node).join(u'\n')));
    }

    void whatIsNoNameIsToldOf()
    {
        QCOMPARE(
            linesOf(node("activity", R"({"activity":"sql.query","input":{"sql":"=secrets[input]"}})")),
            QStringList{
                u"secret.computed n/input/sql: The name of a secret cannot be computed; write it out, as "
                "in secrets.token or secrets[\"api-token\"]."_s});
        QCOMPARE(linesOf(node("activity", R"({"activity":"sql.query","input":{"sql":"=secrets['a b']"}})")),
                 QStringList{
                     u"secret.name n/input/sql: “a b” cannot be the name of a secret; use up to 64 letters "
                     "from A to Z, digits, “_”, “-” and “.”."_s});
    }

    void aPasswordThatAnybodyCanReadIsToldOf()
    {
        QCOMPARE(linesOf(node("activity", R"({"activity":"sql.query","input":{"password":"1234"}})")),
                 QStringList{
                     u"?secret.readable n/input/password: “Password” is written here for everybody to read; "
                     "keep it as a secret and name that, as in =secrets.token."_s});
        QCOMPARE(
            linesOf(node("http-call", R"({"url":"http:\/\/a","auth":{"type":"bearer","token":"abcd"}})")),
            QStringList{
                u"?secret.readable n/auth/token: “Token” is written here for everybody to read; keep it as "
                "a secret and name that, as in =secrets.token."_s});
        QCOMPARE(linesOf(node("activity", R"({"activity":"sql.query","input":{"password":"=input.p"}})")),
                 QStringList());
    }

    void unknownNamesAreToldOfWhereTheyAreKnown()
    {
        const QByteArray asks =
            node("activity", R"({"activity":"sql.query","input":{"password":"=secrets.pg"}})");
        const SecretNames with{"pg"};
        const SecretNames without{"other"};
        QCOMPARE(linesOf(asks, &with), QStringList());
        QCOMPARE(linesOf(asks, &without),
                 QStringList{
                     u"?secret.unknown n/input/password: There is no secret “pg” in this workspace; add it "
                     "under Secrets…"_s});
    }

    void placeholdersStandForValues()
    {
        QCOMPARE(
            valueOf(
                R"({"a":{"b~/":"='Bearer ' + secrets.token"},"c":[1,"=secrets['x-y']"],"d":"secrets.token"})"),
            u"{\"a\":{\"b~/\":\"Bearer ⟦secret:token⟧\"},\"c\":[1,\"⟦secret:x-y⟧\"],\"d\":\"secrets.token\"} "
            "/a/b~0~1=token /c/1=x-y"_s);
        QCOMPARE(valueOf(R"x("=({t: secrets.a + secrets.b + secrets.a})")x"),
                 u"{\"t\":\"⟦secret:a⟧⟦secret:b⟧⟦secret:a⟧\"} =a =b"_s);
    }

    void onlyNamesThatStandThereAreGiven()
    {
        QVERIFY(valueOf(R"({"a":"=secrets[input]"})", "token").contains(u"secrets is not defined"_s));
        QCOMPARE(valueOf(R"x({"a":"=secrets.token + (secrets[input] ?? 'none')"})x", "other"),
                 u"{\"a\":\"⟦secret:token⟧none\"} /a=token"_s);
    }

    void dataThatLooksLikeAPlaceholderIsNotMixedWithOne()
    {
        QCOMPARE(valueOf(R"({"a":"=input","b":"=secrets.token"})", "⟦secret:token⟧"),
                 u"{\"a\":\"⟦secret:token⟧\",\"b\":\"⟦secret:token⟧\"} /b=token"_s);
        QCOMPARE(
            valueOf(R"({"a":"=[secrets.token, {x: input}]"})", "a ⟦secret:token⟧"),
            u"In “input.a”: its data holds the text “⟦secret:token⟧”, which stands for a secret; take it out."_s);
        QCOMPARE(valueOf(R"({"a":"=secrets.token + input"})", "⟦secret:other⟧"),
                 u"{\"a\":\"⟦secret:token⟧⟦secret:other⟧\"} /a=token"_s);
    }
};

QTEST_GUILESS_MAIN(TestSecretRules)
#include "tst_secret_rules.moc"
