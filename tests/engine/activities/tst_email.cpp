// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"
#include "tests/engine/activities/FakeProgram.h"

#include <QRegularExpression>

using namespace perdura;
using namespace perdura::test;

namespace {

const QByteArray keepMessage =
    R"(printf '%s ' "$@" > "$FAKE_FOLDER/arguments"; cat > "$FAKE_FOLDER/message")";

/// The message without its date, which is checked.
QByteArray dateless(QByteArray message)
{
    static const QRegularExpression date(
        QStringLiteral("\nDate: \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000\n"));
    const auto match = date.match(QString::fromUtf8(message));
    return match.hasMatch() ? message.replace(match.captured(0).toUtf8(), "\n") : "no date: " + message;
}

} // namespace

class TestEmail : public QObject
{
    Q_OBJECT

private slots:
    void aPlainMessageIsHandedToTheMailProgram()
    {
        const FakeProgram program(QStringLiteral("sendmail"), keepMessage);
        ActivityRunner runner;
        runner.repeatedKey = "order-1/e/7";
        QCOMPARE(runner.run("email.send", {{"to", {"ada@example.org", "Bob \"B\" <bob@example.org>"}},
                                           {"cc", {"Zoë <zoe@example.org>"}},
                                           {"from", "Shop, Ltd. <shop@example.org>"},
                                           {"subject", "Your order"},
                                           {"text", "Hello\nWörld\n.\n"}}),
                 QByteArray("{\"messageId\":\"64be643a1cc3e8f52d83afd0cc1f1c15edc61d41@perdura.invalid\"}"));
        QCOMPARE(program.file(QStringLiteral("arguments")), QByteArray("-t -i "));
        QCOMPARE(dateless(program.file(QStringLiteral("message"))),
                 QByteArray("From: \"Shop, Ltd.\" <shop@example.org>\n"
                            "To: ada@example.org,\n \"Bob \\\"B\\\"\" <bob@example.org>\n"
                            "Cc: =?UTF-8?B?Wm/Dqw==?= <zoe@example.org>\n"
                            "Subject: Your order\n"
                            "Message-ID: <64be643a1cc3e8f52d83afd0cc1f1c15edc61d41@perdura.invalid>\n"
                            "MIME-Version: 1.0\n"
                            "Auto-Submitted: auto-generated\n"
                            "Content-Type: text/plain; charset=utf-8\n"
                            "Content-Transfer-Encoding: base64\n"
                            "\n" +
                            QByteArray("Hello\r\nWörld\r\n.\r\n").toBase64() + "\n"));
    }

    void aRepetitionHasTheSameIdAndAnotherCallAnother()
    {
        const FakeProgram program(QStringLiteral("sendmail"), keepMessage);
        ActivityRunner runner;
        const Json input = {{"to", {"a@b.example"}}, {"subject", "x"}};
        runner.repeatedKey = "order-1/e/7";
        const QByteArray first = runner.run("email.send", input);
        QCOMPARE(runner.run("email.send", input), first);
        runner.repeatedKey = "order-1/e/8";
        QVERIFY(runner.run("email.send", input) != first);
    }

    void filesOfTheWorkspaceAreAttached()
    {
        const FakeProgram program(QStringLiteral("sendmail"), keepMessage);
        ActivityRunner runner;
        runner.repeatedKey = "order-1/e/7";
        const QByteArray bytes = QByteArray(100, '\0') + "end";
        runner.writeFile(QStringLiteral("a \"b\".pdf"), bytes);
        runner.writeFile(QStringLiteral("grün.csv"), "a,b\n");
        (void)runner.run("email.send", {{"to", {"a@b.example"}},
                                        {"subject", "x"},
                                        {"text", "See"},
                                        {"attachments", {"a \"b\".pdf", "grün.csv"}}});
        const QByteArray code = bytes.toBase64();
        QCOMPARE(
            dateless(program.file(QStringLiteral("message"))),
            QByteArray("To: a@b.example\nSubject: x\n"
                       "Message-ID: <64be643a1cc3e8f52d83afd0cc1f1c15edc61d41@perdura.invalid>\n"
                       "MIME-Version: 1.0\nAuto-Submitted: auto-generated\n"
                       "Content-Type: multipart/mixed; boundary=\"=_perdura_part\"\n"
                       "\n--=_perdura_part\n"
                       "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nU2Vl\n"
                       "\n--=_perdura_part\n"
                       "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
                       "Content-Disposition: attachment;\n filename=\"a \\\"b\\\".pdf\"\n\n" +
                       code.left(76) + '\n' + code.mid(76) +
                       "\n"
                       "\n--=_perdura_part\n"
                       "Content-Type: text/csv\nContent-Transfer-Encoding: base64\n"
                       "Content-Disposition: attachment;\n filename*=utf-8''gr%C3%BCn.csv\n\nYSxiCg==\n"
                       "\n--=_perdura_part--\n"));
    }

    void longAndForeignSubjectsAreEncodedInWholeLetters()
    {
        const FakeProgram program(QStringLiteral("sendmail"), keepMessage);
        ActivityRunner runner;
        const QString subject = QStringLiteral("€").repeated(40) + QStringLiteral("😀");
        (void)runner.run("email.send", {{"to", {"a@b.example"}}, {"subject", subject.toStdString()}});
        const QByteArray message = program.file(QStringLiteral("message"));
        const qsizetype begin = message.indexOf("Subject: ") + 9;
        QByteArray decoded;
        for (const QByteArray &line : message.mid(begin, message.indexOf("\nDate: ") - begin).split('\n')) {
            const QByteArray word = line.trimmed();
            QVERIFY2(word.size() <= 75 && word.startsWith("=?UTF-8?B?") && word.endsWith("?="),
                     word.constData());
            const QByteArray part = QByteArray::fromBase64(word.mid(10, word.size() - 12));
            QVERIFY(QString::fromUtf8(part).toUtf8() == part);
            decoded += part;
        }
        QCOMPARE(QString::fromUtf8(decoded), subject);
        (void)runner.run("email.send", {{"to", {"a@b.example"}}, {"subject", "=?UTF-8?Q?x?="}});
        QVERIFY(
            program.file(QStringLiteral("message")).contains("Subject: =?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=\n"));
    }

