// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Banner.h"
#include "app/shell/InputArea.h"
#include "app/shell/InputMemory.h"
#include "app/shell/RunDialog.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/app/shell/FakeHubClient.h"

#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

std::shared_ptr<const WorkflowDefinition> orders(const char *schema)
{
    WorkflowDefinition definition;
    definition.name = "orders";
    definition.inputSchema = parseJson(schema).value();
    return std::make_shared<const WorkflowDefinition>(std::move(definition));
}

const char *const customerSchema = R"({"type": "object", "required": ["customer"], "properties": {
    "customer": {"type": "string"}, "total": {"type": "number"}, "urgent": {"type": "boolean", "default": false}}})";

template <typename Widget>
Widget *visibleChild(QWidget &window, int index = 0)
{
    QList<Widget *> visible;
    for (Widget *widget : window.findChildren<Widget *>()) {
        if (widget->isVisible())
            visible.append(widget);
    }
    return visible.value(index);
}

void press(QWidget &window, const QString &words)
{
    for (auto *button : window.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text() == words) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    QFAIL(qPrintable(u"no button "_s + words));
}

} // namespace

class TestRunDialog : public QObject
{
    Q_OBJECT

private slots:
    void theFormsValueStartsTheRun();
    void theDrawingIsPublishedAsItIs();
    void missingInputIsAskedForBeforeAnythingStarts();
    void theLastInputComesBack();
    void inputsAreRememberedPerFileInTheWorkspace();
    void withoutASchemaTheInputIsJson();
    void theFormAndTheJsonAreTwoViewsOfOneValue();
    void aRefusedStartIsShownAndCanBeTriedAgain();
    void anInstanceIdCanBeChosen();
    void enterInTheFirstFieldRuns();
    void defaultsStandInTheFormAndRunAsTheyAre();
    void controlEnterRunsFromAFieldOfSeveralLines();
    void controlEnterRunsTheFormWithWhatWasJustTyped();
    void theWindowGrowsWithItsMessages();
    void fieldsEndWhereTheRestEnds();
};

void TestRunDialog::theFormsValueStartsTheRun()
{
    FakeHubClient client;
    InputMemory memory;
    RunDialog dialog(&client, orders(customerSchema), u"/w/orders.workflow.json"_s, u"/w"_s, &memory, true,
                     nullptr);
    QSignalSpy started(&dialog, &RunDialog::started);
    dialog.show();
    QTest::keyClicks(visibleChild<QLineEdit>(dialog, 0), u"Ada"_s);
    QTest::keyClicks(visibleChild<QLineEdit>(dialog, 1), u"12.5"_s);
    press(dialog, u"Run"_s);
    QTRY_COMPARE(started.size(), 1);
    QCOMPARE(started[0][0].value<InstanceId>().toQString(), u"run-1"_s);
    QCOMPARE(client.started.size(), std::size_t(1));
    // Defaults of the schema are filled in; the version is the published one.
    QCOMPARE(dumpJson(client.started[0].input), R"({"customer":"Ada","total":12.5,"urgent":false})");
    QCOMPARE(client.started[0].version.value, std::string("v1"));
    QVERIFY(!client.started[0].id);
    QVERIFY(!dialog.isVisible());
}

void TestRunDialog::theDrawingIsPublishedAsItIs()
{
    FakeHubClient client;
    InputMemory memory;
    const auto definition = orders("null");
    RunDialog dialog(&client, definition, {}, {}, &memory, true, nullptr);
    dialog.show();
    press(dialog, u"Run"_s);
    QTRY_COMPARE(client.started.size(), std::size_t(1));
    QCOMPARE(client.published.size(), std::size_t(1));
    QCOMPARE(client.published[0], definitionText(*definition));
    QVERIFY(client.started[0].input.is_null());
}

void TestRunDialog::missingInputIsAskedForBeforeAnythingStarts()
{
    FakeHubClient client;
    InputMemory memory;
    RunDialog dialog(&client, orders(customerSchema), {}, {}, &memory, true, nullptr);
    dialog.show();
    press(dialog, u"Run"_s);
    QVERIFY(client.published.empty());
    QVERIFY(dialog.isVisible());
    bool asked = false;
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        asked = asked || (label->isVisible() && label->text() == u"This is required."_s);
    QVERIFY(asked);
}

