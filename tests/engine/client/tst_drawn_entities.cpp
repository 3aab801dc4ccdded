// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/WorkspaceDefinitions.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/DrawingReferences.h"
#include "tests/support/client/OpenedHub.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

// Moves an amount between two accounts, tells a child about it, which signals a counter.
constexpr auto transfer = R"({"format":1,"name":"Transfer","nodes":[
  {"id":"a","kind":"start","name":"Start"},
  {"id":"b","kind":"critical-section","name":"Both","fields":{"entities":["@account@anna","@account@bob"]}},
  {"id":"c","kind":"entity-call","name":"Take","parent":"b","fields":{"entity":"account","key":"anna","operation":"add","input":"=-input"}},
  {"id":"d","kind":"entity-call","name":"Give","parent":"b","fields":{"entity":"Account","key":"bob","operation":"add","input":"=input"}},
  {"id":"e","kind":"sub-workflow","name":"Tell","fields":{"workflow":"Report","input":"=nodes.Both.output"}}],
  "edges":[{"from":"a","to":"b"},{"from":"c","to":"d"},{"from":"b","to":"e"}]})";
constexpr auto report = R"({"format":1,"name":"Report","nodes":[
  {"id":"a","kind":"start","name":"Start"},
  {"id":"b","kind":"entity-signal","name":"Count","fields":{"entity":"counter","key":"all","operation":"add","input":1}},
  {"id":"c","kind":"end","name":"End","fields":{"output":"='bob has ' + input"}}],
  "edges":[{"from":"a","to":"b"},{"from":"b","to":"c"}]})";
constexpr auto adder = R"({"format":1,"kind":"entity","name":"%1","nodes":[
  {"id":"a","kind":"operation","name":"add"},
  {"id":"b","kind":"set-state","name":"Keep","fields":{"state":"=(state ?? 0) + input * %2"}},
  {"id":"c","kind":"end","name":"Sum","fields":{"output":"=state"}}],
  "edges":[{"from":"a","to":"b"},{"from":"b","to":"c"}]})";

std::shared_ptr<const WorkflowDefinition> parsed(const QString &text)
{
    auto definition = parseDefinition(text.toUtf8(), u"test"_s);
    return definition ? std::make_shared<const WorkflowDefinition>(*std::move(definition)) : nullptr;
}

} // namespace

/// Drawings that name each other, on a hub of their own.
class TestDrawnEntities : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void namesWhatItStartsAndSendsTo();
    void publishesWhatIsNamedBeforeTheDrawing();
    void childrenAndEntitiesRunAsDrawn();
    void aNewVersionOfAnEntityCountsFromItsNextOperation();
    void anEntityThatIsNotDrawnFailsTheCall();
    void theAggregatorThatComesWithTheProgramCounts();
    void aLongLoopKeepsItsInputAndAShortHistory();

private:
    void write(const QString &name, const QString &text) const;
    InstanceDetail run(const QString &text, const Json &input = 5);
    [[nodiscard]] Json stateOf(const char *name, const char *key);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubClient> m_hub;
};

void TestDrawnEntities::init()
{
    m_hub.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = openedHub(m_folder->path());
    QVERIFY(m_hub);
    write(u"report"_s, QString::fromUtf8(report));
    write(u"account"_s, QString::fromUtf8(adder).arg(u"Account"_s, u"1"_s));
    write(u"counter"_s, QString::fromUtf8(adder).arg(u"counter"_s, u"1"_s));
}

