// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Json.h"
#include "tests/app/cli/Program.h"
#include "tests/app/cli/Workflows.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

/// Commands on a workspace, each in a process of its own.
class TestCliHub : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString write(const QString &name, const QByteArray &text)
    {
        return workflows::write(m_folder->path(), name, text);
    }
    Ended instances(const QStringList &arguments)
    {
        return perduraProgram(QStringList{u"instances"_s} + arguments +
                              QStringList{u"--workspace"_s, m_folder->path()});
    }
    /// Runs a workflow that waits, and comes back when it does.
    void leaveWaiting(const QByteArray &workflow, const QString &id)
    {
        const QString file = write(u"waits.workflow.json"_s, workflow);
        Program run({u"run"_s, file, u"--instance-id"_s, id});
        QVERIFY(run.hasNoted(u"waiting for "_s));
        run.send(SIGTERM);
        const Ended ended = run.wait();
        QCOMPARE(ended.code, 3);
        QCOMPARE(ended.out, QString());
    }
    static Json parsed(const QString &text)
    {
        const auto json = parseJson(text.toStdString());
        return json ? *json : Json(text.toStdString() + " is no JSON");
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aRunPrintsItsOutputOnly()
    {
        const QString file = write(u"echo.workflow.json"_s, workflows::echo());
        const Ended ended = perduraProgram(
            {u"run"_s, file, u"--input"_s, u"{\"a\": [1, \"ü\"]}"_s, u"--instance-id"_s, u"one"_s});
        QCOMPARE(
            ended.out,
            u"{\n  \"greeting\": \"Grüße\",\n  \"said\": {\n    \"a\": [\n      1,\n      \"ü\"\n    ]\n  }\n}\n"_s);
        QCOMPARE(ended.err, u"started the instance one\n"_s);
        QCOMPARE(ended.code, 0);
    }

    void theInputMayComeFromAFile()
    {
        const QString file = write(u"echo.workflow.json"_s, workflows::echo());
        write(u"input.json"_s, "{\"x\": 1}");
        const Ended ended =
            perduraProgram({u"run"_s, file, u"--input"_s, u"@input.json"_s}, m_folder->path());
        QCOMPARE(ended.code, 0);
        QVERIFY(parsed(ended.out)["said"] == parsed(u"{\"x\": 1}"_s));
    }

    void aFailedRunPrintsTheFailure()
    {
        const QString file = write(u"bad.workflow.json"_s, workflows::failing());
        const Ended ended = perduraProgram({u"run"_s, file, u"--instance-id"_s, u"bad"_s});
        QCOMPARE(ended.code, 1);
        QCOMPARE(ended.out, QString());
        const Json failure = parsed(ended.err.mid(ended.err.indexOf(u'{')));
        QCOMPARE(failure.value("errorType", ""), std::string("BadLuck"));
        QCOMPARE(failure.value("errorMessage", ""), std::string("No luck today."));
    }

    void aTimeOutSaysHowItGoesOn()
    {
        const QString file = write(u"ask.workflow.json"_s, workflows::approval());
        const Ended ended =
            perduraProgram({u"run"_s, file, u"--instance-id"_s, u"slow"_s, u"--timeout"_s, u"1"_s});
        QCOMPARE(ended.code, 3);
        QCOMPARE(ended.out, QString());
        QVERIFY2(ended.err.endsWith(
                     QString(u"Not finished after 1 s; the instance slow goes on later with “perdura resume "
                             u"--workspace " +
                             m_folder->path() + u"”.\n")),
                 qPrintable(ended.err));
    }

    void aWorkflowThatIsThroughSaysWhatItStillWaitsFor()
    {
        Program run({u"run"_s, write(u"race.workflow.json"_s, workflows::lostLane())});
        QVERIFY2(run.hasNoted(u"returned, waits for 1 open step: “Sleep”\n"_s), qPrintable(run.noted()));
        run.send(SIGTERM);
        const Ended ended = run.wait();
        QCOMPARE(ended.code, 3);
        QCOMPARE(ended.err.count(u"returned"_s), 1);
    }

    void ctrlCStopsCleanlyAndTheInstanceGoesOn()
    {
        const QString file = write(u"ask.workflow.json"_s, workflows::approval());
        Program run({u"run"_s, file, u"--instance-id"_s, u"a"_s});
        QVERIFY(run.hasNoted(u"waiting for "_s));
        run.send(SIGINT);
        const Ended ended = run.wait();
        QCOMPARE(ended.code, 3);
        QVERIFY2(ended.err.endsWith(
                     QString(u"Stopped; the instance a goes on later with “perdura resume --workspace " +
                             m_folder->path() + u"”.\n")),
                 qPrintable(ended.err));

        const Ended resumed =
            perduraProgram({u"resume"_s, u"--until-idle"_s, u"--workspace"_s, m_folder->path()});
        QCOMPARE(resumed.code, 0);
        QVERIFY2(resumed.out.startsWith(u"a  Ask  Running  waits for "_s), qPrintable(resumed.out));
        QCOMPARE(resumed.out.count(u'\n'), 1);

        const Ended approved = instances({u"approve"_s, u"a"_s});
        QCOMPARE(approved.err, u"answered “May we?” with “Yes”\n"_s);
        QCOMPARE(approved.out, u"a  Completed\n"_s);
        QCOMPARE(approved.code, 0);
        const Ended idle =
            perduraProgram({u"resume"_s, u"--until-idle"_s, u"--workspace"_s, m_folder->path()});
        QCOMPARE(idle.out, QString());
        QCOMPARE(idle.err, u"There is nothing to carry on.\n"_s);
        QCOMPARE(idle.code, 0);
    }

    void aLiveInstanceIsNotStartedTwice()
    {
        leaveWaiting(workflows::approval(), u"twice"_s);
        const Ended ended = perduraProgram(
            {u"run"_s, m_folder->filePath(u"waits.workflow.json"_s), u"--instance-id"_s, u"twice"_s});
        QCOMPARE(ended.code, 1);
        QCOMPARE(ended.out, QString());
        QCOMPARE(
            ended.err,
            QString(u"The instance “twice” is there already and has not finished; carry it on with “perdura "
                    u"resume --workspace " +
                    m_folder->path() + u"”, or choose another --instance-id.\n"));
    }

    void anAnswerCarriesOutcomeFormCommentAndPerson()
    {
        leaveWaiting(workflows::approval(), u"b"_s);
        const Ended wrong = instances({u"approve"_s, u"b"_s, u"--outcome"_s, u"Perhaps"_s});
        QCOMPARE(wrong.err, u"--outcome: “Perhaps” is not offered; choose one of Yes, No.\n"_s);
        QCOMPARE(wrong.code, 2);
        const Ended other = instances({u"approve"_s, u"b"_s, u"--task"_s, u"99"_s});
        QVERIFY2(other.err.startsWith(u"The task 99 is not open; open are "_s), qPrintable(other.err));
        QCOMPARE(other.code, 1);
        const Ended approved = instances(
            {u"approve"_s, u"b"_s, u"--outcome"_s, u"yes"_s, u"--comment"_s, u"Gern"_s, u"--json"_s});
        QCOMPARE(approved.code, 0);
        const Json report = parsed(approved.out);
        QCOMPARE(report["instance"].value("status", ""), std::string("Completed"));
        QCOMPARE(report["output"].value("outcome", ""), std::string("Yes"));
        QCOMPARE(report["output"].value("comment", ""), std::string("Gern"));
        const Ended again = instances({u"approve"_s, u"b"_s});
        QCOMPARE(again.err, u"The instance “b” has no open task.\n"_s);
        QCOMPARE(again.code, 1);
    }

    void anEventMovesItsInstanceOn()
    {
        leaveWaiting(workflows::event(), u"c"_s);
        const Ended raised = instances({u"raise"_s, u"c"_s, u"Paid"_s, u"{\"sum\": 5}"_s});
        QCOMPARE(raised.err, u"sent the event “Paid”\n"_s);
        QCOMPARE(raised.out, u"c  Completed\n"_s);
        QCOMPARE(raised.code, 0);
        const Ended shown = instances({u"show"_s, u"c"_s, u"--json"_s});
        QCOMPARE(dumpJson(parsed(shown.out)["output"]), std::string("{\"sum\":5}"));
        const Ended late = instances({u"raise"_s, u"c"_s, u"Paid"_s});
        QCOMPARE(late.code, 1);
        QCOMPARE(late.err.count(u'\n'), 1);
    }

    void aTerminatedInstanceSaysWhy()
    {
        leaveWaiting(workflows::event(), u"d"_s);
        const Ended ended = instances({u"terminate"_s, u"d"_s, u"--reason"_s, u"Not needed."_s});
        QCOMPARE(ended.err, u"asked the instance to end\n"_s);
        QCOMPARE(ended.out, u"d  Terminated: Not needed.\n"_s);
        QCOMPARE(ended.code, 0);
    }

    void aSuspendedInstanceGoesOnWhenItIsResumed()
    {
        leaveWaiting(workflows::event(), u"s"_s);
        const Ended suspended = instances({u"suspend"_s, u"s"_s});
        QCOMPARE(suspended.err, u"asked the instance to stand still\n"_s);
        QVERIFY2(suspended.out.startsWith(u"s  Suspended"_s), qPrintable(suspended.out));
        const Ended raised = instances({u"raise"_s, u"s"_s, u"Paid"_s, u"1"_s});
        QVERIFY2(raised.out.startsWith(u"s  Suspended"_s), qPrintable(raised.out));
        const Ended resumed = instances({u"resume"_s, u"s"_s});
        QCOMPARE(resumed.out, u"s  Completed\n"_s);
        QCOMPARE(resumed.code, 0);
        const Ended late = instances({u"suspend"_s, u"s"_s});
        QCOMPARE(late.code, 1);
        QCOMPARE(late.err.count(u'\n'), 1);
    }

    void aFinishedInstanceIsRestartedUnderAnotherId()
    {
        leaveWaiting(workflows::event(), u"first"_s);
        QCOMPARE(instances({u"restart"_s, u"first"_s}).code, 1);
        QCOMPARE(instances({u"raise"_s, u"first"_s, u"Paid"_s, u"1"_s}).code, 0);
        const Ended restarted = instances({u"restart"_s, u"first"_s, u"--new-id"_s, u"second"_s});
        QCOMPARE(restarted.err, u"started “second” anew\n"_s);
        QVERIFY2(restarted.out.startsWith(u"second  Running"_s), qPrintable(restarted.out));
        QCOMPARE(restarted.code, 0);
    }

    void whatFailedOfItselfIsNotRewound()
    {
        QCOMPARE(perduraProgram({u"run"_s, write(u"bad.workflow.json"_s, workflows::failing()),
                                 u"--instance-id"_s, u"bad"_s})
                     .code,
                 1);
        const Ended ended = instances({u"rewind"_s, u"bad"_s});
        QCOMPARE(ended.code, 1);
        QCOMPARE(ended.err.count(u'\n'), 1);
    }

    void instancesAreListedInColumns()
    {
        leaveWaiting(workflows::approval(), u"waits"_s);
        perduraProgram(
            {u"run"_s, write(u"bad.workflow.json"_s, workflows::failing()), u"--instance-id"_s, u"bad-one"_s})
            .code;
        const Ended list = instances({u"list"_s});
        QCOMPARE(list.code, 0);
        const QStringList lines = list.out.split(u'\n');
        QCOMPARE(lines.size(), 4);
        const QRegularExpression failed(
            uR"(^bad-one  Bad luck  Failed   \d+ m?s ago \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\) +No luck today\.$)"_s);
        QVERIFY2(failed.match(lines.at(1)).hasMatch() ||
                     lines.at(1).startsWith(u"bad-one  Bad luck  Failed"_s),
                 qPrintable(lines.at(1)));
        QVERIFY2(lines.at(1).endsWith(u"No luck today."_s), qPrintable(lines.at(1)));
        QVERIFY2(lines.at(2).startsWith(u"waits    Ask       Running"_s) &&
                     lines.at(2).endsWith(u"1 open task"_s),
                 qPrintable(lines.at(2)));
        QCOMPARE(lines.at(0).indexOf(u"STATUS"_s), lines.at(1).indexOf(u"Failed"_s));

        const Json running = parsed(instances({u"list"_s, u"--status"_s, u"running"_s, u"--json"_s}).out);
        QCOMPARE(running["instances"].size(), std::size_t(1));
        QCOMPARE(running["instances"][0].value("id", ""), std::string("waits"));
        QVERIFY(running["isWhole"] == Json(true));
        const Json one = parsed(instances({u"list"_s, u"--limit"_s, u"1"_s, u"--json"_s}).out);
        QCOMPARE(one["instances"].size(), std::size_t(1));
        QVERIFY(one["isWhole"] == Json(false));
        const Ended none = instances({u"list"_s, u"--name"_s, u"zebra"_s});
        QCOMPARE(none.out, QString());
        QCOMPARE(none.code, 0);
        const Ended missing = instances({u"show"_s, u"zebra"_s});
        QCOMPARE(missing.code, 1);
        QVERIFY2(missing.err.contains(u"“zebra”"_s), qPrintable(missing.err));
    }

    void listsAreFilteredOrderedAndCutIntoPages()
    {
        leaveWaiting(workflows::approval(), u"ask-1"_s);
        QCOMPARE(perduraProgram({u"run"_s, write(u"bad.workflow.json"_s, workflows::failing()),
                                 u"--instance-id"_s, u"bad-1"_s})
                     .code,
                 1);
        const auto ids = [this](const QStringList &options) {
            const Json list = parsed(instances(QStringList{u"list"_s, u"--json"_s} + options).out);
            QStringList found;
            for (const Json &instance : list["instances"])
                found += QString::fromStdString(instance.value("id", ""));
            return found.join(u' ');
        };
        QCOMPARE(ids({u"--order"_s, u"oldest"_s}), u"ask-1 bad-1"_s);
        QCOMPARE(ids({u"--id-prefix"_s, u"bad"_s}), u"bad-1"_s);
        QCOMPARE(ids({u"--workflow"_s, u"Ask"_s}), u"ask-1"_s);
        QCOMPARE(ids({u"--workflow"_s, u"As"_s}), u""_s);
        QCOMPARE(ids({u"--text"_s, u"NO LUCK"_s}), u"bad-1"_s);
        QCOMPARE(ids({u"--tag"_s, u"team=blue"_s}), u""_s);
        QCOMPARE(ids({u"--parent"_s, u"ask-1"_s}), u""_s);
        QCOMPARE(ids({u"--since"_s, u"1 h"_s, u"--status"_s, u"Failed"_s}), u"bad-1"_s);
        QCOMPARE(ids({u"--until"_s, u"1 h"_s}), u""_s);
        const Json first = parsed(instances({u"list"_s, u"--limit"_s, u"1"_s, u"--json"_s}).out);
        QCOMPARE(ids({u"--after"_s, QString::fromStdString(first.value("next", ""))}), u"ask-1"_s);

        for (const QStringList &wrong :
             {QStringList{u"--order"_s, u"random"_s}, QStringList{u"--tag"_s, u"blue"_s},
              QStringList{u"--since"_s, u"yesterday"_s}, QStringList{u"--status"_s, u"dancing"_s}}) {
            const Ended ended = instances(QStringList{u"list"_s} + wrong);
            QCOMPARE(ended.code, 2);
            QVERIFY2(ended.err.startsWith(QString(wrong.constFirst() + u": “" + wrong.constLast() + u"”")),
                     qPrintable(ended.err));
        }
        QCOMPARE(instances({u"list"_s, u"--after"_s, u"nonsense"_s}).code, 1);
    }

    void explainTellsWhyAnInstanceIsWhereItIs()
    {
        leaveWaiting(workflows::event(), u"w"_s);
        const Ended explained = instances({u"explain"_s, u"w"_s});
        QCOMPARE(explained.code, 0);
        QVERIFY2(explained.out.startsWith(u"It waits for the event “Paid”, since "_s),
                 qPrintable(explained.out));
        const Json json = parsed(instances({u"explain"_s, u"w"_s, u"--json"_s}).out);
        QCOMPARE(json.value("status", ""), std::string("Running"));
        QCOMPARE(json["reasons"].size(), std::size_t(2));
        QCOMPARE(json["reasons"][0].value("kind", ""), std::string("ExternalEvent"));
        QCOMPARE(json["reasons"][0].value("name", ""), std::string("Paid"));
        QCOMPARE(json["reasons"][0].value("node", ""), std::string("step"));
        QCOMPARE(json["reasons"][1].value("kind", ""), std::string("Timer"));
        instances({u"terminate"_s, u"w"_s, u"--reason"_s, u"Not needed."_s});
        QCOMPARE(instances({u"explain"_s, u"w"_s}).out, u"It was terminated: Not needed.\n"_s);
        QCOMPARE(instances({u"explain"_s, u"zebra"_s}).code, 1);
    }

    void healthIsPrintedAsATableAndAsJson()
    {
        leaveWaiting(workflows::event(), u"w"_s);
        const QStringList workspace{u"--workspace"_s, m_folder->path()};
        const Ended table = perduraProgram(QStringList{u"hub"_s, u"health"_s} + workspace);
        QCOMPARE(table.code, 0);
        QVERIFY2(table.out.startsWith(u"Turns per second"_s), qPrintable(table.out));
        const Json json =
            parsed(perduraProgram(QStringList{u"hub"_s, u"health"_s, u"--json"_s} + workspace).out);
        QCOMPARE(json.value("openTimers", -1), 1);
        QCOMPARE(json.value("queuedWrites", -1), 0);
        QVERIFY(json.value("databaseBytes", 0) > 0);
    }

    void showTellsWhatAnInstanceWaitsFor()
    {
        leaveWaiting(workflows::approval(), u"w"_s);
        const Ended shown = instances({u"show"_s, u"w"_s});
        QCOMPARE(shown.code, 0);
        QVERIFY2(shown.out.contains(u"May we?: Yes | No"_s), qPrintable(shown.out));
        QVERIFY2(shown.out.contains(QRegularExpression(u"^Waits for +.*Ada.*\\(“Step”\\)$"_s,
                                                       QRegularExpression::MultilineOption)),
                 qPrintable(shown.out));
        const Json json = parsed(instances({u"show"_s, u"w"_s, u"--json"_s}).out);
        QCOMPARE(json["waitsFor"].size(), std::size_t(1));
        QCOMPARE(json["tasks"][0].value("title", ""), std::string("May we?"));
    }

    void showTellsHowOftenAnInstanceHasBegunAnew()
    {
        const QString file = write(u"rounds.workflow.json"_s, workflows::rounds(450));
        const Ended ended = perduraProgram({u"run"_s, file, u"--instance-id"_s, u"r"_s});
        QCOMPARE(ended.out, u"450\n"_s);
        const Ended shown = instances({u"show"_s, u"r"_s});
        QVERIFY2(
            shown.out.contains(QRegularExpression(u"^Execution +no\\. 3; it has begun anew 2 time\\(s\\)$"_s,
                                                  QRegularExpression::MultilineOption)),
            qPrintable(shown.out));
        const Json json = parsed(instances({u"show"_s, u"r"_s, u"--json"_s}).out);
        QCOMPARE(json.value("generation", 0), 2);
        // That of the last 52 rounds alone.
        QVERIFY2(json["instance"].value("historyLength", 1000) < 4 * 53 + 4, qPrintable(shown.out));

        write(u"once.workflow.json"_s, workflows::echo());
        QCOMPARE(perduraProgram(
                     {u"run"_s, m_folder->filePath(u"once.workflow.json"_s), u"--instance-id"_s, u"o"_s})
                     .code,
                 0);
        QVERIFY(!instances({u"show"_s, u"o"_s}).out.contains(u"Execution"_s));
    }

    void theWorkspaceIsFoundFromAFolderInside()
    {
        leaveWaiting(workflows::event(), u"inside"_s);
        QVERIFY(QDir(m_folder->path()).mkpath(u"deep/down"_s));
        const Ended list = perduraProgram({u"instances"_s, u"list"_s}, m_folder->filePath(u"deep/down"_s));
        QCOMPARE(list.code, 0);
        QVERIFY2(list.out.contains(u"inside"_s), qPrintable(list.out));
    }

    void aRunningHubIsReachedFromAnotherProcess()
    {
        const QString file = write(u"ask.workflow.json"_s, workflows::approval());
        Program run({u"run"_s, file, u"--instance-id"_s, u"shared"_s});
        QVERIFY(run.hasNoted(u"waiting for "_s));
        const Ended list = instances({u"list"_s});
        QVERIFY2(list.out.contains(u"shared"_s), qPrintable(list.out + list.err));
        QVERIFY(run.isRunning());
        const Ended approved = instances({u"approve"_s, u"shared"_s});
        QCOMPARE(approved.out, u"shared  Completed\n"_s);
        const Ended ended = run.wait();
        QCOMPARE(ended.code, 0);
        QCOMPARE(parsed(ended.out).value("outcome", ""), std::string("Yes"));
    }

    void aRunInAnothersHubLosesItWithASentence()
    {
        Program owner(
            {u"run"_s, write(u"ask.workflow.json"_s, workflows::approval()), u"--instance-id"_s, u"owner"_s});
        QVERIFY(owner.hasNoted(u"waiting for "_s));
        Program guest(
            {u"run"_s, write(u"mail.workflow.json"_s, workflows::event()), u"--instance-id"_s, u"guest"_s});
        QVERIFY(guest.hasNoted(u"waiting for "_s));
        owner.kill();
        const Ended ended = guest.wait();
        QCOMPARE(ended.code, 3);
        QVERIFY2(ended.err.contains(u"The program that ran the hub has ended; the instance guest goes on"_s),
                 qPrintable(ended.err));
        const Ended raised = instances({u"raise"_s, u"guest"_s, u"paid"_s});
        QCOMPARE(raised.out, u"guest  Completed\n"_s);
    }

    void aTimerToComeIsIdle()
    {
        const QString file = write(u"later.workflow.json"_s, workflows::timer("3 d"));
        QCOMPARE(
            perduraProgram({u"run"_s, file, u"--instance-id"_s, u"t"_s, u"--timeout"_s, u"500 ms"_s}).code,
            3);
        const Ended resumed =
            perduraProgram({u"resume"_s, u"--until-idle"_s, u"--workspace"_s, m_folder->path()});
        QCOMPARE(resumed.code, 0);
        QVERIFY2(resumed.out.startsWith(u"t  Later  Running  waits for "_s), qPrintable(resumed.out));
    }

    void aTimerThatBecameDueIsCarriedOn()
    {
        const QString file = write(u"later.workflow.json"_s, workflows::timer("1500 ms"));
        Program run({u"run"_s, file, u"--instance-id"_s, u"t"_s});
        QVERIFY(run.hasNoted(u"waiting for "_s));
        run.kill();
        Program resume({u"resume"_s, u"--workspace"_s, m_folder->path()});
        QVERIFY(resume.hasNoted(u"is running; Ctrl+C stops it."_s));
        QVERIFY(QTest::qWaitFor(
            [&] {
                return instances({u"show"_s, u"t"_s, u"--json"_s})
                    .out.contains(u"\"status\": \"Completed\""_s);
            },
            30'000));
        resume.send(SIGTERM);
        const Ended ended = resume.wait();
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.out.endsWith(u"t  Later  Completed\n"_s), qPrintable(ended.out));
    }

    void aReaderThatGoesAwayDoesNoHarm()
    {
        const QString file = write(u"echo.workflow.json"_s, workflows::echo());
        Program run({u"run"_s, file, u"--instance-id"_s, u"pipe"_s});
        run.closeOutput();
        QCOMPARE(run.wait().code, 0);
    }
};

QTEST_GUILESS_MAIN(TestCliHub)
#include "tst_cli_hub.moc"