void TestRunDialog::theLastInputComesBack()
{
    QTemporaryDir workspace;
    FakeHubClient client;
    const QString path = workspace.filePath(u"orders.workflow.json"_s);
    {
        InputMemory memory(workspace.path());
        RunDialog dialog(&client, orders(customerSchema), path, {}, &memory, true, nullptr);
        dialog.show();
        QTest::keyClicks(visibleChild<QLineEdit>(dialog, 0), u"Grace"_s);
        press(dialog, u"Run"_s);
        QTRY_COMPARE(client.started.size(), std::size_t(1));
    }
    InputMemory memory(workspace.path());
    RunDialog dialog(&client, orders(customerSchema), path, {}, &memory, true, nullptr);
    dialog.show();
    QCOMPARE(visibleChild<QLineEdit>(dialog, 0)->text(), u"Grace"_s);
}

void TestRunDialog::inputsAreRememberedPerFileInTheWorkspace()
{
    QTemporaryDir workspace;
    {
        InputMemory memory(workspace.path());
        memory.remember(workspace.filePath(u"a.workflow.json"_s), Json(1));
        memory.remember(workspace.filePath(u"sub/b.workflow.json"_s), Json("two"));
    }
    QFile file(workspace.filePath(u".perdura/inputs.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(dumpJson(*parseJson(file.readAll().toStdString())),
             R"({"a.workflow.json":1,"sub/b.workflow.json":"two"})");
    const InputMemory again(workspace.path());
    QCOMPARE(dumpJson(*again.input(workspace.filePath(u"sub/b.workflow.json"_s))), R"("two")");
    QVERIFY(!again.input(workspace.filePath(u"c.workflow.json"_s)));
}

void TestRunDialog::withoutASchemaTheInputIsJson()
{
    FakeHubClient client;
    InputMemory memory;
    RunDialog dialog(&client, orders("null"), {}, {}, &memory, true, nullptr);
    dialog.show();
    auto *edit = visibleChild<QPlainTextEdit>(dialog);
    QVERIFY(edit);
    QTest::keyClicks(edit, u"{\"n\": [1"_s);
    press(dialog, u"Run"_s);
    QVERIFY(!dialog.findChild<Banner *>()->message().isEmpty());
    QVERIFY(client.published.empty());
    QTest::keyClicks(edit, u", 2]}"_s);
    press(dialog, u"Run"_s);
    QTRY_COMPARE(client.started.size(), std::size_t(1));
    QCOMPARE(dumpJson(client.started[0].input), R"({"n":[1,2]})");
}

void TestRunDialog::theFormAndTheJsonAreTwoViewsOfOneValue()
{
    FakeHubClient client;
    InputMemory memory;
    RunDialog dialog(&client, orders(customerSchema), {}, {}, &memory, true, nullptr);
    dialog.show();
    QTest::keyClicks(visibleChild<QLineEdit>(dialog, 0), u"Ada"_s);
    press(dialog, u"Edit as JSON"_s);
    auto *edit = visibleChild<QPlainTextEdit>(dialog);
    QVERIFY(edit);
    QCOMPARE(dumpJson(*parseJson(edit->toPlainText().toStdString())), R"({"customer":"Ada","urgent":false})");
    edit->selectAll();
    QTest::keyClicks(edit, u"{\"customer\": \"Bob\", \"total\": 3}"_s);
    press(dialog, u"Edit as form"_s);
    QCOMPARE(visibleChild<QLineEdit>(dialog, 0)->text(), u"Bob"_s);
    QCOMPARE(visibleChild<QLineEdit>(dialog, 1)->text(), u"3"_s);
}

void TestRunDialog::aRefusedStartIsShownAndCanBeTriedAgain()
{
    FakeHubClient client;
    client.startAnswer =
        fail(ErrorCode::AlreadyExists, u"The id is in use by a live instance. Choose another one."_s);
    InputMemory memory;
    RunDialog dialog(&client, orders("null"), {}, {}, &memory, true, nullptr);
    dialog.show();
    press(dialog, u"Run"_s);
    QTRY_COMPARE(dialog.findChild<Banner *>()->message(),
                 u"The id is in use by a live instance. Choose another one."_s);
    QVERIFY(dialog.isVisible());
    client.startAnswer = InstanceId(u"run-2"_s);
    QSignalSpy started(&dialog, &RunDialog::started);
    press(dialog, u"Run"_s);
    QTRY_COMPARE(started.size(), 1);
}

void TestRunDialog::anInstanceIdCanBeChosen()
{
    FakeHubClient client;
    InputMemory memory;
    RunDialog dialog(&client, orders("null"), {}, {}, &memory, false, nullptr);
    dialog.show();
    QVERIFY(!dialog.showsInMonitor());
    QTest::keyClicks(visibleChild<QLineEdit>(dialog), u"order-4711"_s);
    press(dialog, u"Run"_s);
    QTRY_COMPARE(client.started.size(), std::size_t(1));
    QCOMPARE(client.started[0].id->toQString(), u"order-4711"_s);
}

void TestRunDialog::enterInTheFirstFieldRuns()
{
    FakeHubClient client;
    InputMemory memory;
    RunDialog dialog(&client, orders(customerSchema), {}, {}, &memory, true, nullptr);
    dialog.show();
    dialog.activateWindow();
    auto *first = visibleChild<QLineEdit>(dialog, 0);
    QTRY_VERIFY(first->hasFocus());
    QTest::keyClicks(first, u"Ada"_s);
    QTest::keyClick(first, Qt::Key_Return);
    QTRY_COMPARE(client.started.size(), std::size_t(1));
}

void TestRunDialog::defaultsStandInTheFormAndRunAsTheyAre()
{
    FakeHubClient client;
    InputMemory memory;
    RunDialog dialog(&client, orders(R"({"type": "object", "required": ["count"], "properties": {
        "count": {"type": "integer", "default": 12}, "lines": {"type": "array", "items": {"type": "object",
        "properties": {"article": {"type": "string"}}}, "default": [{"article": "Coffee grinder"}]}}})"),
                     {}, {}, &memory, true, nullptr);
    dialog.show();
    QCOMPARE(visibleChild<QLineEdit>(dialog, 0)->text(), u"12"_s);
    QCOMPARE(visibleChild<QLineEdit>(dialog, 1)->text(), u"Coffee grinder"_s);
    press(dialog, u"Run"_s);
    QTRY_COMPARE(client.started.size(), std::size_t(1));
    QCOMPARE(dumpJson(client.started[0].input), R"({"count":12,"lines":[{"article":"Coffee grinder"}]})");
}

