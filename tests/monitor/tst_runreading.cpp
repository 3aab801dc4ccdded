// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/StatusWords.h"
#include "monitor/detail/HistoryModel.h"
#include "monitor/detail/LiveTrace.h"
#include "monitor/detail/WaitWords.h"
#include "monitor/detail/timeline/LaneRows.h"
#include "monitor/detail/timeline/TimelineToolTip.h"
#include "monitor/detail/timeline/TimelineTracks.h"
#include "monitor/detail/timeline/TimelineView.h"
#include "monitor/detail/timeline/TimelineZoom.h"
#include "monitor/dialogs/TerminateDialog.h"
#include "tests/monitor/SampleHub.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace perdura;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const Instant noon = instantFromIso("2026-11-22T12:00:00Z").value();

std::shared_ptr<const RunReading> readingOf(const SampleRun &run, const WorkflowDefinition &definition)
{
    auto reading = std::make_shared<RunReading>();
    reading->definition = std::make_shared<const WorkflowDefinition>(definition);
    reading->history = std::make_shared<const History>(run.history());
    reading->trace = run.trace();
    reading->rows = historyRows(*reading->history, reading->definition.get());
    reading->timeline =
        buildTimeline(*reading->history, reading->definition.get(), &*reading->trace, run.now());
    return reading;
}

QStringList titles(const TimelineModel &model)
{
    QStringList found;
    for (const TimelineLane &lane : model.lanes)
        found << QString(lane.depth * 2, u' ') + lane.title;
    return found;
}

const TimelineLane &laneOf(const TimelineModel &model, const char *node)
{
    const auto found = std::find_if(model.lanes.begin(), model.lanes.end(),
                                    [&](const auto &lane) { return lane.node.value == node; });
    Q_ASSERT(found != model.lanes.end());
    return *found;
}

} // namespace

class TestRunReading : public QObject
{
    Q_OBJECT

private slots:
    void lanesFollowTheirFirstStartInsideTheirContainers()
    {
        const auto expense =
            readingOf(SampleHub::completedExpense("e", noon), SampleHub::expenseDefinition());
        QCOMPARE(titles(expense->timeline),
                 (QStringList{u"Workflow"_s, u"Start"_s, u"Read the report"_s, u"Check against policy"_s,
                              u"Over the limit?"_s, u"Manager's approval"_s, u"Book into the ledger"_s,
                              u"Wait for the payment"_s, u"Paid"_s}));
        const auto import = readingOf(SampleHub::import("i", noon, 20, false), SampleHub::importDefinition());
        QCOMPARE(titles(import->timeline),
                 (QStringList{u"Workflow"_s, u"Start"_s, u"Fetch the supplier's list"_s,
                              u"For each product"_s, u"  Download the picture"_s,
                              u"  Store in the catalogue"_s, u"Count the results"_s, u"Done"_s}));
    }

    void attemptsAreSegmentsWithTheWaitBetween()
    {
        const auto reading = readingOf(SampleHub::failedExpense("e", noon), SampleHub::expenseDefinition());
        const TimelineLane &book = laneOf(reading->timeline, "book");
        QCOMPARE(book.spans.size(), std::size_t(5));
        QCOMPARE(book.spans[0].attempt, 1);
        QCOMPARE(book.spans[0].state, TimelineSpan::State::Failed);
        QCOMPARE(*book.spans[0].end - book.spans[0].begin, Duration(850ms));
        QCOMPARE(book.spans[1].kind, TimelineSpan::Kind::Wait);
        QCOMPARE(book.spans[1].text, u"Retry 2 of 3"_s);
        QCOMPARE(*book.spans[1].end - book.spans[1].begin, Duration(4s));
        QCOMPARE(book.spans[4].attempt, 3);
        QCOMPARE(book.marks.size(), std::size_t(2)); // the two retry timers
        QCOMPARE(book.marks[0].kind, TimelineMark::Kind::Timer);
    }

    void aTimeLimitDoesNotHideTheWaitThatItGuards()
    {
        const auto reading =
            readingOf(SampleHub::completedExpense("e", noon), SampleHub::expenseDefinition());
        const TimelineLane &approval = laneOf(reading->timeline, "approval");
        QCOMPARE(approval.spans.size(), std::size_t(1));
        QCOMPARE(approval.spans[0].text, u"Waits for an answer from Martin Schulz"_s);
        QCOMPARE(*approval.spans[0].end - approval.spans[0].begin, Duration(26h + 14min));
        QCOMPARE(approval.marks.back().text, u"Approve, by Martin Schulz"_s);
    }

