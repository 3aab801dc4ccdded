// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/JsonEdit.h"
#include "app/kit/Theme.h"
#include "app/shell/Card.h"
#include "app/shell/RunDialog.h"
#include "app/shell/ShellSettings.h"
#include "app/shell/WelcomePage.h"
#include "designer/canvas/CanvasScene.h"
#include "designer/canvas/NodeItem.h"
#include "designer/page/DesignerActions.h"
#include "monitor/detail/GraphTab.h"
#include "monitor/detail/HistoryTab.h"
#include "monitor/detail/timeline/TimelineTracks.h"
#include "monitor/dialogs/AnswerDialog.h"
#include "monitor/dialogs/RaiseEventDialog.h"
#include "tests/app/shell/Person.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A person who takes a template from the welcome page, runs it and looks at the run.
class Newcomer : public Person
{
public:
    void choose(const QString &title)
    {
        for (Card *card : window.findChild<WelcomePage *>()->findChildren<Card *>()) {
            if (card->accessibleName() == title)
                QTest::mouseClick(card, Qt::LeftButton);
        }
        QVERIFY(ready());
        QTRY_VERIFY_WITH_TIMEOUT(designer().currentEditor() && !named("Start").isEmpty(), patience);
    }

    /// With that input as JSON; empty: as it is proposed.
    void run(const QString &input)
    {
        press(&designer(), designer().actionsOfPage().run->text());
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<RunDialog *>(), patience);
        auto *dialog = window.findChild<RunDialog *>();
        if (!input.isEmpty()) {
            press(dialog, u"Edit as JSON"_s);
            write(dialog, input);
        }
        press(dialog, u"Run"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!monitor().detail()->instance().isEmpty(), patience);
    }

    /// Raises an event as soon as the node of that name is seen to wait for it.
    void raiseTheAwaitedEvent(const QString &name, const QString &payload)
    {
        QTRY_VERIFY_WITH_TIMEOUT(overlay().contains(name + u": Waiting"_s), patience);
        press(&monitor(), u"Raise event…"_s);
        QTRY_VERIFY_WITH_TIMEOUT(monitor().findChild<RaiseEventDialog *>(), patience);
        auto *dialog = monitor().findChild<RaiseEventDialog *>();
        QCOMPARE(dialog->findChild<QComboBox *>()->currentText(), name);
        write(dialog, payload);
        press(dialog, u"Raise event"_s);
    }

    void answer(const QString &outcome)
    {
        press(&monitor(), u"Approve / Reject…"_s);
        QTRY_VERIFY_WITH_TIMEOUT(monitor().findChild<AnswerDialog *>(), patience);
        press(monitor().findChild<AnswerDialog *>(), outcome);
    }

    void look(InstanceDetailPage::Tab tab)
    {
        QTabBar *tabs = monitor().detail()->findChild<QTabWidget *>()->tabBar();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
    }

    /// The nodes of the drawing in the order of the file, each with the state that the overlay tells; empty
    /// while there is none.
    QStringList overlay()
    {
        QStringList states;
        const CanvasScene *scene = monitor().detail()->findChild<GraphTab *>()->scene();
        if (!scene->definition())
            return states;
        for (const Node &node : scene->definition()->nodes) {
            const NodeFigure &figure = scene->nodeItem(node.id)->figure();
            const QString state = figure.inRun ? runStateText(figure.trace.state) : u"no run"_s;
            if (node.kind != NodeKind::Note)
                states.append(QString::fromStdString(node.name) + u": "_s + state);
        }
        return states;
    }

    QStringList lanes()
    {
        QStringList titles;
        for (const LaneRow &row : monitor().detail()->findChild<TimelineTracks *>()->rows())
            titles.append(row.lane->title);
        return titles;
    }

    /// Shows all events, the orchestrator's turns as well.
    void showTurns()
    {
        for (auto *box : history().findChildren<QCheckBox *>()) {
            if (box->text() == u"Show turns"_s)
                QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        }
    }

    [[nodiscard]] int eventRows() { return history().table()->model()->rowCount(); }

private:
    [[nodiscard]] HistoryTab &history() { return *monitor().detail()->findChild<HistoryTab *>(); }

    static void write(QWidget *dialog, const QString &json)
    {
        auto *text = dialog->findChild<JsonEdit *>()->findChild<QPlainTextEdit *>();
        text->setFocus();
        QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(text, json);
    }
};

} // namespace

