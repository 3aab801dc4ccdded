// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Json.h"
#include "tests/app/cli/Program.h"
#include "tests/app/cli/Workflows.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <tuple>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

/// What operators do from the command line, each in a process of its own.
class TestCliOperators : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] Ended call(const QStringList &arguments) const
    {
        return perduraProgram(arguments + QStringList{u"--workspace"_s, m_folder->path()});
    }
    [[nodiscard]] QString file(const QString &name) const { return m_folder->filePath(name); }
    void runEcho(const QString &id) const
    {
        const QString workflow =
            workflows::write(m_folder->path(), u"echo.workflow.json"_s, workflows::echo());
        QCOMPARE(perduraProgram({u"run"_s, workflow, u"--instance-id"_s, id}).code, 0);
    }
    static Json parsed(const QString &text)
    {
        const auto json = parseJson(text.toStdString());
        return json ? *json : Json(text.toStdString() + " is no JSON");
    }
    /// Makes the history of every instance unreadable.
    void damage() const
    {
        QFile database(file(u".perdura/hub.db"_s));
        QVERIFY(database.open(QFile::ReadWrite));
        QByteArray bytes = database.readAll();
        const qsizetype place = bytes.indexOf("greeting");
        QVERIFY(place > 0);
        QVERIFY(database.seek(place / 4096 * 4096));
        QCOMPARE(database.write(QByteArray(4096, '\xff')), 4096);
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void namedInstancesArePurged()
    {
        runEcho(u"a"_s);
        const Ended ended = call({u"instances"_s, u"purge"_s, u"a"_s, u"b"_s, u"--reason"_s, u"old"_s});
        QCOMPARE(ended.out, u"1 instances removed\n"_s);
        QCOMPARE(ended.err, u"There is no instance “b”; check the id.\n"_s);
        QCOMPARE(ended.code, 1);
        QCOMPARE(call({u"instances"_s, u"show"_s, u"a"_s}).code, 1);
    }

    void aQueryIsCountedFirstAndPurgedOnRequest()
    {
        runEcho(u"a"_s);
        runEcho(u"b"_s);
        const QStringList purge{u"instances"_s, u"purge"_s, u"--status"_s, u"Completed"_s};
        QCOMPARE(call(purge).out, u"2 instances would be removed; add --yes to do it.\n"_s);
        QCOMPARE(call({u"instances"_s, u"show"_s, u"a"_s}).code, 0);
        const Ended ended = call(purge + QStringList{u"--yes"_s, u"--json"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY(parsed(ended.out) == parsed(u"{\"purged\": 2, \"refused\": []}"_s));
        QCOMPARE(call({u"instances"_s, u"purge"_s}).code, 2);
        QCOMPARE(call({u"instances"_s, u"purge"_s, u"--status"_s, u"Running"_s}).code, 2);
    }

    void theAuditLogTellsWhoDidWhatAndWhy()
    {
        runEcho(u"a"_s);
        QCOMPARE(call({u"instances"_s, u"purge"_s, u"a"_s, u"--reason"_s, u"old"_s}).code, 0);
        const Json log = parsed(call({u"hub"_s, u"audit"_s, u"--action"_s, u"purge"_s, u"--json"_s}).out);
        QCOMPARE(log["entries"].size(), std::size_t(1));
        QCOMPARE(log["entries"][0].value("target", ""), std::string("a"));
        QCOMPARE(log["entries"][0].value("reason", ""), std::string("old"));
        QVERIFY(!log["entries"][0].value("author", "").empty());
        QVERIFY(call({u"hub"_s, u"audit"_s}).out.contains(u"purge"_s));
        QCOMPARE(call({u"hub"_s, u"audit"_s, u"--action"_s, u"dance"_s}).code, 2);
    }

    void versionsAreListedCheckedAndMoved()
    {
        const auto write = [this](const QByteArray &text) {
            return workflows::write(m_folder->path(), u"ask.workflow.json"_s, text);
        };
        const QByteArray asked = workflows::approval();
        {
            Program run({u"run"_s, write(asked), u"--instance-id"_s, u"a"_s});
            QVERIFY(run.hasNoted(u"waiting for "_s));
            run.send(SIGTERM);
            QCOMPARE(run.wait().code, 3);
        }
        const QStringList list{u"versions"_s, u"list"_s, file(u"ask.workflow.json"_s), u"--json"_s};
        Json versions = parsed(call(list).out);
        QCOMPARE(versions.size(), std::size_t(1));
        QVERIFY(versions[0]["isFile"] == true && versions[0]["instances"] == 1);
        const std::string first = versions[0]["version"].get<std::string>();

        // The same name, another beginning.
        const QString other =
            write(workflows::oneStep("Ask", "timer", R"({"duration": "1 s"})", {"next"}, "1"));
        const QStringList check{u"versions"_s, u"check"_s, other, u"--json"_s};
        Ended checked = call(check);
        QCOMPARE(checked.code, 1);
        const Json differs = parsed(checked.out)[0];
        QCOMPARE(differs.value("verdict", ""), std::string("differs"));
        QCOMPARE(differs.value("event", 0), 3);
        QCOMPARE(differs.value("recorded", ""), std::string("a human task"));
        QCOMPARE(differs.value("asked", ""), std::string("a timer"));
        const Ended refused = call({u"versions"_s, u"move"_s, other, u"a"_s});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.startsWith(u"The instance “a” cannot go on with that version: "_s),
                 qPrintable(refused.err));
        // What no instance can go on with is not published, for starts by name would take it.
        QCOMPARE(refused.out, u"No instance goes on with it, so it was not published\n"_s);
        QCOMPARE(parsed(call(list).out).size(), std::size_t(1));
        const Ended unknown = call({u"versions"_s, u"move"_s, other, u"none"_s, u"--json"_s});
        QCOMPARE(unknown.code, 1);
        QCOMPARE(dumpJson(parsed(unknown.out)["version"]), std::string("null"));
        QVERIFY(parsed(unknown.out)["refused"].contains("none"));
        QCOMPARE(parsed(call(list).out).size(), std::size_t(1));

        const QString mended = write(QByteArray(asked).replace("May we?", "Shall we?"));
        checked = call(check);
        QCOMPARE(checked.code, 0);
        QCOMPARE(parsed(checked.out)[0].value("verdict", ""), std::string("continues"));
        const Ended moved = call({u"versions"_s, u"move"_s, mended, u"a"_s, u"--reason"_s, u"mended"_s});
        QVERIFY2(moved.code == 0, qPrintable(moved.err));
        QVERIFY2(moved.out.startsWith(u"1 instance goes on with version "_s), qPrintable(moved.out));
        const Ended answered = call({u"instances"_s, u"approve"_s, u"a"_s, u"--outcome"_s, u"Yes"_s});
        QCOMPARE(answered.code, 0);
        versions = parsed(call(list).out);
        QCOMPARE(versions.size(), std::size_t(2));
        const auto ofFile = std::ranges::find_if(versions, [](const Json &v) { return v["isFile"] == true; });
        QVERIFY((*ofFile)["instances"] == 1 && (*ofFile)["version"] != first);
        QCOMPARE(call({u"versions"_s, u"check"_s, other, u"--finished"_s, u"many"_s}).code, 2);
    }

    void aBackupIsRestored()
    {
        runEcho(u"a"_s);
        QCOMPARE(call({u"hub"_s, u"backup"_s, file(u"copy.db"_s)}).code, 0);
        QCOMPARE(call({u"hub"_s, u"backup"_s, file(u"copy.db"_s)}).code, 1);
        runEcho(u"later"_s);
        const Ended restored = call({u"hub"_s, u"restore"_s, file(u"copy.db"_s), u"--json"_s});
        QVERIFY2(restored.code == 0, qPrintable(restored.err));
        QVERIFY(QFile::exists(QString::fromStdString(parsed(restored.out).value("kept", ""))));
        QCOMPARE(call({u"instances"_s, u"show"_s, u"a"_s}).code, 0);
        QCOMPARE(call({u"instances"_s, u"show"_s, u"later"_s}).code, 1);
    }

    void aRestoreWaitsForNoRunningHub()
    {
        runEcho(u"a"_s);
        QCOMPARE(call({u"hub"_s, u"backup"_s, file(u"copy.db"_s)}).code, 0);
        Program hub({u"resume"_s, u"--workspace"_s, m_folder->path()});
        QVERIFY(hub.hasNoted(u"is running; Ctrl+C stops it."_s));
        const Ended refused = call({u"hub"_s, u"restore"_s, file(u"copy.db"_s)});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.startsWith(u"Another process "_s), qPrintable(refused.err));
        QCOMPARE(call({u"hub"_s, u"check"_s}).out, u"The database is sound.\n"_s);
        hub.send(SIGTERM);
        std::ignore = hub.wait();
    }

    void aSoundHubIsSaidToBeSoundAndADamagedOneNot()
    {
        runEcho(u"a"_s);
        QCOMPARE(call({u"hub"_s, u"check"_s}).out, u"The database is sound.\n"_s);
        damage();
        const Ended ended = call({u"hub"_s, u"check"_s, u"--json"_s});
        QCOMPARE(ended.code, 1);
        QVERIFY(!parsed(ended.out)["findings"].empty());
        const Ended salvaged = call({u"hub"_s, u"salvage"_s, file(u"saved"_s)});
        QCOMPARE(salvaged.code, 1);
        QVERIFY2(salvaged.out.startsWith(u"a: "_s), qPrintable(salvaged.out + salvaged.err));
    }

    void anInstanceIsMovedByFile()
    {
        runEcho(u"a"_s);
        QCOMPARE(call({u"instances"_s, u"export"_s, u"a"_s, file(u"a.json"_s)}).code, 0);
        const Ended imported =
            call({u"instances"_s, u"import"_s, file(u"a.json"_s), u"--instance-id"_s, u"b"_s});
        QCOMPARE(imported.err, QString());
        QCOMPARE(imported.out, u"b\n"_s);
        QCOMPARE(call({u"instances"_s, u"show"_s, u"b"_s}).code, 0);
        QVERIFY(!workflows::write(m_folder->path(), u"bad.json"_s, "{}").isEmpty());
        const Ended refused = call({u"instances"_s, u"import"_s, file(u"bad.json"_s)});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains(u"bad.json”, at /kind: "_s), qPrintable(refused.err));
    }
};

QTEST_GUILESS_MAIN(TestCliOperators)
#include "tst_cli_operators.moc"
