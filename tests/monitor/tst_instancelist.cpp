// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/SearchField.h"
#include "monitor/StatusWords.h"
#include "monitor/instances/InstanceListModel.h"
#include "monitor/instances/InstanceListPage.h"
#include "monitor/instances/StatusFilterBar.h"
#include "tests/support/client/FakeHubClient.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace perdura;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const Instant noon = instantFromIso("2026-11-22T12:00:00Z").value();

FakeHubClient::Instance instance(int number, OrchestrationStatus status = OrchestrationStatus::Running)
{
    FakeHubClient::Instance made;
    InstanceSummary &summary = made.detail.summary;
    summary.id = InstanceId(QStringLiteral("run-%1").arg(number, 6, 10, QLatin1Char('0')));
    summary.name = number % 2 == 0 ? "order" : "backup";
    summary.status = status;
    summary.created = noon + std::chrono::seconds(number); // higher numbers are newer
    return made;
}

void fill(FakeHubClient &hub, int count)
{
    std::vector<FakeHubClient::Instance> all;
    for (int i = 0; i < count; ++i)
        all.push_back(instance(i, i % 10 == 3 ? OrchestrationStatus::Failed : OrchestrationStatus::Running));
    hub.fill(std::move(all));
}

QString noteAt(const InstanceListModel *model, int row)
{
    return model->index(row, InstanceListModel::NoteColumn).data().toString();
}

QString statusAt(const InstanceListModel *model, int row)
{
    return model->index(row, InstanceListModel::StatusColumn).data().toString();
}

QString idAt(const QAbstractItemModel *model, int row)
{
    return model->index(row, InstanceListModel::IdColumn).data().toString();
}

} // namespace