void TestDrawnEntities::write(const QString &name, const QString &text) const
{
    QFile file(m_folder->filePath(name + u".workflow.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.toUtf8());
}

InstanceDetail TestDrawnEntities::run(const QString &text, const Json &input)
{
    QSignalSpy changes(m_hub.get(), &HubClient::instancesChanged);
    const auto texts = waitFor(readReferences(parsed(text), m_folder->path()));
    const auto version = texts ? waitFor(publishAll(*m_hub, *texts)) : Result<VersionId>(fail(texts.error()));
    if (!version)
        return {};
    StartRequest request;
    request.version = *version;
    request.input = input;
    const auto id = waitFor(m_hub->start(request));
    if (!id)
        return {};
    for (;;) {
        // Counted before it is read: a notice that comes while the answer is on its way tells of something
        // newer.
        const qsizetype seen = changes.count();
        const auto detail = waitFor(m_hub->instance(*id));
        const auto isNews = [&] { return changes.count() > seen; };
        if (!detail || isTerminal(detail->summary.status) || !QTest::qWaitFor(isNews, 20000))
            return detail.value_or(InstanceDetail());
    }
}

Json TestDrawnEntities::stateOf(const char *name, const char *key)
{
    const auto entity = waitFor(m_hub->readEntity({name, key}));
    return entity ? entity->state : Json();
}

void TestDrawnEntities::namesWhatItStartsAndSendsTo()
{
    QCOMPARE(referencesOf(*parsed(QString::fromUtf8(transfer))),
             (std::set<std::string>{"@account", "Report"}));
}

void TestDrawnEntities::publishesWhatIsNamedBeforeTheDrawing()
{
    const auto texts = withReferences(*parsed(QString::fromUtf8(transfer)), m_folder->path());
    QCOMPARE(texts.size(), std::size_t(4));
    QCOMPARE(parseDefinition(texts.back(), u"last"_s)->name, std::string("Transfer"));
}

void TestDrawnEntities::childrenAndEntitiesRunAsDrawn()
{
    const InstanceDetail detail = run(QString::fromUtf8(transfer));
    QCOMPARE(detail.summary.failureMessage, std::string());
    QCOMPARE(dumpJson(detail.output), std::string(R"("bob has 5")"));
    QCOMPARE(dumpJson(stateOf("account", "anna")), std::string("-5"));
    QCOMPARE(dumpJson(stateOf("account", "bob")), std::string("5"));
    QTRY_COMPARE_WITH_TIMEOUT(dumpJson(stateOf("counter", "all")), std::string("1"), 20000);
}

void TestDrawnEntities::aNewVersionOfAnEntityCountsFromItsNextOperation()
{
    run(QString::fromUtf8(transfer));
    QCOMPARE(dumpJson(stateOf("account", "bob")), std::string("5"));
    write(u"account"_s, QString::fromUtf8(adder).arg(u"Account"_s, u"10"_s));
    run(QString::fromUtf8(transfer));
    QCOMPARE(dumpJson(stateOf("account", "bob")), std::string("55"));
    // The first version again: it is the latest once more.
    write(u"account"_s, QString::fromUtf8(adder).arg(u"Account"_s, u"1"_s));
    run(QString::fromUtf8(transfer));
    QCOMPARE(dumpJson(stateOf("account", "bob")), std::string("60"));
}

void TestDrawnEntities::anEntityThatIsNotDrawnFailsTheCall()
{
    QFile::remove(m_folder->filePath(u"account.workflow.json"_s));
    const InstanceDetail detail = run(QString::fromUtf8(transfer));
    QVERIFY(detail.summary.status == OrchestrationStatus::Failed);
    QVERIFY2(detail.summary.failureMessage.find(
                 "There is no entity “account”; draw one of that name and publish it.") != std::string::npos,
             detail.summary.failureMessage.c_str());
}

void TestDrawnEntities::theAggregatorThatComesWithTheProgramCounts()
{
    const QString folder = QStringLiteral(PERDURA_RESOURCES "/templates/aggregator/");
    for (const QString &name : {u"counter.workflow.json"_s, u"milestones.workflow.json"_s}) {
        QFile::remove(m_folder->filePath(name));
        QVERIFY(QFile::copy(folder + name, m_folder->filePath(name)));
    }
    QFile file(folder + u"aggregator.workflow.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    QCOMPARE(
        dumpJson(run(text, Json::object()).output),
        std::string(R"({"totals":{"north":105,"south":40},"milestones":[{"sensor":"north","total":105}]})"));
    // The totals stay; a milestone is told when it is reached, and not again.
    QCOMPARE(
        dumpJson(run(text, Json::object()).output),
        std::string(R"({"totals":{"north":210,"south":80},"milestones":[{"sensor":"north","total":105}]})"));
    const Json south = *parseJson(R"({"readings":[{"sensor":"south","delta":20}]})");
    QCOMPARE(dumpJson(run(text, south).output),
             std::string(R"({"totals":{"south":100},"milestones":[{"sensor":"south","total":100}]})"));
}

void TestDrawnEntities::aLongLoopKeepsItsInputAndAShortHistory()
{
    const QString loop = uR"({"format":1,"name":"Loop","nodes":[
      {"id":"a","kind":"start","name":"Start"},
      {"id":"b","kind":"timer","name":"Nap","fields":{"duration":"0 s"}},
      {"id":"c","kind":"set-variables","name":"Count","fields":{"variables":{"n":"=(vars.n ?? 0) + 1"}}},
      {"id":"d","kind":"if","name":"Enough","fields":{"condition":"=vars.n >= input.rounds"}},
      {"id":"e","kind":"end","name":"End","fields":{"output":"=vars.n"}}],
      "edges":[{"from":"a","to":"b"},{"from":"b","to":"c"},{"from":"c","to":"d"},
        {"from":"d","port":"false","to":"b"},{"from":"d","port":"true","to":"e"}]})"_s;
    Json input = Json::object();
    input["rounds"] = 450;
    const InstanceDetail detail = run(loop, input);
    QCOMPARE(dumpJson(detail.output), std::string("450"));
    QCOMPARE(dumpJson(detail.input), std::string(R"({"rounds":450})"));
    // The third execution: 51 rounds of a turn with four events, and the start and the end.
    QVERIFY2(detail.summary.historyLength < 400, qPrintable(QString::number(detail.summary.historyLength)));
}

QTEST_GUILESS_MAIN(TestDrawnEntities)
#include "tst_drawn_entities.moc"
