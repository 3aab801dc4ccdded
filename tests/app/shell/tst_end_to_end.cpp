// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/StatusChip.h"
#include "app/kit/Theme.h"
#include "app/shell/Place.h"
#include "app/shell/RunDialog.h"
#include "app/shell/ShellPlaces.h"
#include "designer/DesignerPage.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/editing/CanvasEditor.h"
#include "designer/page/DesignerActions.h"
#include "engine/client/WhenFinished.h"
#include "engine/definition/DefinitionFile.h"
#include "monitor/MonitorPage.h"
#include "monitor/detail/InstanceDetailPage.h"
#include "monitor/dialogs/AnswerDialog.h"
#include "monitor/instances/InstanceListPage.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patience = 30'000; // milliseconds; a bound for a loaded machine, not an expectation

/// The program's own window with the real hub, and a person's gestures in it.
class Person
{
public:
    explicit Person(const QString &workspace)
        : window(shellParts())
    {
        window.resize(1280, 800);
        window.show();
        window.openWorkspace(workspace);
    }

    [[nodiscard]] bool ready()
    {
        return QTest::qWaitForWindowExposed(&window) &&
               QTest::qWaitFor([this] { return window.session()->client() != nullptr; }, patience);
    }

    [[nodiscard]] DesignerPage &designer() { return *window.findChild<DesignerPage *>(); }
    [[nodiscard]] MonitorPage &monitor() { return *window.findChild<MonitorPage *>(); }
    [[nodiscard]] CanvasEditor &canvas() { return *designer().currentEditor(); }
    [[nodiscard]] const WorkflowDefinition &drawing() { return *canvas().document().definition(); }
    [[nodiscard]] NodeId named(const char *name)
    {
        const Node *node = drawing().findByName(name);
        return node ? node->id : NodeId();
    }

    [[nodiscard]] static QPushButton *button(QWidget *area, const QString &words)
    {
        for (auto *candidate : area->findChildren<QPushButton *>()) {
            if (candidate->isVisible() && candidate->isEnabled() && candidate->text() == words)
                return candidate;
        }
        return nullptr;
    }

    /// Clicks the button of these words, as soon as it can be clicked.
    void press(QWidget *area, const QString &words)
    {
        QTRY_VERIFY2_WITH_TIMEOUT(button(area, words), qPrintable(words), patience);
        QTest::mouseClick(button(area, words), Qt::LeftButton);
    }

    void doubleClickInPalette(const QString &title)
    {
        auto *list = designer().findChild<QListView *>(u"paletteList"_s);
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            if (index.data().toString() != title || index.flags() == Qt::NoItemFlags)
                continue;
            list->scrollTo(index);
            const QPoint at = list->visualRect(index).center();
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at);
            QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, at);
            return;
        }
        QFAIL(qPrintable(u"not in the palette: "_s + title));
    }

    void drag(const QPointF &from, const QPointF &to)
    {
        QWidget *viewport = canvas().viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, canvas().mapFromScene(from));
        QTest::mouseMove(viewport, canvas().mapFromScene((from + to) / 2));
        QTest::mouseMove(viewport, canvas().mapFromScene(to));
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, canvas().mapFromScene(to));
    }

    void click(const NodeId &node)
    {
        const QPointF at = canvas().scene().nodeItem(node)->cardRect().topLeft() + QPointF(100, 32);
        QTest::mouseClick(canvas().viewport(), Qt::LeftButton, {}, canvas().mapFromScene(at));
    }

    void clickFreeCanvas()
    {
        QTest::mouseClick(canvas().viewport(), Qt::LeftButton, {},
                          QPoint(8, canvas().viewport()->height() - 8));
    }

    /// Replaces the text of the first field of that kind in the part of the inspector.
    template <typename Field>
    void type(const QString &part, const QString &text)
    {
        auto *area = designer().findChild<QWidget *>(part);
        auto *field = qobject_cast<Field *>(area);
        for (Field *candidate : area->findChildren<Field *>()) {
            if (!field && candidate->isVisible() && candidate->isEnabled())
                field = candidate;
        }
        QVERIFY(field);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
    }

    /// The state that the header of the shown instance tells.
    [[nodiscard]] RunState shownState()
    {
        auto *chip = monitor().detail()->findChild<StatusChip *>();
        return chip && chip->isVisible() ? chip->state() : RunState::Pending;
    }

    [[nodiscard]] InstanceDetail shownInstance()
    {
        std::optional<Result<InstanceDetail>> answer;
        whenFinished(window.session()->client()->instance(monitor().detail()->instance()), &window,
                     [&answer](const Result<InstanceDetail> &result) { answer = result; });
        const bool came = QTest::qWaitFor([&answer] { return answer.has_value(); }, patience);
        return came && *answer ? **answer : InstanceDetail();
    }

    MainWindow window;
};

} // namespace

