// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/DiffWords.h"
#include "app/versions/VerdictModel.h"
#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/DefinitionFile.h"

#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

WorkflowDefinition drawing(const QByteArray &nodes, const QByteArray &rest)
{
    const auto definition =
        parseDefinition(R"({"format":1,"name":"Order","nodes":[)" + nodes + "]," + rest + "}", u"test"_s);
    return definition ? *definition : WorkflowDefinition();
}

} // namespace

/// Differences and verdicts in the words that people read.
class TestDiffWords : public QObject
{
    Q_OBJECT

private slots:
    void eachChangeIsALineAndWhatOnlyMovedComesLast();
    void fieldsAreCalledAsInTheInspector();
    void longValuesAreShortInTheRowOnly();
    void equalDrawingsHaveNoLine();
    void aVerdictShowsBothSides();
};

void TestDiffWords::eachChangeIsALineAndWhatOnlyMovedComesLast()
{
    const WorkflowDefinition before = drawing(
        R"({"id":"a","kind":"start","name":"Start"},{"id":"b","kind":"timer","name":"Nap","fields":{"duration":"1 s"}},
           {"id":"c","kind":"end","name":"End"},{"id":"d","kind":"note","name":"Why"})",
        R"("edges":[{"from":"a","to":"b"},{"from":"b","to":"c"}],"layout":{"a":[0,0]})");
    const WorkflowDefinition after = drawing(
        R"({"id":"a","kind":"start","name":"Start"},{"id":"b","kind":"timer","name":"Rest","fields":{"duration":"2 s"}},
           {"id":"c","kind":"end","name":"End"},{"id":"e","kind":"if","name":"Paid","fields":{"condition":"=true"}})",
        R"("description":"New","edges":[{"from":"a","to":"b"},{"from":"b","to":"e"},{"from":"e","port":"true","to":"c"}],
           "layout":{"a":[40,0]})");
    QVERIFY(before.nodes.size() == 4 && after.nodes.size() == 4);
    using Kind = DiffLine::Kind;
    const std::vector<DiffLine> expected{{Kind::Changed, u"The workflow itself"_s,
                                          u"Description: not set → New"_s, u"Description: not set → New"_s},
                                         {Kind::Changed, u"Rest"_s,
                                          u"Name: Nap → Rest, Duration: 1 s → 2 s"_s,
                                          u"Name: Nap → Rest\nDuration: 1 s → 2 s"_s},
                                         {Kind::Removed, u"Why"_s, {}, {}},
                                         {Kind::Added, u"Paid"_s, {}, {}},
                                         {Kind::Added, u"Edge Rest → Paid"_s, {}, {}},
                                         {Kind::Added, u"Edge Paid (true) → End"_s, {}, {}},
                                         {Kind::Removed, u"Edge Nap → End"_s, {}, {}},
                                         {Kind::Moved, u"Start"_s, {}, {}}};
    const auto lines = diffLines(diffOf(before, after), before, after, {});
    QStringList texts;
    for (const DiffLine &line : lines)
        texts << kindWord(line.kind) + u": " + line.what + u" (" + line.details + u')';
    QVERIFY2(lines == expected, qPrintable(texts.join(u'\n')));
}

void TestDiffWords::fieldsAreCalledAsInTheInspector()
{
    const WorkflowDefinition before = drawing(
        R"({"id":"a","kind":"race","name":"Race"},
           {"id":"b","kind":"activity","name":"Read","fields":{"activity":"file.read","input":{"path":"a.txt"}}},
           {"id":"c","kind":"set-variables","name":"Set","parent":"a","fields":{"variables":{"total":1}}})",
        R"("edges":[])");
    const WorkflowDefinition after = drawing(
        R"({"id":"a","kind":"race","name":"Race","fields":{"others":"keep"}},
           {"id":"b","kind":"activity","name":"Read","fields":{"activity":"file.read","input":{"path":"b.txt"},
            "retry":{"maxAttempts":5}}},
           {"id":"c","kind":"set-variables","name":"Set","fields":{"variables":{"total":2}}})",
        R"("edges":[])");
    QVERIFY(before.nodes.size() == 3 && after.nodes.size() == 3);
    const ActivityCatalog activities = activityCatalog(builtInActivities());
    QStringList texts;
    for (const DiffLine &line : diffLines(diffOf(before, after), before, after, activities))
        texts << line.details;
    QCOMPARE(texts, (QStringList{u"Other lanes: not set → Let them go on"_s,
                                 u"Input › Path: a.txt → b.txt, Retry: not set → {\"maxAttempts\":5}"_s,
                                 u"Container: Race → none, Variables › total: 1 → 2"_s}));
}

void TestDiffWords::longValuesAreShortInTheRowOnly()
{
    const QByteArray code = "const total = 1;\\nreturn total + input.somethingRatherLong;";
    const WorkflowDefinition before = drawing(
        R"({"id":"a","kind":"end","name":"End","fields":{"output":")" + code + R"("}})", R"("edges":[])");
    const WorkflowDefinition after =
        drawing(R"({"id":"a","kind":"end","name":"End","fields":{"output":"2"}})", R"("edges":[])");
    const auto lines = diffLines(diffOf(before, after), before, after, {});
    QCOMPARE(lines.size(), std::size_t(1));
    QCOMPARE(lines[0].details, u"Output: const total = 1; return total +… → 2"_s);
    QCOMPARE(lines[0].whole, u"Output: const total = 1;\nreturn total + input.somethingRatherLong; → 2"_s);
}

void TestDiffWords::equalDrawingsHaveNoLine()
{
    const WorkflowDefinition same = drawing(R"({"id":"a","kind":"start","name":"Start"})", R"("edges":[])");
    QVERIFY(diffLines(diffOf(same, same), same, same, {}).empty());
}

void TestDiffWords::aVerdictShowsBothSides()
{
    QCOMPARE(verdictSentence({}), u"Continues"_s);
    ReplayVerdict differs;
    differs.kind = ReplayVerdict::Kind::Differs;
    differs.event = 4;
    differs.recorded = "the activity “pack”";
    differs.asked = "a timer";
    QCOMPARE(verdictSentence(differs),
             u"Differs at event 5: the history has the activity “pack”, the drawing asks for a timer"_s);
    ReplayVerdict cannot;
    cannot.kind = ReplayVerdict::Kind::CannotContinue;
    cannot.why = "An entity is no workflow.";
    QCOMPARE(verdictSentence(cannot), u"Cannot continue: An entity is no workflow."_s);
}

QTEST_GUILESS_MAIN(TestDiffWords)
#include "tst_diff_words.moc"
