// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/TimeText.h"
#include "monitor/MonitorPage.h"
#include "monitor/entities/EntityListPage.h"
#include "tests/support/client/OpenedHub.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto counter = R"x({"format":1,"kind":"entity","name":"counter","nodes":[
  {"id":"a","kind":"operation","name":"add"},
  {"id":"b","kind":"set-state","name":"Keep","fields":{"state":"=({sum: (state?.sum ?? 0) + input})"}}],
  "edges":[{"from":"a","to":"b"}]})x";

} // namespace

/// The entities of a real hub in the monitor.
class TestEntityList : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup();

    void entitiesAreSeenWithTheirStatesAndFollowed();
    void anEmptyHubSaysWhatToDo();
    void aNameNarrowsTheList();
    void theLastOperationOfEachIsShown();

private:
    void add(const char *key, int amount);
    [[nodiscard]] QString cell(int row, int column) const;
    void openEntities();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubClient> m_hub;
    std::unique_ptr<MonitorPage> m_page;
};

void TestEntityList::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = openedHub(m_folder->path());
    QVERIFY(m_hub);
    QVERIFY(waitFor(m_hub->publish(counter)));
    m_page = std::make_unique<MonitorPage>();
    m_page->resize(1100, 600);
    m_page->setClient(m_hub.get());
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestEntityList::cleanup()
{
    if (m_page)
        m_page->setClient(nullptr);
    m_page.reset();
    m_hub.reset();
}

void TestEntityList::add(const char *key, int amount)
{
    QVERIFY(waitFor(m_hub->signalEntity({"counter", key}, u"add"_s, amount)));
}

QString TestEntityList::cell(int row, int column) const
{
    return m_page->entities()->table()->model()->index(row, column).data().toString();
}

void TestEntityList::openEntities()
{
    QTest::mouseClick(m_page->findChild<QPushButton *>(u"entitiesButton"_s), Qt::LeftButton);
    QTRY_VERIFY(m_page->entities()->isVisible());
}

void TestEntityList::entitiesAreSeenWithTheirStatesAndFollowed()
{
    add("north", 3);
    add("south", 4);
    QTRY_VERIFY(waitFor(m_hub->readEntity({"counter", "south"}))->exists);
    QTRY_VERIFY(waitFor(m_hub->readEntity({"counter", "north"}))->exists);
    openEntities();
    QTableView *table = m_page->entities()->table();
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(cell(0, 0), u"counter"_s);
    QCOMPARE(cell(0, 1), u"north"_s);
    QCOMPARE(cell(0, 2), u"{\"sum\":3}"_s);
    QCOMPARE(cell(1, 1), u"south"_s);
    QVERIFY(table->selectionModel()->isRowSelected(0, {}));
    QTest::keyClick(table, Qt::Key_Down);
    add("south", 10);
    QTRY_COMPARE(cell(1, 2), u"{\"sum\":14}"_s);
    add("middle", 1);
    QTRY_COMPARE(table->model()->rowCount(), 3);
    // The one that was chosen still is.
    QTRY_COMPARE(cell(table->currentIndex().row(), 1), u"south"_s);
    QTest::keyClick(table, Qt::Key_Escape);
    QTRY_VERIFY(!m_page->entities()->isVisible());
}

void TestEntityList::anEmptyHubSaysWhatToDo()
{
    openEntities();
    const auto says = [this](const QString &text) {
        for (const QLabel *label : m_page->entities()->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == text)
                return true;
        }
        return false;
    };
    QTRY_VERIFY(says(u"No entities yet"_s));
}

void TestEntityList::aNameNarrowsTheList()
{
    add("north", 3);
    QTRY_VERIFY(waitFor(m_hub->readEntity({"counter", "north"}))->exists);
    openEntities();
    QTRY_COMPARE(m_page->entities()->table()->model()->rowCount(), 1);
    auto *search = m_page->entities()->findChild<QLineEdit *>();
    QTest::keyClicks(search, u"votes"_s);
    QTRY_COMPARE(m_page->entities()->table()->model()->rowCount(), 0);
    search->clear();
    QTest::keyClicks(search, u"Counter"_s);
    QTRY_COMPARE(m_page->entities()->table()->model()->rowCount(), 1);
}

void TestEntityList::theLastOperationOfEachIsShown()
{
    add("north", 3);
    QTRY_VERIFY(waitFor(m_hub->readEntity({"counter", "north"}))->exists);
    const Instant first = waitFor(m_hub->readEntity({"counter", "north"}))->lastOperation.value();
    openEntities();
    const QAbstractItemModel *model = m_page->entities()->table()->model();
    QTRY_COMPARE(model->rowCount(), 1);
    const auto exact = [model] { return model->index(0, 3).data(Qt::ToolTipRole).toString(); };
    QCOMPARE(model->headerData(3, Qt::Horizontal).toString(), u"Last operation"_s);
    QVERIFY(!m_page->entities()->table()->isColumnHidden(3));
    QCOMPARE(exact(), exactTime(first));
    QTRY_COMPARE(cell(0, 3), relativeTime(first, SystemClock().now()));
    add("north", 1);
    QTRY_COMPARE(cell(0, 2), u"{\"sum\":4}"_s);
    const Instant second = waitFor(m_hub->readEntity({"counter", "north"}))->lastOperation.value();
    QVERIFY(second > first);
    QCOMPARE(exact(), exactTime(second));
}

QTEST_MAIN(TestEntityList)
#include "tst_entitylist.moc"
