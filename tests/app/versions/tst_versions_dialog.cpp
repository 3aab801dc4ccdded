// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/VersionsDialog.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/support/client/OpenedHub.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

// Asks for “Go on” after a timer, or without one.
std::shared_ptr<const WorkflowDefinition> order(const QByteArray &output, bool naps = true)
{
    QByteArray text = R"({"format":1,"name":"Order","nodes":[{"id":"a","kind":"start","name":"Start"},
      {"id":"b","kind":"timer","name":"Nap","fields":{"duration":"0 s"}},
      {"id":"c","kind":"wait-for-event","name":"Go","fields":{"event":"go"}},
      {"id":"d","kind":"end","name":"End","fields":{"output":"OUT"}}],
      "edges":[{"from":"a","to":"FIRST"},{"from":"b","to":"c"},{"from":"c","to":"d"}]})";
    text.replace("OUT", output).replace("FIRST", naps ? "b" : "c");
    auto definition = parseDefinition(text, u"test"_s);
    return definition ? std::make_shared<const WorkflowDefinition>(*std::move(definition)) : nullptr;
}

QString cell(const QTableView *table, int row, int column)
{
    return table->model()->index(row, column).data().toString();
}

} // namespace

/// The window of versions over a real hub.
class TestVersionsDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup();

    void theDraftStandsAboveWhatWasPublished();
    void changesAreShownAgainstAnyVersion();
    void aVersionComesBackByOneClick();
    void instancesThatFitAreMovedByKeyboard();
    void oneThatDiffersCannotBeTicked();
    void theDraftIsPublishedOnce();
    void anEntityHasNoInstances();

private:
    void publish(const std::shared_ptr<const WorkflowDefinition> &definition);
    void start(const QString &id);
    void open(const std::shared_ptr<const WorkflowDefinition> &draft);
    [[nodiscard]] QTableView *table(const QString &name) const;
    [[nodiscard]] QPushButton *button(const QString &text) const;
    [[nodiscard]] QLabel *label(const QString &text) const;
    [[nodiscard]] VersionId versionOf(const QString &id);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubClient> m_hub;
    std::unique_ptr<VersionsDialog> m_dialog;
    VersionId m_published;
};

void TestVersionsDialog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = openedHub(m_folder->path());
    QVERIFY(m_hub);
}

void TestVersionsDialog::cleanup()
{
    m_dialog.reset();
    m_hub.reset();
}

void TestVersionsDialog::publish(const std::shared_ptr<const WorkflowDefinition> &definition)
{
    const auto version = waitFor(m_hub->publish(definitionText(*definition)));
    QVERIFY(version);
    m_published = *version;
}

void TestVersionsDialog::start(const QString &id)
{
    StartRequest request;
    request.version = m_published;
    request.id = InstanceId(id);
    QVERIFY(waitFor(m_hub->start(request)));
    QTRY_VERIFY_WITH_TIMEOUT(waitFor(m_hub->instance(InstanceId(id)))->summary.historyLength >= 3 &&
                                 !waitFor(m_hub->instance(InstanceId(id)))->summary.hasWork,
                             20000);
}

void TestVersionsDialog::open(const std::shared_ptr<const WorkflowDefinition> &draft)
{
    m_dialog = std::make_unique<VersionsDialog>(m_hub.get(), draft, m_folder->path());
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
}

QTableView *TestVersionsDialog::table(const QString &name) const
{
    for (QTableView *table : m_dialog->findChildren<QTableView *>()) {
        if (table->accessibleName() == name)
            return table;
    }
    return nullptr;
}

QPushButton *TestVersionsDialog::button(const QString &text) const
{
    for (QPushButton *button : m_dialog->findChildren<QPushButton *>()) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

QLabel *TestVersionsDialog::label(const QString &text) const
{
    for (QLabel *label : m_dialog->findChildren<QLabel *>()) {
        if (label->isVisible() && label->text() == text)
            return label;
    }
    return nullptr;
}

VersionId TestVersionsDialog::versionOf(const QString &id)
{
    return waitFor(m_hub->instance(InstanceId(id)))->summary.version;
}

void TestVersionsDialog::theDraftStandsAboveWhatWasPublished()
{
    publish(order("one"));
    start(u"i-1"_s);
    publish(order("two"));
    open(order("two"));
    const QTableView *versions = table(u"Versions"_s);
    QTRY_COMPARE(versions->model()->rowCount(), 3);
    QCOMPARE(cell(versions, 0, 0), u"Draft"_s);
    QCOMPARE(cell(versions, 1, 0), m_published.toQString().left(8) + u" (draft)");
    QCOMPARE(cell(versions, 1, 2), u"0"_s);
    QCOMPARE(cell(versions, 2, 2), u"1"_s);
    QVERIFY(versions->selectionModel()->isRowSelected(0, {}));
}

void TestVersionsDialog::changesAreShownAgainstAnyVersion()
{
    publish(order("one"));
    publish(order("two"));
    open(order("three", false));
    const QTableView *changes = table(u"Changes"_s);
    QTRY_COMPARE(changes->model()->rowCount(), 3);
    QCOMPARE(cell(changes, 0, 0), u"Changed"_s);
    QCOMPARE(cell(changes, 0, 1), u"End"_s);
    QCOMPARE(cell(changes, 0, 2), u"Output: two → three"_s);
    QCOMPARE(cell(changes, 1, 1), u"Edge Start → Go"_s);
    QCOMPARE(cell(changes, 2, 1), u"Edge Start → Nap"_s);
    auto *choice = m_dialog->findChild<QComboBox *>();
    QCOMPARE(choice->currentIndex(), 1);
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Up);
    QTRY_COMPARE(changes->model()->rowCount(), 0);
}

