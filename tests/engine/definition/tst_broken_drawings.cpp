// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/DefinitionDiff.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/JsonSchema.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/StartTriggers.h"
#include "engine/definition/Validation.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/RandomDrawing.h"
#include "tests/support/RandomSizes.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Damages a drawing's JSON in one place, or its text in one byte.
class Vandal
{
public:
    explicit Vandal(quint32 seed)
        : m_random(seed)
    {}

    [[nodiscard]] int number(std::size_t most)
    {
        return int(m_random() % quint32(std::max<std::size_t>(most, 1)));
    }

    void damage(Json &value, int depth = 0)
    {
        const bool isLeaf = !value.is_structured() || value.empty();
        if (isLeaf || depth > 6 || number(5) == 0) {
            value = something();
            return;
        }
        const int at = number(value.size());
        if (value.is_array()) {
            switch (number(6)) {
            case 0:
                value.erase(std::size_t(at));
                return;
            case 1:
                value.push_back(Json(value[std::size_t(at)]));
                return;
            default:
                damage(value[std::size_t(at)], depth + 1);
                return;
            }
        }
        const std::string key = std::next(value.begin(), at).key();
        switch (number(8)) {
        case 0:
            value.erase(key);
            return;
        case 1:
            value["unheard of"] = something();
            return;
        default:
            damage(value[key], depth + 1);
        }
    }

    void damage(QByteArray &text)
    {
        const int at = number(std::size_t(text.size()));
        if (number(3) == 0)
            text.truncate(at);
        else
            text[at] = char(number(256));
    }

private:
    Json something()
    {
        switch (number(14)) {
        case 0:
            return nullptr;
        case 1:
            return true;
        case 2:
            return -1;
        case 3:
            return 1e300;
        case 4:
            return "";
        case 5:
            return "start";
        case 6:
            return "n1";
        case 7:
            return "=input.";
        case 8:
            return "=while (true) {}";
        case 9:
            return Json::array({1, "a", nullptr});
        case 10:
            return {{"a", {{"b", 1}}}};
        case 11:
            return std::string(5000, 'x');
        case 12:
            return "for-each";
        default:
            return "\xc3\x28 \x01 {{}} 99999999999999 d";
        }
    }

    std::mt19937 m_random;
};

std::vector<QByteArray> soundDrawings()
{
    std::vector<QByteArray> texts;
    for (QDirIterator it(QStringLiteral(PERDURA_TEST_DATA "/workflows"), {u"*.workflow.json"_s}, QDir::Files,
                         QDirIterator::Subdirectories);
         it.hasNext();) {
        QFile file(it.next());
        if (file.open(QFile::ReadOnly))
            texts.push_back(file.readAll());
    }
    for (quint32 seed = 1; seed <= 50; ++seed)
        texts.push_back(definitionText(RandomDrawing(seed).draw()));
    return texts;
}

} // namespace

/// Whatever a file holds: it is read, with problems, or refused with a sentence; nothing crashes or hangs.
class TestBrokenDrawings : public QObject
{
    Q_OBJECT

    const ActivityCatalog m_catalog = activityCatalog(builtInActivities());
    const std::shared_ptr<ExpressionEvaluator> m_evaluator = makeExpressionEvaluator();
    Json m_schema; ///< the published one

    /// True when it was read.
    bool tryOut(const QByteArray &text)
    {
        const auto read = parseDefinition(text, u"broken.workflow.json"_s);
        if (!read) {
            if (!read.error().message.startsWith(u"broken.workflow.json"_s))
                qFatal("a refusal without the file's name: %s", qPrintable(read.error().message));
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
        return true;
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
        QVERIFY(sound.size() > 80);
        const int count = timesAsMany(fewerWhenSanitized(20'000));
        int read = 0;
        for (int i = 0; i < count; ++i) {
            Vandal vandal(quint32(i) + 1 + quint32(seedShift()));
            Json json = *parseJson(sound[std::size_t(vandal.number(sound.size()))].toStdString());
            for (int damages = 1 + vandal.number(3); damages > 0; --damages)
                vandal.damage(json);
            read += tryOut(QByteArray::fromStdString(dumpJson(json))) ? 1 : 0;
        }
        qInfo("%d of %d damaged drawings could be read", read, count);
        QVERIFY(read > count / 20);
        QVERIFY(read < count);
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