    void whatIsOpenWhenItIsTerminatedEndsThen()
    {
        SampleRun run("w", "w", noon);
        run.enter("read");
        run.schedule("read", "file.read");
        run.pass(5s).terminate("enough");
        const auto reading = readingOf(run, SampleHub::expenseDefinition());
        const TimelineSpan &span = laneOf(reading->timeline, "read").spans[0];
        QCOMPARE(span.state, TimelineSpan::State::Terminated);
        QCOMPARE(*span.end, noon + 5s);
        QCOMPARE(reading->timeline.lanes[0].spans[0].text, u"enough"_s);
    }

    void nodesThatTheDrawingDoesNotKnowComeLast()
    {
        SampleRun run("w", "w", noon);
        run.schedule("elsewhere", "file.read");
        run.pass(1s);
        run.schedule("read", "file.read");
        const auto reading = readingOf(run, SampleHub::expenseDefinition());
        QCOMPARE(titles(reading->timeline),
                 (QStringList{u"Workflow"_s, u"Read the report"_s, u"elsewhere"_s}));
    }

    void daysOfWaitingAreFolded()
    {
        const auto reading =
            readingOf(SampleHub::completedExpense("e", noon), SampleHub::expenseDefinition());
        const auto &folds = reading->timeline.axes.folded.folds();
        QCOMPARE(folds.size(), std::size_t(2));
        QVERIFY(folds[0].length() > 26h && folds[0].length() < 26h + 14min);
        QVERIFY(folds[1].length() > 47h && folds[1].length() < 47h + 2min);
        QVERIFY(reading->timeline.axes.plain.folds().empty());
    }

    void iterationsAreOneLaneUntilTheyAreOpened()
    {
        const auto reading =
            readingOf(SampleHub::import("i", noon, 240, false), SampleHub::importDefinition());
        QCOMPARE(laneRows(reading->timeline, {}, {}).size(), std::size_t(8));
        const auto open = laneRows(reading->timeline, {NodeId(std::string("image"))}, {});
        QCOMPARE(open.size(), std::size_t(248));
        QCOMPARE(open[5].lane->title, u"Item 1"_s);
        QCOMPARE(open[5 + 239].lane->title, u"Item 240"_s);
        // The drawing itself counts from 0.
        QVERIFY(spanToolTip(*open[5].lane, open[5].lane->spans[0]).startsWith(u"Item 1\nIndex 0\n"_s));
        QCOMPARE(open[5].depth, 2);
        QCOMPARE(laneRows(reading->timeline, {}, {NodeId(std::string("each"))}).size(), std::size_t(6));
    }

