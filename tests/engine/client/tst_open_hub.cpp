// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/OpenHub.h"
#include "engine/client/WorkspaceLock.h"
#include "engine/store/SqliteConnection.h"
#include "tests/support/FullDisk.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray oneStep = R"({"format":1,"name":"One step","nodes":[
  {"id":"a","kind":"start","name":"Start"},{"id":"b","kind":"end","name":"End","fields":{"output":"=input.n * 2"}}],
  "edges":[{"from":"a","port":"next","to":"b"}]})";

using Opening = std::optional<Result<std::unique_ptr<HubClient>>>;

void begin(const QString &workspace, QObject *context, Opening &result, bool connectOnly = false)
{
    HubOptions options;
    options.workspace = workspace;
    options.activities = std::make_shared<ActivityRegistry>();
    options.connectOnly = connectOnly;
    openHub(options, context,
            [&result](Result<std::unique_ptr<HubClient>> client) { result = std::move(client); });
}

/// Opens the workspace and waits for the outcome.
Result<std::unique_ptr<HubClient>> openAndWait(const QString &workspace, bool connectOnly = false)
{
    QObject context;
    Opening result;
    begin(workspace, &context, result, connectOnly);
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 20000))
        return fail(ErrorCode::TimedOut, u"openHub() gave no answer"_s);
    return std::move(*result);
}

Error noSpaceIn(const QString &workspace)
{
    return {ErrorCode::NoSpace,
            QString(u"There is no space left on the disk that holds “" + workspace + u"”; free some.")};
}

template <typename T>
Result<T> waitFor(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.result();
}

} // namespace

class TestOpenHub : public QObject
{
    Q_OBJECT

private slots:
    void aPublishedWorkflowRunsToItsEnd();
    void aSecondOpenerWorksThroughTheFirst();
    void theLockOfAKilledProcessDoesNotCount();
    void aLockFileThatNobodyHoldsDoesNotCount();
    void requestsThatBreakTheRulesAreRefusedAtTheDoor();
    void connectingOnlyNeverStartsAHub();
    void aMissingFolderIsNotFound();
    void aFileInPlaceOfTheHubFolderIsAnError();
    void aFullDiskGivesNoLockAndSaysWhy();
    void aFullDiskKeepsTheOwnerUnknownAndSaysWhy();
    void aReadOnlyHubFolderGivesNoLockAndSaysWhy();
    void aDatabaseOfANewerVersionIsLeftAlone();
    void aFileThatIsNoDatabaseIsReportedAsDamaged();
};

void TestOpenHub::aPublishedWorkflowRunsToItsEnd()
{
    const QTemporaryDir folder;
    auto client = openAndWait(folder.path());
    QVERIFY2(client, client ? "" : qPrintable(client.error().message));
    QSignalSpy changes(client->get(), &HubClient::instancesChanged);
    const auto version = waitFor((*client)->publish(oneStep));
    QVERIFY2(version, version ? "" : qPrintable(version.error().message));
    StartRequest request;
    request.version = *version;
    request.input = Json{{"n", 21}};
    const auto id = waitFor((*client)->start(request));
    QVERIFY(id);
    QCOMPARE(id->value.size(), std::size_t(32));
    const auto hasEnded = [&] { return isTerminal(waitFor((*client)->instance(*id))->summary.status); };
    for (qsizetype seen = 0; !hasEnded(); seen = changes.count())
        QVERIFY(QTest::qWaitFor([&] { return changes.count() > seen; }, 10000));
    const auto detail = waitFor((*client)->instance(*id));
    QCOMPARE(detail->summary.failureMessage, std::string());
    QCOMPARE(detail->summary.name, std::string("One step"));
    QCOMPARE(dumpJson(detail->output), std::string("42"));
    const auto counts = waitFor((*client)->statusCounts());
    QCOMPARE(counts->value(int(OrchestrationStatus::Completed)), 1);
    QCOMPARE(waitFor((*client)->definition(*version))->isEmpty(), false);
}

