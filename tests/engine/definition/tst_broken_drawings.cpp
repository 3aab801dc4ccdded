// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/DefinitionDiff.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/EntityInterpreter.h"
#include "engine/definition/JsonSchema.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/ReplayCheck.h"
#include "engine/definition/StartTriggers.h"
#include "engine/definition/Validation.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/RandomDrawing.h"
#include "tests/engine/definition/RandomRun.h"
#include "tests/engine/definition/Vandal.h"
#include "tests/support/RandomSizes.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString fileName = u"broken.workflow.json"_s;

std::vector<QByteArray> soundDrawings()
{
    std::vector<QByteArray> texts;
    for (const char *folder : {"/workflows", "/entities", "/activities"}) {
        for (QDirIterator it(QStringLiteral(PERDURA_TEST_DATA) + QLatin1StringView(folder),
                             {u"*.workflow.json"_s}, QDir::Files, QDirIterator::Subdirectories);
             it.hasNext();) {
            QFile file(it.next());
            if (file.open(QFile::ReadOnly))
                texts.push_back(file.readAll());
        }
    }
    for (quint32 seed = 1; seed <= 50; ++seed)
        texts.push_back(definitionText(RandomDrawing(seed, Kinds::All).draw()));
    return texts;
}

/// What a schema cannot say: the loader alone refuses it, with one of these.
bool isAboutMeaning(const QString &refusal)
{
    static const QRegularExpression sentences(
        u"^broken\\.workflow\\.json: ("
        u"/nodes/\\d+/id: “.*” is the id of an earlier node; give each node an id of its own"
        u"|/nodes/\\d+/parent: there is no node “.*”; correct the id or leave the parent out"
        u"|/nodes/\\d+/parent: “.*” cannot hold other nodes; only a container can"
        u"|/nodes/\\d+/parent: the node “.*” is inside itself; leave one of the parents out"
        u"|/edges/\\d+/(from|to): there is no node “.*”; correct the id or remove the edge"
        u"|/edges/\\d+: the edge from “.*” to “.*” crosses the border of a container; connect nodes of the "
        u"same flow"
        u"|/edges/\\d+/port: the port “.*” of “.*” has an edge already; remove one of the two"
        u")\\.$"_s,
        QRegularExpression::DotMatchesEverythingOption);
    return sentences.match(refusal).hasMatch();
}

bool isAt(const QString &refusal, const SchemaViolation &violation)
{
    const std::string place = violation.path.empty() ? "/" : violation.path;
    return refusal.startsWith(fileName + u": "_s + QString::fromStdString(place) + u": "_s);
}

/// The loader must refuse where the schema does; what only the loader refuses must be beyond a schema.
void checkRefusal(const QByteArray &text, const Error &refusal, const Json &schema)
{
    const auto json = parseJson(text.toStdString());
    if (!json) {
        if (refusal.code != ErrorCode::InvalidJson || !refusal.message.startsWith(fileName + u": The "_s))
            qFatal("a text that is no JSON got another refusal: %s", qPrintable(refusal.message));
        return;
    }
    const auto violations = schemaViolations(*json, schema);
    const auto same = [&refusal](const SchemaViolation &each) { return isAt(refusal.message, each); };
    if (std::ranges::none_of(violations, same) && !isAboutMeaning(refusal.message))
        qFatal("the loader says “%s” and the schema %s: %s", qPrintable(refusal.message),
               violations.empty() ? "nothing" : qPrintable(violations.front().message), text.constData());
}

} // namespace

/// Whatever a file holds: it is read, with problems, or refused with a sentence; nothing crashes or hangs.
class TestBrokenDrawings : public QObject
{
    Q_OBJECT

    const ActivityCatalog m_catalog = activityCatalog(builtInActivities());
    const std::shared_ptr<ExpressionEvaluator> m_evaluator = makeExpressionEvaluator();
    Json m_schema; ///< the published one

    int m_runs = 0;

    /// True when it was read.
    bool tryOut(const QByteArray &text)
    {
        const auto read = parseDefinition(text, fileName);
        if (!read) {
            checkRefusal(text, read.error(), m_schema);
            return false;
        }
        if (const auto violations = schemaViolations(*parseJson(text.toStdString()), m_schema);
            !violations.empty())
            qFatal("the loader takes what the schema refuses at %s: %s", violations.front().path.c_str(),
                   text.constData());
        const auto problems = validate(*read, m_catalog, m_evaluator.get());
        for (const Problem &problem : problems) {
            if (problem.message.isEmpty() || problem.code.empty())
                qFatal("a problem without words");
        }
        for (const Node &node : read->nodes) {
            (void)nodeSummary(node, m_catalog);
            (void)outputPorts(node);
        }
        (void)triggersOf(*read);
        // What was read can be written, and is the same when it is read again.
        const auto again = parseDefinition(definitionText(*read), u"again"_s);
        if (!again || !diffOf(*read, *again).isEmpty())
            qFatal("what was read could not be written: %s", definitionText(*read).constData());
        if (!hasErrors(problems))
            tryRun(std::make_shared<const WorkflowDefinition>(*read));
        return true;
    }