void TestVersionsDialog::aVersionComesBackByOneClick()
{
    publish(order("one"));
    open(order("two"));
    QSignalSpy restored(m_dialog.get(), &VersionsDialog::restoreRequested);
    QTableView *versions = table(u"Versions"_s);
    QPushButton *restore = button(u"Restore this version"_s);
    QTRY_COMPARE(versions->model()->rowCount(), 2);
    QVERIFY(!restore->isVisible());
    versions->setFocus();
    QTest::keyClick(versions, Qt::Key_Down);
    QTRY_VERIFY(restore->isEnabled());
    QTest::mouseClick(restore, Qt::LeftButton);
    QCOMPARE(restored.count(), 1);
    const auto definition = restored[0][0].value<std::shared_ptr<const WorkflowDefinition>>();
    QVERIFY(*definition == *order("one"));
    QVERIFY(!m_dialog->isVisible());
}

void TestVersionsDialog::instancesThatFitAreMovedByKeyboard()
{
    publish(order("one"));
    start(u"i-1"_s);
    start(u"i-2"_s);
    open(order("two"));
    m_dialog->findChild<QTabWidget *>()->setCurrentIndex(1);
    QTRY_VERIFY(button(u"Check instances"_s)->isEnabled());
    button(u"Check instances"_s)->setFocus();
    QTest::keyClick(button(u"Check instances"_s), Qt::Key_Space);
    QTableView *instances = table(u"Instances and their replay"_s);
    QTRY_COMPARE(instances->model()->rowCount(), 2);
    QCOMPARE(cell(instances, 0, 3), u"Continues"_s);
    QTRY_VERIFY(button(u"Check instances"_s)->isEnabled());
    instances->setFocus();
    instances->setCurrentIndex(instances->model()->index(0, 0));
    QTest::keyClick(instances, Qt::Key_Space);
    QPushButton *move = button(u"Move 1 instance to the draft"_s);
    QVERIFY(move);
    QTest::mouseClick(button(u"Select all that continue"_s), Qt::LeftButton);
    QCOMPARE(move->text(), u"Move 2 instances to the draft"_s);
    QTest::mouseClick(move, Qt::LeftButton);
    QTRY_COMPARE(cell(instances, 0, 3), u"Goes on with this version"_s);
    QTRY_COMPARE(cell(instances, 1, 3), u"Goes on with this version"_s);
    QTRY_VERIFY(versionOf(u"i-1"_s) == contentAddress(*order("two")));
    QTRY_VERIFY(versionOf(u"i-2"_s) == contentAddress(*order("two")));
    QTRY_COMPARE(table(u"Versions"_s)->model()->rowCount(), 3);
}

void TestVersionsDialog::oneThatDiffersCannotBeTicked()
{
    publish(order("one"));
    start(u"i-1"_s);
    open(order("one", false));
    m_dialog->findChild<QTabWidget *>()->setCurrentIndex(1);
    QTRY_VERIFY(button(u"Check instances"_s)->isEnabled());
    QTest::mouseClick(button(u"Check instances"_s), Qt::LeftButton);
    QTableView *instances = table(u"Instances and their replay"_s);
    QTRY_COMPARE(instances->model()->rowCount(), 1);
    QCOMPARE(cell(instances, 0, 3),
             u"Differs at event 3: the history has a timer, the drawing asks for nothing"_s);
    instances->setFocus();
    instances->setCurrentIndex(instances->model()->index(0, 0));
    QTest::keyClick(instances, Qt::Key_Space);
    QVERIFY(!instances->model()->index(0, 0).data(Qt::CheckStateRole).isValid());
    QVERIFY(label(u"i-1: Differs at event 3: the history has a timer, the drawing asks for nothing"_s));
    QVERIFY(!button(u"Move 0 instances to the draft"_s)->isEnabled());
}

void TestVersionsDialog::theDraftIsPublishedOnce()
{
    open(order("one"));
    QPushButton *publish = button(u"Publish the draft"_s);
    QVERIFY(publish->isEnabled());
    QTest::mouseClick(publish, Qt::LeftButton);
    QTRY_COMPARE(table(u"Versions"_s)->model()->rowCount(), 2);
    QVERIFY(!publish->isEnabled());
    QVERIFY(waitFor(m_hub->versions("Order"))->front().version == contentAddress(*order("one")));
}

void TestVersionsDialog::anEntityHasNoInstances()
{
    WorkflowDefinition entity = *order("one");
    entity.kind = DefinitionKind::Entity;
    open(std::make_shared<const WorkflowDefinition>(entity));
    QCOMPARE(m_dialog->findChild<QTabWidget *>()->count(), 1);
}

QTEST_MAIN(TestVersionsDialog)
#include "tst_versions_dialog.moc"