void TestOpenHub::aSecondOpenerWorksThroughTheFirst()
{
    const QTemporaryDir folder;
    const auto first = openAndWait(folder.path());
    QVERIFY(first);
    const auto second = openAndWait(folder.path());
    QVERIFY2(second, second ? "" : qPrintable(second.error().message));
    const auto published = (*second)->publish(oneStep);
    QVERIFY(QTest::qWaitFor([&] { return published.isFinished(); }, 10000));
    QVERIFY(published.result());
    QVERIFY(waitFor((*first)->definition(*published.result())));
}

void TestOpenHub::theLockOfAKilledProcessDoesNotCount()
{
    const QTemporaryDir folder;
    const WorkspacePaths paths(folder.path());
    QVERIFY(paths.prepare());
    QProcess holder;
    holder.start(QCoreApplication::applicationFilePath(), {u"--hold-lock"_s, folder.path()});
    QVERIFY(holder.waitForReadyRead(20000));
    QCOMPARE(WorkspaceLock::take(paths).error().code, ErrorCode::Busy);
    ::kill(pid_t(holder.processId()), SIGKILL);
    QVERIFY(holder.waitForFinished(20000));
    QVERIFY(QFile::exists(paths.lock()));
    const auto client = openAndWait(folder.path());
    QVERIFY2(client, client ? "" : qPrintable(client.error().message));
    QCOMPARE(WorkspaceLock::owner(paths)->pid, QCoreApplication::applicationPid());
}

void TestOpenHub::aLockFileThatNobodyHoldsDoesNotCount()
{
    const QTemporaryDir folder;
    const WorkspacePaths paths(folder.path());
    QVERIFY(paths.prepare());
    QFile file(paths.lock()); // empty, as a full disk leaves it
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime));
    file.close();
    const auto lock = WorkspaceLock::take(paths);
    QVERIFY2(lock, lock ? "" : qPrintable(lock.error().message));
    QCOMPARE(WorkspaceLock::take(paths).error().code, ErrorCode::Busy);
}

void TestOpenHub::requestsThatBreakTheRulesAreRefusedAtTheDoor()
{
    const QTemporaryDir folder;
    const auto client = openAndWait(folder.path());
    QVERIFY(client);
    StartRequest unversioned;
    unversioned.name = "anything";
    QCOMPARE(waitFor((*client)->start(unversioned)).error().code, ErrorCode::InvalidArgument);
    const InstanceId nobody(std::string("nobody"));
    QCOMPARE(waitFor((*client)->terminate(nobody, QString(4001, u'x'))).error().code,
             ErrorCode::InvalidArgument);
    QCOMPARE(waitFor((*client)->terminate(nobody, QString(4000, u'x'))).error().code, ErrorCode::NotFound);
    QTRY_COMPARE((*client)->hubState().kind, HubState::Kind::Running);
}

void TestOpenHub::connectingOnlyNeverStartsAHub()
{
    const QTemporaryDir folder;
    const auto client = openAndWait(folder.path(), true);
    QCOMPARE(client.error().code, ErrorCode::NotFound);
    QVERIFY(!QFile::exists(WorkspacePaths(folder.path()).hubFolder()));
}

void TestOpenHub::aMissingFolderIsNotFound()
{
    const QTemporaryDir folder;
    const auto client = openAndWait(folder.filePath(u"nowhere"_s));
    QCOMPARE(client.error().code, ErrorCode::NotFound);
    QVERIFY(client.error().message.contains(u"nowhere"_s));
}

void TestOpenHub::aFileInPlaceOfTheHubFolderIsAnError()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u".perdura"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const auto client = openAndWait(folder.path());
    QCOMPARE(client.error().code, ErrorCode::NotAllowed);
    QCOMPARE(client.error().message,
             QString(u"“" + file.fileName() + u"” is a file where Perdura keeps a folder; move it away."));
}