class TestInstanceList : public QObject
{
    Q_OBJECT

private slots:
    void itLoadsPageByPage()
    {
        FakeHubClient hub;
        fill(hub, 250);
        InstanceListModel model;
        model.setClient(&hub);
        QTRY_COMPARE(model.rowCount(), 100);
        QCOMPARE(idAt(&model, 0), u"run-000249"_s);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 200);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 250);
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(idAt(&model, 249), u"run-000000"_s);
    }

    void itKeepsTheRulesOfModels()
    {
        FakeHubClient hub;
        fill(hub, 250);
        InstanceListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setClient(&hub); // the tester itself fetches more and more
        QTRY_COMPARE(model.rowCount(), 250);
        hub.put(instance(400));
        QTRY_COMPARE(model.rowCount(), 251);
        model.setFilter({{OrchestrationStatus::Failed}, {}});
        QTRY_COMPARE(model.rowCount(), 25);
        hub.change(InstanceId(std::string("run-000023")),
                   [](auto &changed) { changed.detail.summary.status = OrchestrationStatus::Completed; });
        QTRY_COMPARE(model.rowCount(), 24);
    }

    void anAnswerThatComesTooLateHarmsNobody()
    {
        FakeHubClient hub;
        fill(hub, 250);
        {
            InstanceListModel model;
            model.setClient(&hub);
        }
        InstanceListModel model;
        {
            FakeHubClient shortLived;
            model.setClient(&shortLived);
            model.setClient(nullptr);
        }
        model.setClient(&hub);
        QTRY_COMPARE(model.rowCount(), 100);
    }

    void changesAreFoldedIntoFewQuestions()
    {
        FakeHubClient hub;
        fill(hub, 500);
        InstanceListModel model;
        model.setClient(&hub);
        QTRY_COMPARE(model.rowCount(), 100);
        model.setShownRows(0, 20);
        const std::size_t before = hub.queries.size();
        for (int i = 0; i < 50; ++i)
            hub.change(InstanceId(std::string("run-000495")),
                       [&](auto &changed) { changed.detail.summary.historyLength = i; });
        QTRY_COMPARE(model.index(4, InstanceListModel::EventsColumn).data().toString(), u"49"_s);
        QCOMPARE(hub.queries.size(), before + 1);
    }

    void newAndChangedRowsComeInWithoutAReset()
    {
        FakeHubClient hub;
        fill(hub, 120);
        InstanceListModel model;
        model.setClient(&hub);
        QTRY_COMPARE(model.rowCount(), 100);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex third = model.index(2, 0);
        hub.put(instance(500));
        hub.put(instance(501, OrchestrationStatus::Failed));
        QTRY_COMPARE(idAt(&model, 0), u"run-000501"_s);
        QCOMPARE(idAt(&model, 1), u"run-000500"_s);
        QCOMPARE(third.row(), 4);
        QCOMPARE(resets.size(), 0);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 122);
    }

    void moreNewOnesThanAPageLeaveNoGap()
    {
        FakeHubClient hub;
        fill(hub, 150);
        InstanceListModel model;
        model.setClient(&hub);
        QTRY_COMPARE(model.rowCount(), 100);
        std::vector<FakeHubClient::Instance> burst;
        for (int i = 1000; i < 1250; ++i)
            burst.push_back(instance(i));
        hub.fill(std::move(burst));
        hub.put(instance(1250));
        QTRY_COMPARE(model.rowCount(), 351);
        for (int row = 0; row < 251; ++row)
            QCOMPARE(idAt(&model, row), QStringLiteral("run-%1").arg(1250 - row, 6, 10, QLatin1Char('0')));
        QCOMPARE(idAt(&model, 251), u"run-000149"_s);
    }

    void aRowThatNoLongerMatchesLeaves()
    {
        FakeHubClient hub;
        fill(hub, 50);
        InstanceListModel model;
        model.setFilter({{OrchestrationStatus::Failed}, {}});
        model.setClient(&hub);
        QTRY_COMPARE(model.rowCount(), 5);
        hub.change(InstanceId(std::string("run-000023")),
                   [](auto &changed) { changed.detail.summary.status = OrchestrationStatus::Terminated; });
        QTRY_COMPARE(model.rowCount(), 4);
        QCOMPARE(model.rowOf(InstanceId(std::string("run-000023"))), -1);
    }

    void errorsAreToldInTheirSentence()
    {
        FakeHubClient hub;
        hub.failNext({ErrorCode::Damaged, u"The database is damaged; restore it."_s});
        InstanceListModel model;
        QSignalSpy failed(&model, &InstanceListModel::failed);
        model.setClient(&hub);
        QVERIFY(failed.wait());
        QCOMPARE(failed.at(0).at(0).toString(), u"The database is damaged; restore it."_s);
    }

    void aClickOnAStatusShowsOnlyThat()
    {
        FakeHubClient hub;
        fill(hub, 60);
        InstanceListPage page;
        page.resize(1200, 600);
        page.setClient(&hub);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_COMPARE(page.model()->rowCount(), 60);
        QToolButton *failed = page.findChild<StatusFilterBar *>()->button(OrchestrationStatus::Failed);
        QTRY_COMPARE(failed->text(), u"Failed  6"_s);
        QTest::mouseClick(failed, Qt::LeftButton);
        QTRY_COMPARE(page.model()->rowCount(), 6);
        QCOMPARE(hub.queries.back().statuses, std::vector{OrchestrationStatus::Failed});
        QTest::mouseClick(failed, Qt::LeftButton);
        QTRY_COMPARE(page.model()->rowCount(), 60);
    }

    void howFarAnInstanceHasComeIsToldAndFollowed()
    {
        FakeHubClient hub;
        auto working = instance(1);
        working.detail.summary.hasWork = true;
        working.detail.customStatus = "Step 3\nof 5";
        auto ended = instance(0, OrchestrationStatus::Completed);
        ended.detail.customStatus = "Step 5 of 5";
        hub.fill({working, ended});
        InstanceListPage page;
        page.resize(1200, 600);
        page.setClient(&hub);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_COMPARE(noteAt(page.model(), 0), u"Step 3 of 5"_s);
        QCOMPARE(noteAt(page.model(), 1), QString());
        hub.change(working.detail.summary.id, [](auto &changed) {
            ++changed.detail.summary.historyLength;
            changed.detail.summary.hasWork = false;
            changed.detail.customStatus = Json{{"done", 4}};
        });
        QTRY_COMPARE(noteAt(page.model(), 0), u"{\"done\":4}  ·  Waits for an event or another workflow"_s);
    }

    void whatWaitsForATimerSaysUntilWhen()
    {
        FakeHubClient hub;
        const Instant due = SystemClock().now() + 2h;
        auto timer = instance(2);
        timer.detail.summary.nextTimer = due;
        auto overdue = instance(1);
        overdue.detail.summary.nextTimer = noon;
        auto working = instance(0);
        working.detail.summary.hasWork = true;
        hub.fill({timer, overdue, working});
        InstanceListModel model;
        model.setClient(&hub);
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(noteAt(&model, 0), u"Waits until %1 at the latest"_s.arg(clockSeconds(due)));
        QCOMPARE(statusAt(&model, 0), u"Waiting"_s);
        QCOMPARE(noteAt(&model, 1), QString());
        QCOMPARE(noteAt(&model, 2), QString());
        QCOMPARE(statusAt(&model, 2), u"Running"_s);
    }

    void theStatusTogglesSayTheWordsOfTheRows()
    {
        FakeHubClient hub;
        auto working = instance(1);
        working.detail.summary.hasWork = true;
        hub.fill({instance(0), working});
        InstanceListPage page;
        page.resize(1200, 600);
        page.setClient(&hub);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_COMPARE(page.model()->rowCount(), 2);
        QToolButton *live = page.findChild<StatusFilterBar *>()->button(OrchestrationStatus::Running);
        QTRY_COMPARE(live->text(), u"Running or waiting  2"_s);
        QTest::mouseClick(live, Qt::LeftButton);
        QTRY_COMPARE(page.model()->rowCount(), 2);
        QCOMPARE(statusAt(page.model(), 0), u"Running"_s);
        QCOMPARE(statusAt(page.model(), 1), u"Waiting"_s);
    }

    void typingNarrowsTheListAndReturnOpens()
    {
        FakeHubClient hub;
        fill(hub, 60);
        InstanceListPage page;
        page.resize(1200, 600);
        page.setClient(&hub);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_COMPARE(page.model()->rowCount(), 60);
        auto *search = page.findChild<SearchField *>();
        search->setFocus();
        QTest::keyClicks(search, u"RUN-00004"_s);
        QTRY_COMPARE(page.model()->rowCount(), 10);
        QSignalSpy opened(&page, &InstanceListPage::instanceOpened);
        QTest::keyClick(search, Qt::Key_Down);
        QTest::keyClick(page.table(), Qt::Key_Down);
        QTest::keyClick(page.table(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.at(0).at(0).value<InstanceId>(), InstanceId(std::string("run-000048")));
    }

    void selectionAndPlaceStayWhileRunsComeIn()
    {
        FakeHubClient hub;
        fill(hub, 300);
        InstanceListPage page;
        page.resize(1200, 600);
        page.setClient(&hub);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_COMPARE(page.model()->rowCount(), 100);
        page.table()->verticalScrollBar()->setValue(34 * 30);
        const int row = page.table()->rowAt(100);
        QTest::mouseClick(page.table()->viewport(), Qt::LeftButton, {}, {200, 100});
        const QString selected = idAt(page.model(), row);
        for (int i = 0; i < 5; ++i)
            hub.put(instance(1000 + i));
        QTRY_COMPARE(idAt(page.model(), 0), u"run-001004"_s);
        QCOMPARE(idAt(page.model(), page.table()->currentIndex().row()), selected);
        QTRY_COMPARE(page.table()->rowAt(100), page.table()->currentIndex().row());
    }

    void aHundredThousandInstancesLoadOnlyWhatIsLookedAt()
    {
        FakeHubClient hub;
        fill(hub, 100000);
        InstanceListPage page;
        page.resize(1200, 600);
        page.setClient(&hub);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_COMPARE(page.model()->rowCount(), 100);
        QCOMPARE(hub.queries.size(), std::size_t(1));
        QScrollBar *bar = page.table()->verticalScrollBar();
        for (int pages = 2; pages <= 20; ++pages) {
            bar->setValue(bar->maximum());
            QTRY_COMPARE(page.model()->rowCount(), pages * 100);
        }
        QCOMPARE(hub.queries.size(), std::size_t(20));
        for (const InstanceQuery &query : hub.queries)
            QCOMPARE(query.limit, 100);
    }
};

QTEST_MAIN(TestInstanceList)
#include "tst_instancelist.moc"