    void theHistoryNamesNodesAlsoForAnswers()
    {
        const auto reading =
            readingOf(SampleHub::completedExpense("e", noon), SampleHub::expenseDefinition());
        HistoryModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setReading(reading);
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(1, HistoryModel::TypeColumn), u"Step begun"_s);
        QCOMPARE(cell(1, HistoryModel::NodeColumn), u"Read the report"_s);
        QCOMPARE(cell(2, HistoryModel::TypeColumn), u"Step completed"_s);
        QCOMPARE(cell(2, HistoryModel::NodeColumn), u"Read the report"_s);
        QCOMPARE(cell(4, HistoryModel::SummaryColumn),
                 u"The server answered 503 Service Unavailable; try again later."_s);
    }

    void theHistorySpeaksPlainlyAndKeepsTheNamesOfDevelopers()
    {
        SampleRun run("w", "w", noon);
        run.schedule("image", "http.request", Json{{"product", 11}}, 2, "11");
        HistoryModel model;
        model.setReading(readingOf(run, SampleHub::importDefinition()));
        const auto cell = [&](int column, int role) { return model.index(1, column).data(role).toString(); };
        QCOMPARE(cell(HistoryModel::SummaryColumn, Qt::DisplayRole),
                 u"http.request  Attempt 2 {\"product\":11}"_s);
        ActivityInfo request;
        request.name = "http.request";
        request.title = u"HTTP request"_s;
        model.setActivities(ActivityCatalog({request}));
        QCOMPARE(cell(HistoryModel::TypeColumn, Qt::DisplayRole), u"Step tried again"_s);
        QCOMPARE(cell(HistoryModel::TypeColumn, Qt::ToolTipRole), u"TaskScheduled"_s);
        QCOMPARE(cell(HistoryModel::NodeColumn, Qt::DisplayRole), u"Download the picture, item 12"_s);
        QCOMPARE(cell(HistoryModel::NodeColumn, Qt::ToolTipRole), u"image, index 11"_s);
        QCOMPARE(cell(HistoryModel::SummaryColumn, Qt::DisplayRole),
                 u"HTTP request  Attempt 2 {\"product\":11}"_s);
        const QString searched = cell(HistoryModel::SummaryColumn, HistoryModel::SearchRole);
        for (const auto &word : {u"Step tried again"_s, u"TaskScheduled"_s, u"http.request"_s, u"item 12"_s})
            QVERIFY2(searched.contains(word), qPrintable(word));
    }

    void waitsAreToldAsPeopleReadTheirClock()
    {
        const Instant due = instantFromIso("2026-11-27T22:18:33Z").value();
        const std::string retry = "until 2026-11-27 22:18:33 UTC (Retry 2 of 3)";
        QCOMPARE(waitWords(retry, u"Book"_s, due - 5min),
                 u"until %1 for retry 2 of 3 of “Book”"_s.arg(clockSeconds(due)));
        QCOMPARE(waitWords(retry, u"Book"_s, due - 4500ms), u"5 s more for retry 2 of 3 of “Book”"_s);
        QCOMPARE(waitWords(retry, {}, due - 4500ms), u"5 s more for retry 2 of 3"_s);
        QCOMPARE(waitWords("until 2026-11-27 22:18:33 UTC (Retry 2 of 3 of “Book”)", u"Book"_s, due - 5s),
                 u"5 s more for retry 2 of 3 of “Book”"_s);
        QCOMPARE(waitWords("until 2026-11-27 22:18:33 UTC", u"Pause"_s, due + 1s),
                 u"until %1 (“Pause”)"_s.arg(clockSeconds(due)));
        QCOMPARE(waitWords("event Paid", u"Payment"_s, due), u"for event Paid (“Payment”)"_s);
        QCOMPARE(waitWords("until the end of days", {}, due), u"for until the end of days"_s);
        QCOMPARE(itemNumber("3/0"), u"4 / 1"_s);
    }

    void whatLastsGrowsWithoutANewReading()
    {
        SampleRun run("w", "w", noon);
        run.enter("read");
        run.schedule("read", "file.read");
        run.pass(30s);
        const auto reading = readingOf(run, SampleHub::expenseDefinition());
        QVERIFY(reading->timeline.isLive);
        const TimeSpan before = reading->timeline.axes.plain.range();
        const TimeSpan after = axesAt(reading->timeline, noon + 60s).plain.range();
        QVERIFY(before.end < noon + 60s);
        QVERIFY(after.end > noon + 60s);
        QCOMPARE(axesAt(reading->timeline, noon).plain.range(), before); // never back
        const Duration counted = reading->trace->nodes.at(NodeId(std::string("read"))).busy;
        QCOMPARE(traceAt(*reading, noon + 60s)->nodes.at(NodeId(std::string("read"))).busy,
                 counted + 60s); // the trace counts up to the last event, which is at noon

        const auto ended = readingOf(SampleHub::completedExpense("e", noon), SampleHub::expenseDefinition());
        QVERIFY(!ended->timeline.isLive);
        QCOMPARE(axesAt(ended->timeline, noon + 1000h).plain, ended->timeline.axes.plain);
    }

    void aGrowingHistoryIsAppended()
    {
        SampleRun run("w", "w", noon);
        const SequenceNumber task = run.schedule("read", "file.read");
        HistoryModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setReading(readingOf(run, SampleHub::expenseDefinition()));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        run.pass(1s).complete(task);
        model.setReading(readingOf(run, SampleHub::expenseDefinition()));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(reset.size(), 0);
        model.setReading(readingOf(SampleHub::completedExpense("e", noon), SampleHub::expenseDefinition()));
        QCOMPARE(reset.size(), 1);
    }

    void theWheelKeepsTheTimeUnderTheCursor()
    {
        TimelineView view;
        view.resize(1000, 500);
        view.setReading(readingOf(SampleHub::import("i", noon, 240, false), SampleHub::importDefinition()));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        TimelineTracks *tracks = view.tracks();
        const QPoint at(tracks->gutter() + 300, 120);
        const auto under = [&] { return toPosition(300, view.zoom()->window(), tracks->trackWidth()); };
        const double before = under();
        const double shown = view.zoom()->window().length();
        QWheelEvent wheel(at, tracks->viewport()->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(tracks->viewport(), &wheel);
        QCOMPARE(view.zoom()->window().length(), shown / 1.25);
        QVERIFY(std::abs(under() - before) < 1.0);
        QTest::keyClick(tracks, Qt::Key_0);
        QVERIFY(view.zoom()->isFit());
    }

    void draggingPansAndAClickChoosesWhatIsThere()
    {
        TimelineView view;
        view.resize(1000, 500);
        view.setReading(readingOf(SampleHub::failedExpense("e", noon), SampleHub::expenseDefinition()));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        TimelineTracks *tracks = view.tracks();
        QSignalSpy chosen(&view, &TimelineView::nodeChosen);
        const auto &rows = tracks->rows();
        const auto book = std::find_if(rows.begin(), rows.end(),
                                       [](const LaneRow &row) { return row.lane->node.value == "book"; });
        const TimelineSpan &first = book->lane->spans[0];
        const double middle =
            (view.zoom()->axis().position(first.begin) + view.zoom()->axis().position(*first.end)) / 2;
        const QPoint at(tracks->gutter() + int(toPixel(middle, view.zoom()->window(), tracks->trackWidth())),
                        TimelineTracks::rulerHeight + int(book - rows.begin()) * TimelineTracks::laneHeight +
                            14);
        QTest::mouseClick(tracks->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).value<NodeId>(), NodeId(std::string("book")));
        QCOMPARE(chosen.at(0).at(2).toInt(), first.event);

        view.zoom()->setWindow({view.zoom()->axis().length() / 4, view.zoom()->axis().length() / 2});
        const TimeWindow before = view.zoom()->window();
        QTest::mousePress(tracks->viewport(), Qt::LeftButton, {}, {600, 100});
        QTest::mouseMove(tracks->viewport(), {560, 100});
        QTest::mouseRelease(tracks->viewport(), Qt::LeftButton, {}, {560, 100});
        const double moved = 40.0 / tracks->trackWidth() * before.length();
        QVERIFY(std::abs(view.zoom()->window().begin - before.begin - moved) < 1.0);
        QCOMPARE(chosen.size(), 1);
    }

    void arrowsWalkTheLanesAndOpenThem()
    {
        TimelineView view;
        view.resize(1000, 300);
        view.setReading(readingOf(SampleHub::import("i", noon, 240, false), SampleHub::importDefinition()));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        TimelineTracks *tracks = view.tracks();
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(tracks, Qt::Key_Down);
        QCOMPARE(tracks->currentRow(), 4);
        QTest::keyClick(tracks, Qt::Key_Right);
        QCOMPARE(tracks->rows().size(), std::size_t(248));
        QCOMPARE(tracks->currentRow(), 4);
        QVERIFY(tracks->verticalScrollBar()->maximum() > 6000);
        QTest::keyClick(tracks, Qt::Key_Left);
        QCOMPARE(tracks->rows().size(), std::size_t(8));
    }

    void terminatingSaysWhatItDoes()
    {
        QCOMPARE(terminationConsequence(1, 1),
                 u"1 running activity is told to stop, 1 open task is closed. This cannot be undone."_s);
        QCOMPARE(terminationConsequence(0, 3), u"3 open tasks are closed. This cannot be undone."_s);
        QCOMPARE(terminationConsequence(0, 0),
                 u"Nothing of it runs right now; it just never continues. This cannot be undone."_s);
        SampleRun run("w", "w", noon);
        const SequenceNumber task = run.schedule("read", "file.read");
        run.schedule("policy", "http.request");
        run.complete(task);
        QCOMPARE(runningActivities(run.history()), 1);
    }
};

QTEST_MAIN(TestRunReading)
#include "tst_runreading.moc"