void TestOpenHub::aFullDiskGivesNoLockAndSaysWhy()
{
    const QTemporaryDir folder;
    const WorkspacePaths paths(folder.path());
    QVERIFY(paths.prepare());
    const auto refused = [&] {
        const test::FullDisk full;
        return WorkspaceLock::take(paths);
    }();
    QVERIFY(!refused);
    QCOMPARE(refused.error(), noSpaceIn(folder.path()));
    QCOMPARE(QDir(paths.hubFolder()).entryList(QDir::Files), QStringList());
    const auto taken = WorkspaceLock::take(paths);
    QVERIFY2(taken, taken ? "" : qPrintable(taken.error().message));
}

void TestOpenHub::aFullDiskKeepsTheOwnerUnknownAndSaysWhy()
{
    const QTemporaryDir folder;
    const WorkspacePaths paths(folder.path());
    QVERIFY(paths.prepare());
    const auto lock = WorkspaceLock::take(paths);
    QVERIFY(lock);
    const auto announced = [&] {
        const test::FullDisk full;
        return (*lock)->announce({1, u"perdura-1"_s});
    }();
    QVERIFY(!announced);
    QCOMPARE(announced.error(), noSpaceIn(folder.path()));
    QVERIFY(!QFile::exists(paths.owner()));
}

void TestOpenHub::aReadOnlyHubFolderGivesNoLockAndSaysWhy()
{
    const QTemporaryDir folder;
    const WorkspacePaths paths(folder.path());
    QVERIFY(paths.prepare());
    constexpr auto readOnly =
        QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::ReadOther | QFileDevice::ExeOther;
    QVERIFY(QFile::setPermissions(folder.path(), readOnly | QFileDevice::WriteOwner));
    QVERIFY(QFile::setPermissions(paths.hubFolder(), readOnly));
    // The administrator may write everywhere, so be somebody else for a moment.
    constexpr uid_t nobody = 65534;
    const bool isAdministrator = geteuid() == 0;
    QVERIFY(!isAdministrator || seteuid(nobody) == 0);
    const auto refused = WorkspaceLock::take(paths);
    QVERIFY(!isAdministrator || seteuid(0) == 0);
    QFile::setPermissions(paths.hubFolder(), readOnly | QFileDevice::WriteOwner);
    QVERIFY(!refused);
    QCOMPARE(refused.error(),
             (Error{ErrorCode::AccessDenied,
                    QString(u"The folder “" + paths.hubFolder() +
                            u"” cannot be written; check its permissions or choose another workspace.")}));
}

void TestOpenHub::aDatabaseOfANewerVersionIsLeftAlone()
{
    const QTemporaryDir folder;
    const WorkspacePaths paths(folder.path());
    QVERIFY(paths.prepare());
    {
        SqliteOptions options;
        options.path = paths.database();
        const auto connection = SqliteConnection::open(options, SqliteConnection::Access::ReadWrite);
        QVERIFY(connection);
        QVERIFY((*connection)->run(u"PRAGMA user_version = 99"_s));
    }
    const auto client = openAndWait(folder.path());
    QCOMPARE(client.error().code, ErrorCode::Unsupported);
    QVERIFY(client.error().message.contains(u"newer version"_s));
    QVERIFY(!QFile::exists(paths.owner()));
}

void TestOpenHub::aFileThatIsNoDatabaseIsReportedAsDamaged()
{
    const QTemporaryDir folder;
    const WorkspacePaths paths(folder.path());
    QVERIFY(paths.prepare());
    QFile file(paths.database());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const auto client = openAndWait(folder.path());
    QCOMPARE(client.error().code, ErrorCode::Damaged);
    QVERIFY(client.error().message.contains(u"hub.db"_s));
}

// As a child process: takes the lock, says so and waits to be killed.
static int holdLock(const QString &workspace)
{
    const auto lock = WorkspaceLock::take(WorkspacePaths(workspace));
    if (!lock)
        return 1;
    std::puts("held");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--hold-lock"_s)
        return holdLock(arguments[2]);
    TestOpenHub test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_open_hub.moc"
