// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Banner.h"
#include "app/kit/KitResources.h"
#include "monitor/dialogs/AnswerDialog.h"
#include "monitor/tasks/AnswerPanel.h"
#include "monitor/tasks/TasksPage.h"
#include "tests/support/client/FakeHubClient.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>
#include <QVBoxLayout>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

HumanTaskInfo question(SequenceNumber number)
{
    HumanTaskInfo task;
    task.id = {InstanceId(std::string("expense-1")), number};
    task.request.title = "Pay?";
    task.request.outcomes = {"Approve", "Reject"};
    return task;
}

/// A window as the tasks have it around them.
struct Window
{
    FakeHubClient hub;
    QWidget widget;
    TasksPage *tasks = new TasksPage;

    Window()
    {
        auto *column = new QVBoxLayout(&widget);
        column->addWidget(tasks);
        column->addWidget(new QPushButton(u"Settings"_s));
        tasks->setClient(&hub);
        widget.resize(1000, 700);
        widget.show();
    }
    ~Window() { tasks->setClient(nullptr); }

    bool answer(const QString &outcome)
    {
        QPushButton *button = tasks->findChild<AnswerPanel *>()->outcomeButton(outcome);
        if (!QTest::qWaitFor([&] { return button->isVisible(); }))
            return false;
        button->setFocus();
        const bool isReached = button->hasFocus();
        QTest::keyClick(button, Qt::Key_Space);
        return isReached;
    }
    [[nodiscard]] bool hasKeyboard() const { return tasks->isAncestorOf(QApplication::focusWidget()); }
};

} // namespace

class TestAnswering : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        initKitResources();
    }

    void anOutcomeThatNeedsACommentWaitsForIt()
    {
        FakeHubClient hub;
        HumanTaskInfo task = question(3);
        task.request.group = "The leads";
        task.request.outcomes = {"Approve", "Reject"};
        task.request.commentedOutcomes = {"Reject"};
        hub.putTask(task);
        AnswerPanel panel;
        panel.setClient(&hub);
        panel.setTask(task);
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        auto *comment = panel.findChild<QLineEdit *>(u"comment"_s);
        QCOMPARE(panel.findChild<QLabel *>(u"commentName"_s)->text(), u"Comment (needed for “Reject”)"_s);
        QTest::mouseClick(panel.outcomeButton(u"Reject"_s), Qt::LeftButton);
        QCOMPARE(panel.findChild<Banner *>()->message(),
                 u"“Reject” is taken only with a comment; say why."_s);
        QCOMPARE(QApplication::focusWidget(), comment);
        QVERIFY(hub.answers.empty());
        QTest::keyClicks(comment, u"Too much."_s);
        QTest::mouseClick(panel.outcomeButton(u"Reject"_s), Qt::LeftButton);
        QTRY_COMPARE(hub.answers.size(), std::size_t(1));
        QCOMPARE(hub.answers[0].answer.comment, std::string("Too much."));
    }

    void outcomesOfAnyLengthCanBeReadInFull()
    {
        FakeHubClient hub;
        HumanTaskInfo task = question(3);
        task.request.outcomes = {"Approve", "Send back for more information",
                                 "Ask the head of the department", "Reject",
                                 "Leave it to the committee that meets on Thursday"};
        AnswerDialog dialog(&hub, task);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QRegion taken;
        for (const std::string &outcome : task.request.outcomes) {
            const QPushButton *button = dialog.panel()->outcomeButton(QString::fromStdString(outcome));
            const QRect place(button->mapTo(&dialog, QPoint()), button->size());
            QVERIFY(button->width() >= button->sizeHint().width());
            QVERIFY(dialog.rect().contains(place));
            QVERIFY(!taken.intersects(place));
            taken += place;
        }
        const auto lineOf = [&](const char *outcome) {
            const QPushButton *button = dialog.panel()->outcomeButton(QString::fromUtf8(outcome));
            return button->mapTo(&dialog, QPoint()).y();
        };
        QVERIFY(lineOf("Reject") > lineOf("Approve"));
    }

    void aCommentThatIsNeededComesIntoView()
    {
        FakeHubClient hub;
        HumanTaskInfo task = question(3);
        task.request.outcomes = {"Approve", "Reject"};
        task.request.commentedOutcomes = {"Reject"};
        task.request.form = Json{{"type", "object"}, {"properties", Json::object()}};
        for (int i = 0; i < 12; ++i)
            task.request.form["properties"]["field " + std::to_string(i)] = Json{{"type", "string"}};
        AnswerDialog dialog(&hub, task);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        auto *comment = dialog.findChild<QLineEdit *>(u"comment"_s);
        QVERIFY(comment->visibleRegion().isEmpty());
        QTest::mouseClick(dialog.panel()->outcomeButton(u"Reject"_s), Qt::LeftButton);
        QTRY_COMPARE(comment->visibleRegion().boundingRect(), comment->rect());
        QCOMPARE(QApplication::focusWidget(), comment);
    }

    void afterTheLastAnswerTheKeyboardStaysWithTheTasks()
    {
        Window window;
        window.hub.putTask(question(3));
        window.hub.putTask(question(4));
        QVERIFY(QTest::qWaitForWindowActive(&window.widget));
        QTRY_COMPARE(window.tasks->count(), 2);
        QVERIFY(window.answer(u"Approve"_s));
        QVERIFY(window.hasKeyboard()); // also while the hub takes it
        QTRY_COMPARE(window.tasks->count(), 1);
        QCOMPARE(QApplication::focusWidget(), window.tasks->findChild<QListView *>());
        QCOMPARE(window.tasks->findChild<AnswerPanel *>()->task()->id, question(4).id);
        QVERIFY(window.answer(u"Reject"_s));
        QTRY_COMPARE(window.tasks->count(), 0);
        QVERIFY(window.hasKeyboard());
    }

    void aRefusedAnswerCanBeGivenAgainAtOnce()
    {
        Window window;
        window.hub.putTask(question(3));
        QVERIFY(QTest::qWaitForWindowActive(&window.widget));
        QTRY_COMPARE(window.tasks->count(), 1);
        window.hub.failNext({ErrorCode::Io, u"The hub is away; try again."_s});
        QVERIFY(window.answer(u"Reject"_s));
        auto *panel = window.tasks->findChild<AnswerPanel *>();
        QTRY_COMPARE(panel->findChild<Banner *>()->message(), u"The hub is away; try again."_s);
        QCOMPARE(QApplication::focusWidget(), panel->outcomeButton(u"Reject"_s));
    }
};

QTEST_MAIN(TestAnswering)
#include "tst_answering.moc"