void TestRunDialog::controlEnterRunsFromAFieldOfSeveralLines()
{
    FakeHubClient client;
    InputMemory memory;
    RunDialog dialog(&client, orders("null"), {}, {}, &memory, true, nullptr);
    dialog.show();
    dialog.activateWindow();
    auto *edit = visibleChild<QPlainTextEdit>(dialog);
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, u"[1,"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QTest::keyClicks(edit, u"2]"_s);
    QVERIFY(client.published.empty());
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(client.started.size(), std::size_t(1));
    QCOMPARE(dumpJson(client.started[0].input), "[1,2]");
    bool told = false;
    for (const auto *button : dialog.findChildren<QPushButton *>())
        told = told || button->toolTip() == u"Run (Ctrl+Return)"_s;
    QVERIFY(told);
}

void TestRunDialog::controlEnterRunsTheFormWithWhatWasJustTyped()
{
    FakeHubClient client;
    InputMemory memory;
    RunDialog dialog(&client, orders(R"({"type": "object", "properties": {"body": {}}})"), {}, {}, &memory,
                     true, nullptr);
    dialog.show();
    dialog.activateWindow();
    auto *edit = visibleChild<QPlainTextEdit>(dialog);
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, u"[1]"_s);
    QTest::keyClick(edit, Qt::Key_Enter, Qt::ControlModifier | Qt::KeypadModifier);
    QTRY_COMPARE(client.started.size(), std::size_t(1));
    QCOMPARE(dumpJson(client.started[0].input), R"({"body":[1]})");
}

void TestRunDialog::theWindowGrowsWithItsMessages()
{
    FakeHubClient client;
    InputMemory memory;
    RunDialog dialog(&client, orders(R"({"type": "object", "required": ["a", "b", "c", "d"], "properties": {
        "a": {"type": "string"}, "b": {"type": "string"}, "c": {"type": "string"}, "d": {"type": "string"}}})"),
                     {}, {}, &memory, true, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const auto *area = dialog.findChild<InputArea *>();
    QTRY_COMPARE(area->missingHeight(), 0);
    const int before = dialog.height();
    press(dialog, u"Run"_s);
    QTRY_VERIFY(dialog.height() > before);
    QTRY_COMPARE(area->missingHeight(), 0);
    QTRY_VERIFY(!area->verticalScrollBar()->isVisible());
}

void TestRunDialog::fieldsEndWhereTheRestEnds()
{
    FakeHubClient client;
    InputMemory memory;
    RunDialog dialog(&client, orders(customerSchema), {}, {}, &memory, true, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const auto rightOf = [&dialog](const QWidget *widget) {
        return widget->mapTo(&dialog, QPoint(widget->width(), 0)).x();
    };
    const auto *instanceId = visibleChild<QLineEdit>(dialog, 2);
    QCOMPARE(instanceId->accessibleName(), u"Instance id"_s);
    QTRY_COMPARE(rightOf(visibleChild<QLineEdit>(dialog, 0)), rightOf(instanceId));
}

} // namespace perdura

QTEST_MAIN(perdura::TestRunDialog)
#include "tst_run_dialog.moc"
