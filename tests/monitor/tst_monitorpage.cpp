// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Banner.h"
#include "app/kit/ElidedLabel.h"
#include "app/kit/JsonEdit.h"
#include "app/kit/KitResources.h"
#include "app/kit/SchemaForm.h"
#include "app/kit/SearchField.h"
#include "designer/canvas/CanvasScene.h"
#include "designer/canvas/NodeItem.h"
#include "monitor/MonitorPage.h"
#include "monitor/detail/GraphTab.h"
#include "monitor/detail/HistoryTab.h"
#include "monitor/detail/InstanceDetailPage.h"
#include "monitor/detail/NodePanel.h"
#include "monitor/detail/timeline/TimelineTracks.h"
#include "monitor/detail/timeline/TimelineView.h"
#include "monitor/dialogs/AnswerDialog.h"
#include "monitor/dialogs/TerminateDialog.h"
#include "monitor/instances/InstanceListPage.h"
#include "monitor/tasks/AnswerPanel.h"
#include "monitor/tasks/TasksPage.h"
#include "tests/monitor/SampleHub.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace perdura;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const InstanceId waiting(std::string("expense-1"));
const InstanceId failed(std::string("expense-2"));
const InstanceId importing(std::string("import-1"));

QPushButton *button(QWidget *in, const QString &text)
{
    for (QPushButton *found : in->findChildren<QPushButton *>()) {
        if (found->text() == text && found->isVisible())
            return found;
    }
    return nullptr;
}

/// The monitor on a hub with one waiting and one failed run.
struct Monitor
{
    Instant now = SystemClock().now();
    SampleHub hub{now};
    MonitorPage page{hub.tracer()};

    Monitor()
    {
        hub.add(SampleHub::waitingExpense(waiting.value, now - 21h, now));
        hub.add(SampleHub::failedExpense(failed.value, now - 30h));
        hub.add(SampleHub::import(importing.value, now - 20s, 40, true));
        page.resize(1280, 800);
        page.setClient(hub.client());
        page.show();
    }

    bool open(const InstanceId &id)
    {
        page.showInstance(id);
        return QTest::qWaitFor([&] { return events() && events()->model()->rowCount() > 0; });
    }
    Instant axisEnd() { return page.findChild<TimelineView *>()->zoom()->axis().range().end; }
    QTableView *events() { return page.findChild<HistoryTab *>()->table(); }
};

} // namespace

class TestMonitorPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        initKitResources();
    }

    void theHeaderTellsTheExecutionOfWhatHasBegunAnew()
    {
        Monitor monitor;
        QVERIFY(monitor.open(waiting));
        auto *execution = monitor.page.findChild<QLabel *>(u"execution"_s);
        QVERIFY(execution);
        QVERIFY(!execution->isVisible());
        monitor.hub.client()->change(
            waiting, [](FakeHubClient::Instance &instance) { instance.detail.generation = 2; });
        QTRY_VERIFY(execution->isVisible());
        QCOMPARE(execution->text(), u"3"_s);
        QVERIFY2(execution->parentWidget()->toolTip().startsWith(u"It has begun anew 2 time"_s),
                 qPrintable(execution->parentWidget()->toolTip()));
    }

    void returnOnARowShowsItsEvents()
    {
        Monitor monitor;
        QVERIFY(QTest::qWaitForWindowExposed(&monitor.page));
        QTableView *table = monitor.page.list()->table();
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->setFocus();
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY(monitor.page.detail()->isVisible());
        QCOMPARE(monitor.page.detail()->instance(), waiting);
        const int count =
            int(SampleHub::waitingExpense("x", monitor.now - 21h, monitor.now).history().size());
        QTRY_COMPARE(monitor.events()->model()->rowCount(), count);
        QTest::keyClick(monitor.page.detail(), Qt::Key_Escape);
        QTRY_VERIFY(table->isVisible());
    }

    void raisingAnEventSendsItsNameAndJson()
    {
        Monitor monitor;
        QVERIFY(monitor.open(waiting));
        QTest::mouseClick(button(&monitor.page, u"Raise event…"_s), Qt::LeftButton);
        QTRY_VERIFY(monitor.page.findChild<RaiseEventDialog *>());
        auto *dialog = monitor.page.findChild<RaiseEventDialog *>();
        QPushButton *send = button(dialog, u"Raise event"_s);
        QVERIFY(!send->isEnabled());
        QTest::keyClicks(dialog->findChild<QComboBox *>()->lineEdit(), u"PaymentReceived"_s);
        QTRY_VERIFY(send->isEnabled());
        auto *payload = dialog->findChild<JsonEdit *>()->findChild<QPlainTextEdit *>();
        QTest::keyClicks(payload, u"{\"amount\": "_s);
        QTRY_VERIFY(!send->isEnabled());
        QTest::keyClicks(payload, u"12.5}"_s);
        QTRY_VERIFY(send->isEnabled());
        QTest::mouseClick(send, Qt::LeftButton);
        QTRY_COMPARE(monitor.hub.client()->raisedEvents.size(), std::size_t(1));
        const auto &raised = monitor.hub.client()->raisedEvents[0];
        QCOMPARE(raised.instance, waiting);
        QCOMPARE(raised.name, u"PaymentReceived"_s);
        QCOMPARE(dumpJson(raised.input), std::string(R"({"amount":12.5})"));
    }

    void approvingSendsTheForm()
    {
        Monitor monitor;
        QVERIFY(monitor.open(waiting));
        QTRY_VERIFY(button(&monitor.page, u"Approve / Reject…"_s));
        QTest::mouseClick(button(&monitor.page, u"Approve / Reject…"_s), Qt::LeftButton);
        QTRY_VERIFY(monitor.page.findChild<AnswerDialog *>());
        AnswerPanel *panel = monitor.page.findChild<AnswerDialog *>()->panel();
        QTRY_VERIFY(panel->findChild<SchemaForm *>()->isAncestorOf(QApplication::focusWidget()));
        auto *comment = panel->findChild<QLineEdit *>(u"comment"_s);
        panel->findChild<SchemaForm *>()->findChild<QLineEdit *>()->setFocus();
        const auto afterTab = [] {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            return QApplication::focusWidget();
        };
        QWidget *next = afterTab();
        while (panel->findChild<SchemaForm *>()->isAncestorOf(next))
            next = afterTab();
        QCOMPARE(next, comment);
        QCOMPARE(afterTab(), panel->findChild<QLineEdit *>(u"person"_s));
        QCOMPARE(afterTab(), panel->outcomeButton(u"Approve"_s));
        QCOMPARE(afterTab(), panel->outcomeButton(u"Reject"_s));
        QTest::mouseClick(panel->outcomeButton(u"Approve"_s), Qt::LeftButton);
        QVERIFY(panel->outcomeButton(u"Approve"_s)
                    ->isEnabled()); // nothing was sent, as the cost centre is required
        fill(panel);
        QTest::keyClick(panel->findChild<QLineEdit *>(u"comment"_s), Qt::Key_Return);
        QVERIFY(panel->outcomeButton(u"Approve"_s)->isEnabled()); // Return in a field does not answer
        QTest::mouseClick(panel->outcomeButton(u"Approve"_s), Qt::LeftButton);
        QTRY_COMPARE(monitor.hub.client()->answers.size(), std::size_t(1));
        const auto &given = monitor.hub.client()->answers[0];
        QCOMPARE(given.task.instance, waiting);
        QCOMPARE(given.answer.outcome, std::string("Approve"));
        QCOMPARE(dumpJson(given.answer.form), std::string(R"({"costCentre":"FE-210"})"));
        QCOMPARE(given.answer.comment, std::string("fine"));
        QCOMPARE(given.answer.answeredBy, std::string("Ada"));
    }

    void terminatingAsksAndSendsTheReason()
    {
        Monitor monitor;
        QVERIFY(monitor.open(waiting));
        QTest::mouseClick(button(&monitor.page, u"Terminate…"_s), Qt::LeftButton);
        QTRY_VERIFY(monitor.page.findChild<TerminateDialog *>());
        auto *dialog = monitor.page.findChild<TerminateDialog *>();
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"sent twice"_s);
        QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
        QVERIFY(monitor.hub.client()->terminations.empty()); // only the button does it
        QPushButton *terminate = button(dialog, u"Terminate instance"_s);
        terminate->setFocus();
        QTest::keyClick(terminate, Qt::Key_Return);
        QTRY_COMPARE(monitor.hub.client()->terminations.size(), std::size_t(1));
        QCOMPARE(monitor.hub.client()->terminations[0].reason, u"sent twice"_s);
        QTRY_VERIFY(!button(&monitor.page, u"Terminate…"_s)->isEnabled());
        QCOMPARE(button(&monitor.page, u"Terminate…"_s)->toolTip(), u"It has ended (Terminated)"_s);
    }

    void anInstanceIsSuspendedAndResumed()
    {
        Monitor monitor;
        QVERIFY(monitor.open(waiting));
        QTRY_VERIFY(button(&monitor.page, u"Suspend"_s));
        QVERIFY(!button(&monitor.page, u"Resume"_s));
        QVERIFY(!button(&monitor.page, u"Run again"_s));
        QTest::mouseClick(button(&monitor.page, u"Suspend"_s), Qt::LeftButton);
        QTRY_VERIFY(button(&monitor.page, u"Resume"_s));
        QVERIFY(!button(&monitor.page, u"Suspend"_s));
        QTest::mouseClick(button(&monitor.page, u"Resume"_s), Qt::LeftButton);
        QTRY_VERIFY(button(&monitor.page, u"Suspend"_s));
    }

    void whatAHubCannotDoIsSaidInTheBanner()
    {
        Monitor monitor;
        QVERIFY(monitor.open(waiting));
        monitor.hub.client()->change(waiting, [&](auto &instance) {
            instance.detail.summary.status = OrchestrationStatus::Failed;
            instance.detail.summary.completed = monitor.now;
        });
        QTRY_VERIFY(button(&monitor.page, u"Rewind"_s));
        QVERIFY(button(&monitor.page, u"Run again"_s));
        QTest::mouseClick(button(&monitor.page, u"Rewind"_s), Qt::LeftButton);
        auto *banner = monitor.page.detail()->findChild<Banner *>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->message().contains(u"cannot do that"_s));
    }

    void aChangeIsFollowedAndKeepsTheSelection()
    {
        Monitor monitor;
        QVERIFY(monitor.open(waiting));
        monitor.page.detail()->showTab(InstanceDetailPage::History);
        QTableView *events = monitor.events();
        const int before = events->model()->rowCount();
        events->selectRow(2);
        const int calls = monitor.hub.client()->historyCalls;
        for (int i = 0; i < 20; ++i) {
            monitor.hub.client()->change(waiting, [&](auto &instance) {
                instance.history.push_back(
                    {-1, monitor.now + std::chrono::seconds(i), {}, EventRaised{"Ping", i}});
            });
        }
        QTRY_COMPARE(events->model()->rowCount(), before + 20);
        QCOMPARE(events->currentIndex().row(), 2);
        QCOMPARE(monitor.hub.client()->historyCalls, calls + 1);
    }

    void whatLastsCountsUpWhileItIsLookedAt()
    {
        Monitor monitor, hidden;
        QVERIFY(hidden.open(waiting));
        hidden.page.detail()->showTab(InstanceDetailPage::Timeline);
        QTRY_VERIFY(hidden.axisEnd() > hidden.now);
        hidden.page.hide();
        const Instant hiddenEnd = hidden.axisEnd();

        QVERIFY(monitor.open(importing));
        monitor.page.detail()->showTab(InstanceDetailPage::Timeline);
        const Instant before = monitor.axisEnd();
        const int calls = monitor.hub.client()->historyCalls;
        QTRY_VERIFY(monitor.axisEnd() > before + 2s);
        QCOMPARE(monitor.hub.client()->historyCalls, calls); // nothing is asked for it
        QCOMPARE(hidden.axisEnd(), hiddenEnd);

        monitor.page.detail()->showTab(InstanceDetailPage::Graph);
        const auto timeOf = [&](const char *node) {
            return monitor.page.findChild<GraphTab *>()
                ->scene()
                ->nodeItem(NodeId(std::string(node)))
                ->figure()
                .runText;
        };
        const QString each = timeOf("each"), fetch = timeOf("fetch");
        QTRY_VERIFY(timeOf("each") != each);
        QCOMPARE(timeOf("fetch"), fetch);
    }

    void theTabsKeepTheirPlaceWhateverIsWaitedFor()
    {
        Monitor monitor;
        QVERIFY(QTest::qWaitForWindowExposed(&monitor.page));
        QVERIFY(monitor.open(waiting));
        auto *wait = monitor.page.findChild<ElidedLabel *>(u"wait"_s);
        QTRY_COMPARE(wait->text(), u"Waits for an answer from Martin Schulz (“Manager's approval”)"_s);
        const auto *tabs = monitor.page.findChild<QTabWidget *>();
        const auto top = [&] { return tabs->mapTo(&monitor.page, QPoint()).y(); };
        QTRY_VERIFY(top() > 0);
        const int before = top();
        QVERIFY(monitor.open(importing));
        QTRY_COMPARE(wait->text(), QString());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // were there a new layout
        QCOMPARE(top(), before);
    }

    void anEventSaysWhatItIsAndWhere()
    {
        Monitor monitor;
        QVERIFY(monitor.open(importing));
        monitor.page.detail()->showTab(InstanceDetailPage::History);
        QTableView *events = monitor.events();
        const QAbstractItemModel *model = events->model();
        int row = 0;
        while (model->index(row, HistoryModel::NodeColumn).data().toString() !=
               u"Download the picture, item 3"_s)
            ++row;
        events->setCurrentIndex(model->index(row, 0));
        QCOMPARE(monitor.page.findChild<QLabel *>(u"what"_s)->text(), u"Step begun"_s);
        QCOMPARE(monitor.page.findChild<QLabel *>(u"where"_s)->text(), u"Download the picture, item 3"_s);
    }

    void anEmptyMonitorLeadsToDesignWhereThatIsPossible()
    {
        FakeHubClient hub;
        MonitorPage page{RunTracerFactory()};
        page.resize(900, 600);
        page.setClient(&hub);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_VERIFY(!page.list()->table()->isVisible());
        QVERIFY(!button(&page, u"Choose a workflow in Design"_s)); // nobody would hear it
        int requests = 0;
        connect(&page, &MonitorPage::designRequested, this, [&] { ++requests; });
        QTRY_VERIFY(button(&page, u"Choose a workflow in Design"_s));
        QTest::mouseClick(button(&page, u"Choose a workflow in Design"_s), Qt::LeftButton);
        QCOMPARE(requests, 1);
    }

    void aNodeIsSelectedEverywhere()
    {
        Monitor monitor;
        QVERIFY(monitor.open(failed));
        monitor.page.detail()->showTab(InstanceDetailPage::Timeline);
        auto *tracks = monitor.page.findChild<TimelineTracks *>();
        QTRY_COMPARE(tracks->rows().size(), std::size_t(7));
        for (int i = 0; i < 7; ++i)
            QTest::keyClick(tracks, Qt::Key_Down);
        auto *panel = monitor.page.findChild<NodePanel *>();
        QTRY_VERIFY(panel->isVisible());
        const QModelIndex event = monitor.events()->currentIndex();
        QCOMPARE(event.siblingAtColumn(HistoryModel::NodeColumn).data().toString(),
                 u"Book into the ledger"_s);
        QTest::keyClick(tracks, Qt::Key_Escape);
        QTRY_VERIFY(!panel->isVisible());
        QVERIFY(monitor.page.detail()->isVisible());
    }

    void errorsStandInABannerAndStopNothing()
    {
        Monitor monitor;
        monitor.page.showInstance(InstanceId(std::string("gone")));
        auto *banner = monitor.page.detail()->findChild<Banner *>();
        QTRY_COMPARE(banner->message(), u"There is no instance “gone”."_s);
        QVERIFY(!QApplication::activeModalWidget());
    }

    void openTasksAreCountedAndAnswered()
    {
        Monitor monitor;
        TasksPage tasks;
        QSignalSpy counts(&tasks, &TasksPage::countChanged);
        tasks.resize(1000, 700);
        tasks.setClient(monitor.hub.client());
        tasks.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tasks));
        QTRY_COMPARE(tasks.count(), 1);
        QTRY_COMPARE(counts.size(), 1);
        QCOMPARE(counts.at(0).at(0).toInt(), 1);
        auto *panel = tasks.findChild<AnswerPanel *>();
        fill(panel);
        // Fields stay together, however much room there is below them.
        const auto *form = panel->findChild<SchemaForm *>();
        QTRY_COMPARE(form->height(), form->heightForWidth(form->width()));
        QTest::mouseClick(panel->outcomeButton(u"Reject"_s), Qt::LeftButton);
        QTRY_COMPARE(monitor.hub.client()->answers.size(), std::size_t(1));
        QCOMPARE(monitor.hub.client()->answers[0].answer.outcome, std::string("Reject"));
        QTRY_COMPARE(tasks.count(), 0);
        QTRY_COMPARE(counts.back().at(0).toInt(), 0);
    }

    void theKeyboardIsAtOnceInTheListAndFindsTheSearch()
    {
        Monitor monitor;
        QVERIFY(QTest::qWaitForWindowExposed(&monitor.page));
        QTableView *table = monitor.page.list()->table();
        QTRY_COMPARE(table->model()->rowCount(), 3);
        monitor.page.setFocus();
        QTRY_VERIFY(table->hasFocus());
        QTRY_COMPARE(table->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(table->currentIndex().row(), 0);
        QTest::keyClick(table, Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(monitor.page.list()->findChild<SearchField *>()->hasFocus());
        QVERIFY(monitor.open(waiting));
        monitor.page.setFocus();
        QTRY_VERIFY(monitor.page.detail()->isAncestorOf(QApplication::focusWidget()));
    }

    void withoutAHubItSaysSo()
    {
        MonitorPage page{RunTracerFactory()};
        page.resize(900, 600);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.setClient(nullptr);
        QVERIFY(!page.list()->table()->isVisible());
    }

private:
    static void fill(AnswerPanel *panel)
    {
        QTest::keyClicks(panel->findChild<SchemaForm *>()->findChildren<QLineEdit *>().first(), u"FE-210"_s);
        panel->findChild<QLineEdit *>(u"comment"_s)->setText(u"fine"_s);
        panel->findChild<QLineEdit *>(u"person"_s)->setText(u"Ada"_s);
    }
};

QTEST_MAIN(TestMonitorPage)
#include "tst_monitorpage.moc"