/// Each template of a pattern, from the welcome page to the end of its run, watched live.
class TestTemplatesLive : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void init() { QSettings().clear(); } // panes as in a first start

    void aPatternIsChosenRunAndWatched_data();
    void aPatternIsChosenRunAndWatched();
};

void TestTemplatesLive::aPatternIsChosenRunAndWatched_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("event");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("output");
    // What the overlay tells of the nodes that have not simply ended.
    QTest::addColumn<QStringList>("others");
    const QString none;
    QTest::newRow("chaining") << u"Function chaining"_s << none << none << none << uR"("r=4")"_s
                              << QStringList{u"Report the failure: Not reached"_s, u"Stopped: Not reached"_s};
    QTest::newRow("fan-out and fan-in") << u"Fan-out and fan-in"_s << none << none << none
                                        << uR"({"numbers":12,"sum":650})"_s << QStringList{};
    QTest::newRow("async HTTP API") << u"Async HTTP API"_s << uR"({"seconds": 0.5})"_s << none << none
                                    << uR"({"done":true})"_s << QStringList{};
    // Time for a second look at least, on a busy machine as well.
    QTest::newRow("monitor") << u"Monitor"_s << uR"({"job": "a", "takes": 1, "firstWait": 0.4})"_s << none
                             << none << uR"({"job":"a","done":true})"_s
                             << QStringList{u"Given up: Not reached"_s};
    QTest::newRow("human interaction by an event")
        << u"Approval by event"_s << none << u"ApprovalEvent"_s << none
        << uR"({"request":"A new laptop","decision":"approved"})"_s
        << QStringList{u"Escalate: Not reached"_s, u"Escalated: Not reached"_s, u"Time limit: Terminated"_s};
    QTest::newRow("human interaction by a task")
        << u"Approval with escalation"_s << none << none << u"Approve"_s
        << uR"({"request":"A new laptop","decision":"approved"})"_s
        << QStringList{u"Escalate: Not reached"_s, u"Nobody answered: Not reached"_s,
                       u"Rejected: Not reached"_s};
    QTest::newRow("aggregator")
        << u"Aggregator"_s << none << none << none
        << uR"({"totals":{"north":105,"south":40},"milestones":[{"sensor":"north","total":105}]})"_s
        << QStringList{};
}

void TestTemplatesLive::aPatternIsChosenRunAndWatched()
{
    QFETCH(const QString, title);
    QFETCH(const QString, input);
    QFETCH(const QString, event);
    QFETCH(const QString, outcome);
    QFETCH(const QString, output);
    QFETCH(const QStringList, others);
    QTemporaryDir home;
    ShellSettings().setSampleFolder(home.path());
    Newcomer person;
    person.choose(title);
    person.run(input);
    if (!event.isEmpty())
        person.raiseTheAwaitedEvent(event, u"true"_s);
    if (!outcome.isEmpty())
        person.answer(outcome);

    QTRY_COMPARE_WITH_TIMEOUT(person.shownState(), RunState::Completed, patience);
    const InstanceDetail instance = person.shownInstance();
    QCOMPARE(QString::fromStdString(dumpJson(instance.output)), output);
    person.look(InstanceDetailPage::Graph);
    QTRY_VERIFY_WITH_TIMEOUT(!person.overlay().isEmpty(), patience);
    const auto notEnded = [&] {
        QStringList nodes = person.overlay();
        nodes.removeIf([](const QString &node) { return node.endsWith(u": Completed"_s); });
        return nodes;
    };
    QTRY_COMPARE_WITH_TIMEOUT(notEnded(), others, patience);
    person.look(InstanceDetailPage::Timeline);
    // One lane for the run, and one for each node that it has come to.
    QStringList lanes{u"Workflow"_s};
    for (const QString &node : person.overlay()) {
        if (!node.endsWith(u": Not reached"_s))
            lanes.append(node.section(u": "_s, 0, -2));
    }
    QVERIFY(lanes.size() > 4);
    lanes.sort();
    const auto shownLanes = [&] {
        QStringList titles = person.lanes();
        titles.sort();
        return titles;
    };
    QTRY_COMPARE_WITH_TIMEOUT(shownLanes(), lanes, patience);
    QCOMPARE(person.lanes().first(), u"Workflow"_s);
    person.look(InstanceDetailPage::History);
    person.showTurns();
    QTRY_COMPARE_WITH_TIMEOUT(person.eventRows(), int(instance.summary.historyLength), patience);
    QVERIFY(person.eventRows() > 0);
}

QTEST_MAIN(TestTemplatesLive)
#include "tst_templates_live.moc"