    void domainsWithOtherLettersGetTheirAsciiForm()
    {
        const FakeProgram program(QStringLiteral("sendmail"), keepMessage);
        ActivityRunner runner;
        (void)runner.run("email.send", {{"to", {"info@bücher.example"}}, {"subject", "x"}});
        QVERIFY(program.file(QStringLiteral("message")).startsWith("To: info@xn--bcher-kva.example\n"));
    }

    void nothingCanBePutIntoTheHeader_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("value");
        for (const char *end : {"\n", "\r", "\r\n", "\n ", "\x0b", "\xe2\x80\xa8"}) {
            const QByteArray injected = QByteArray("x") + end + "Bcc: eve@example.org";
            QTest::addRow("subject %s", QByteArray(end).toHex().constData())
                << QByteArray("subject") << injected;
            const QByteArray address = "A" + QByteArray(end) + "Bcc: eve@example.org <ada@example.org>";
            QTest::addRow("to %s", QByteArray(end).toHex().constData()) << QByteArray("to") << address;
            QTest::addRow("from %s", QByteArray(end).toHex().constData()) << QByteArray("from") << address;
        }
        for (const char *address : {"ada@example.org, eve@example.org", "ada@example.org eve@example.org",
                                    "ada", "@example.org", "ada@", "<ada@example.org> <eve@example.org>",
                                    "ada@example.org>", "a b@example.org", "", "ada@exa mple.org"})
            QTest::addRow("address %s", address) << QByteArray("to") << QByteArray(address);
    }

    void nothingCanBePutIntoTheHeader()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, value);
        const FakeProgram program(QStringLiteral("sendmail"), keepMessage);
        ActivityRunner runner;
        Json input = {{"to", {"ada@example.org"}}, {"subject", "x"}};
        input[field.toStdString()] =
            field == "to" ? Json::array({value.toStdString()}) : Json(value.toStdString());
        const QByteArray answer = runner.run("email.send", input);
        if (field == "subject") {
            QCOMPARE(answer,
                     QByteArray("InvalidInput: The subject must be one line without control characters."));
        } else {
            QVERIFY2(answer.startsWith("InvalidInput: ") &&
                         answer.endsWith("” is not one mail address, such as ada@example.org or Ada "
                                         "<ada@example.org>."),
                     answer.constData());
        }
        QVERIFY(runner.failure().isNonRetriable);
        QCOMPARE(program.file(QStringLiteral("message")), QByteArray("missing"));
    }

    void whatGoesWrongIsToldClearly()
    {
        ActivityRunner runner;
        const Json input = {{"to", {"a@b.example"}}, {"subject", "x"}};
        {
            const FakeProgram program(QStringLiteral("sendmail"), "echo no route >&2; exit 75");
            const QByteArray answer = runner.run("email.send", input);
            QVERIFY(answer.startsWith("ExitCode: "));
            QVERIFY(answer.endsWith("/sendmail” ended with exit code 75: no route"));
            QVERIFY(!runner.failure().isNonRetriable);
        }
        QCOMPARE(runner.run("email.send", {{"to", Json::array()}, {"subject", "x"}}),
                 QByteArray("InvalidInput: The field “to” is empty; give at least one address."));
        QCOMPARE(runner.run("email.send", {{"to", "a@b.example"}, {"subject", "x"}}),
                 QByteArray("InvalidInput: The field “to” must be a list of texts."));
        QCOMPARE(runner.run("email.send", {{"to", {"a@b.example"}}}),
                 QByteArray("InvalidInput: The field “subject” is empty; fill it in."));
        Json attached = input;
        attached["attachments"] = {"none.pdf"};
        QCOMPARE(runner.run("email.send", attached),
                 QByteArray("FileNotFound: There is no file “none.pdf” in the workspace."));
        attached["attachments"] = {"../none.pdf"};
        QVERIFY(runner.run("email.send", attached).startsWith("PathOutsideWorkspace: "));
        runner.writeFile(QStringLiteral("half.bin"), QByteArray(9 * 1024 * 1024, 'x'));
        attached["attachments"] = {"half.bin", "half.bin"};
        QCOMPARE(runner.run("email.send", attached),
                 QByteArray("FileTooLarge: The attachments have more than 16 MB together."));
        Json other = input;
        other["program"] = "no-such-mailer";
        QCOMPARE(runner.run("email.send", other),
                 QByteArray(
                     "ProgramMissing: The mail program “no-such-mailer” is not installed. Install one, such "
                     "as the package msmtp-mta or postfix."));
        QVERIFY(runner.failure().isNonRetriable);
    }

    void anotherMailProgramCanBeNamed()
    {
        const FakeProgram program(QStringLiteral("mailer"), keepMessage);
        ActivityRunner runner;
        (void)runner.run("email.send", {{"to", {"a@b.example"}}, {"subject", "x"}, {"program", "mailer"}});
        QVERIFY(program.file(QStringLiteral("message")).startsWith("To: a@b.example\nSubject: x\n"));
    }
};

QTEST_GUILESS_MAIN(TestEmail)
#include "tst_email.moc"