    /// What nothing is wrong with runs, whatever comes of it, and replays the same.
    void tryRun(const std::shared_ptr<const WorkflowDefinition> &drawing)
    {
        ++m_runs;
        if (drawing->kind == DefinitionKind::Entity) {
            tryOperations(drawing);
            return;
        }
        RandomRun run(drawing, m_evaluator, quint32(m_runs), Memory::Cached);
        run.playSteps(200);
        const ReplayVerdict verdict = checkReplay(drawing, run.history(), m_evaluator);
        if (verdict != ReplayVerdict())
            qFatal("%s: %s", verdict.why.c_str(), definitionText(*drawing).constData());
    }

    void tryOperations(const std::shared_ptr<const WorkflowDefinition> &drawing)
    {
        const EntityFunction function = makeEntityInterpreter(drawing, m_evaluator);
        const OrchestrationLimits limits;
        const NewInstanceId newId = [] { return InstanceId(std::string("new")); };
        Json state;
        for (int turn = 0; turn < 2; ++turn) {
            for (const Node &node : drawing->nodes) {
                if (node.kind != NodeKind::Operation)
                    continue;
                EntityMessage message{.entity = {"fuzzed", "1"}, .operation = node.name};
                message.input = turn;
                EntityContext context(message, state, driverEpoch(), limits, newId);
                try {
                    function(context);
                    state = context.takeEffects().state.value_or(state);
                } catch (const TaskFailedException &) {
                    continue; // as the operation of a damaged entity may
                }
            }
        }
    }

    bool hasError(const WorkflowDefinition &drawing, const std::string &code,
                  const std::optional<NodeId> &node, const std::string &port) const
    {
        return std::ranges::any_of(validate(drawing, m_catalog), [&](const Problem &problem) {
            return problem.severity == Problem::Severity::Error && problem.code == code &&
                   problem.node == node && problem.port == port;
        });
    }

private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(PERDURA_RESOURCES "/schema/workflow-1.schema.json"));
        QVERIFY(file.open(QFile::ReadOnly));
        m_schema = *parseJson(file.readAll().toStdString());
    }

    void damagedValuesGiveProblemsOrASentence()
    {
        const std::vector<QByteArray> sound = soundDrawings();
        QVERIFY(sound.size() > 140);
        m_runs = 0;
        const int count = timesAsMany(fewerWhenSanitized(20'000));
        int read = 0;
        for (int i = 0; i < count; ++i) {
            Vandal vandal(quint32(i) + 1 + quint32(seedShift()));
            Json json = *parseJson(sound[std::size_t(vandal.number(sound.size()))].toStdString());
            for (int damages = 1 + vandal.number(3); damages > 0; --damages)
                vandal.damage(json);
            read += tryOut(QByteArray::fromStdString(dumpJson(json))) ? 1 : 0;
        }
        qInfo("%d of %d damaged drawings could be read, %d could be run", read, count, m_runs);
        QVERIFY(read > count / 20);
        QVERIFY(m_runs > count / 50);
        QVERIFY(read < count);
    }

    void brokenLinksHaveTheirCode()
    {
        for (const QByteArray &text : soundDrawings()) {
            const Json sound = *parseJson(text.toStdString());
            QVERIFY(!sound["edges"].empty());
            const std::size_t last = sound["edges"].size() - 1;
            const auto refusalOf = [&](const char *list, std::size_t at, const char *member,
                                       const Json &value) {
                Json broken = sound;
                broken[list][at][member] = value;
                const auto read = parseDefinition(QByteArray::fromStdString(dumpJson(broken)), fileName);
                return read ? QString() : read.error().message;
            };
            for (const char *side : {"from", "to"})
                QCOMPARE(refusalOf("edges", last, side, "nowhere"),
                         u"%1: /edges/%2/%3: there is no node “nowhere”; correct the id or remove the edge."_s
                             .arg(fileName)
                             .arg(last)
                             .arg(QLatin1StringView(side)));
            const Json &first = sound["nodes"][0]["id"];
            QCOMPARE(
                refusalOf("nodes", sound["nodes"].size() - 1, "id", first),
                u"%1: /nodes/%2/id: “%3” is the id of an earlier node; give each node an id of its own."_s
                    .arg(fileName)
                    .arg(sound["nodes"].size() - 1)
                    .arg(QString::fromStdString(first.get<std::string>())));

            const auto read = parseDefinition(text, fileName);
            QVERIFY(read);
            WorkflowDefinition drawing = *read;
            const NodeId from = drawing.edges[last].from;
            drawing.edges[last].port = "nowhere";
            QVERIFY(hasError(drawing, "edge.port", from, "nowhere"));
            // No file can hold it, but what is being edited might.
            drawing.edges[last] = {from, "next", NodeId(std::string("nowhere"))};
            QVERIFY(hasError(drawing, "edge.missing", std::nullopt, {}));
        }
    }

    void damagedBytesGiveASentence()
    {
        const std::vector<QByteArray> sound = soundDrawings();
        const int count = timesAsMany(fewerWhenSanitized(10'000));
        int read = 0;
        for (int i = 0; i < count; ++i) {
            Vandal vandal(quint32(i) + 1 + quint32(seedShift()));
            QByteArray text = sound[std::size_t(vandal.number(sound.size()))];
            vandal.damage(text);
            read += tryOut(text) ? 1 : 0;
        }
        qInfo("%d of %d damaged files could be read", read, count);
        QVERIFY(read < count);
    }
};

QTEST_GUILESS_MAIN(TestBrokenDrawings)
#include "tst_broken_drawings.moc"