class TestEndToEnd : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void init() { QSettings().clear(); } // panes as in a first start

    void aChainIsDrawnFromAnEmptyCanvasUndoneRedoneSavedRunAndSeenToComplete()
    {
        QTemporaryDir workspace;
        Person person(workspace.path());
        QVERIFY(person.ready());
        person.designer().newWorkflow();
        const WorkflowDefinition empty = person.drawing();
        QVERIFY(empty.nodes.empty());

        // Two nodes joined by hand, the others chained by choosing them after the one before.
        person.doubleClickInPalette(u"Start"_s);
        person.clickFreeCanvas();
        person.doubleClickInPalette(u"Script"_s);
        const NodeId start = person.named("Start");
        const NodeId first = person.named("Script");
        const QPointF at = person.canvas().scene().nodeItem(first)->pos();
        person.drag(at + QPointF(100, 20), at + QPointF(380, 20));
        person.drag(person.canvas().scene().portPosition(start, "next"),
                    person.canvas().scene().inputPosition(first));
        QCOMPARE(person.drawing().target(start, "next")->id, first);
        person.click(first);
        person.type<QLineEdit>(u"nodeName"_s, u"Half"_s);
        person.type<QPlainTextEdit>(u"activityInput"_s, u"return 20 + 1;"_s);
        person.click(first);
        person.doubleClickInPalette(u"Log"_s);
        const NodeId log = person.named("Log");
        QCOMPARE(person.drawing().target(first, "next")->id, log);
        person.click(log);
        person.type<QPlainTextEdit>(u"activityInput"_s, u"=nodes.Half.output"_s);
        person.click(log);
        person.doubleClickInPalette(u"End"_s);
        const NodeId end = person.named("End");
        QCOMPARE(person.drawing().target(log, "next")->id, end);
        person.click(end);
        person.type<QPlainTextEdit>(u"nodeFields"_s, u"=nodes.Half.output * 2"_s);
        QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(dumpJson(person.drawing().find(end)->fields)),
                                  QStringLiteral(R"({"output":"=nodes.Half.output * 2"})"), patience);
        QCOMPARE(person.drawing().find(first)->name, std::string("Half"));

        const WorkflowDefinition finished = person.drawing();
        while (person.designer().actionsOfPage().undo->isEnabled())
            QTest::keyClick(&person.canvas(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(person.drawing() == empty);
        while (person.designer().actionsOfPage().redo->isEnabled())
            QTest::keyClick(&person.canvas(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(person.drawing() == finished);

        person.canvas().setFocus();
        QTest::keyClick(&person.canvas(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!person.designer().hasUnsavedChanges(), patience);
        const auto saved = loadDefinition(workspace.filePath(u"new-workflow.workflow.json"_s));
        QVERIFY(saved);
        QCOMPARE(contentAddress(*saved).value, contentAddress(finished).value);

        person.press(&person.designer(), person.designer().actionsOfPage().run->text());
        QTRY_VERIFY_WITH_TIMEOUT(person.window.findChild<RunDialog *>(), patience);
        person.press(person.window.findChild<RunDialog *>(), u"Run"_s);
        QTRY_COMPARE_WITH_TIMEOUT(person.shownState(), RunState::Completed, patience);
        QCOMPARE(dumpJson(person.shownInstance().output), std::string("42"));
    }

    void anApprovalIsAnsweredInTheWindowAfterARestart()
    {
        QTemporaryDir workspace;
        const QString file = workspace.filePath(u"approval.workflow.json"_s);
        QVERIFY(QFile::copy(
            u":/perdura/templates/approval-with-escalation/approval-with-escalation.workflow.json"_s, file));
        InstanceId instance;
        {
            Person person(workspace.path());
            QVERIFY(person.ready());
            person.window.openPath(file);
            QTRY_VERIFY_WITH_TIMEOUT(person.designer().currentEditor() && !person.named("Start").isEmpty(),
                                     patience);
            person.press(&person.designer(), person.designer().actionsOfPage().run->text());
            QTRY_VERIFY_WITH_TIMEOUT(person.window.findChild<RunDialog *>(), patience);
            person.press(person.window.findChild<RunDialog *>(), u"Run"_s);
            QTRY_VERIFY_WITH_TIMEOUT(Person::button(&person.monitor(), u"Approve / Reject…"_s), patience);
            instance = person.monitor().detail()->instance();
        }

        Person person(workspace.path());
        QVERIFY(person.ready());
        QTest::keyClick(&person.window, Qt::Key_2, Qt::ControlModifier);
        QTableView *list = person.monitor().list()->table();
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 1, patience);
        list->setFocus();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(0, 0)).center());
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(person.monitor().detail()->instance().value, instance.value, patience);
        person.press(&person.monitor(), u"Approve / Reject…"_s);
        QTRY_VERIFY_WITH_TIMEOUT(person.window.findChild<AnswerDialog *>(), patience);
        person.press(person.window.findChild<AnswerDialog *>(), u"Approve"_s);
        QTRY_COMPARE_WITH_TIMEOUT(person.shownState(), RunState::Completed, patience);
        QCOMPARE(dumpJson(person.shownInstance().output),
                 std::string(R"({"request":"A new laptop","decision":"approved"})"));
    }
};

QTEST_MAIN(TestEndToEnd)
#include "tst_end_to_end.moc"
