// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/Program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString templates = QStringLiteral(PERDURA_RESOURCES "/templates");
const QString samples = QStringLiteral(PERDURA_TEST_DATA "/import");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList drawingsIn(const QString &folder)
{
    return QDir(folder).entryList({u"*.workflow.json"_s}, QDir::Files, QDir::Name);
}

} // namespace

/// `perdura export` and `perdura import`.
class TestCliCode : public QObject
{
    Q_OBJECT

private slots:
    void everyTemplateGoesOutAndComesBack_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : QDir(templates).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            QTest::newRow(qPrintable(name)) << name;
    }
    void everyTemplateGoesOutAndComesBack()
    {
        QFETCH(QString, name);
        const QTemporaryDir place;
        const QString from = templates + u'/' + name;
        const Ended out = perduraProgram({u"export"_s, from, u"--to"_s, u"code"_s}, place.path());
        QCOMPARE(out.code, 0);
        QVERIFY(out.out.contains(u"written into code."_s));
        const Ended in = perduraProgram({u"import"_s, u"code"_s, u"--to"_s, u"back"_s}, place.path());
        QCOMPARE(in.err, QString());
        QCOMPARE(in.code, 0);
        QCOMPARE(drawingsIn(place.filePath(u"back"_s)), drawingsIn(from));
        for (const QString &file : drawingsIn(from))
            QCOMPARE(contentOf(place.filePath(u"back/"_s + file)), contentOf(from + u'/' + file));
    }

    void whatWasWrittenByHandStaysUnlessItIsToBeReplaced()
    {
        const QTemporaryDir place;
        const QStringList call{u"export"_s, templates + u"/nightly-import"_s, u"--to"_s, u"code"_s};
        QCOMPARE(perduraProgram(call, place.path()).code, 0);
        const QString path = place.filePath(u"code/src/functions/activities/askForApproval.js"_s);
        const QByteArray made = contentOf(path);
        QVERIFY(!made.isEmpty());
        QFile activity(path);
        QVERIFY(activity.open(QIODevice::WriteOnly));
        activity.write("// by hand");
        activity.close();
        const Ended again = perduraProgram(call, place.path());
        QCOMPARE(again.code, 0);
        QVERIFY2(again.out.contains(
                     u"src/functions/activities/askForApproval.js was changed by hand and stays as it "
                     "is; --replace would write it anew."_s),
                 qPrintable(again.out));
        QCOMPARE(contentOf(path), "// by hand");
        QCOMPARE(perduraProgram(call + QStringList(u"--replace"_s), place.path()).code, 0);
        QCOMPARE(contentOf(path), made);
    }

    void anExportNeedsAFolder()
    {
        const Ended told = perduraProgram({u"export"_s, templates + u"/monitor"_s});
        QCOMPARE(told.code, 2);
        QCOMPARE(told.err, u"Say where the project goes, as in --to FOLDER.\n"_s);
    }

    void aDrawingWithMistakesIsNotExported()
    {
        const QTemporaryDir place;
        QFile drawing(place.filePath(u"bad.workflow.json"_s));
        QVERIFY(drawing.open(QIODevice::WriteOnly));
        drawing.write(R"({"format": 1, "name": "Bad", "nodes": [{"id": "s", "kind": "start", "name": "Start"},
            {"id": "t", "kind": "timer", "name": "Nap", "fields": {"duration": "soon"}}],
            "edges": [{"from": "s", "to": "t"}]})");
        drawing.close();
        const Ended told =
            perduraProgram({u"export"_s, u"bad.workflow.json"_s, u"--to"_s, u"code"_s}, place.path());
        QCOMPARE(told.code, 2);
        QVERIFY2(told.err.contains(
                     u"bad.workflow.json has problems that prevent a run, so nothing was exported."_s),
                 qPrintable(told.err));
        QVERIFY(!QDir(place.filePath(u"code"_s)).exists());
    }

    void codeOfAPersonBecomesADrawing()
    {
        const QTemporaryDir place;
        const Ended told =
            perduraProgram({u"import"_s, samples + u"/order-steps.js"_s, u"--to"_s, u"."_s}, place.path());
        QCOMPARE(told.code, 0);
        QCOMPARE(drawingsIn(place.path()), QStringList(u"order-steps.workflow.json"_s));
        QCOMPARE(
            perduraProgram({u"export"_s, u"order-steps.workflow.json"_s, u"--to"_s, u"code"_s}, place.path())
                .code,
            0);
    }

    void mistakesOfTheCodeAreToldAndMended()
    {
        const QTemporaryDir place;
        const QStringList call{u"import"_s, samples + u"/ask-the-boss.js"_s, u"--to"_s, u"."_s};
        const Ended told = perduraProgram(call, place.path());
        QVERIFY2(told.err.contains(
                     u"Line 11, column 21: A yield that is compared or computed with needs parentheses "
                     "around it."_s),
                 qPrintable(told.err));
        QVERIFY2(told.err.contains(u"can be mended; add --mend."_s), qPrintable(told.err));
        for (const QString &file : drawingsIn(place.path()))
            QVERIFY(QFile::remove(place.filePath(file)));

        const Ended mended = perduraProgram(call + QStringList(u"--mend"_s), place.path());
        QVERIFY2(mended.err.contains(u"Line 11, column 21: mended: "_s), qPrintable(mended.err));
        QCOMPARE(mended.code, 0);
        QCOMPARE(drawingsIn(place.path()), QStringList(u"ask-the-boss.workflow.json"_s));
    }

    void whatIsNoCodeIsRefused()
    {
        const QTemporaryDir place;
        const Ended empty = perduraProgram({u"import"_s, place.path()});
        QCOMPARE(empty.code, 2);
        QVERIFY(empty.err.contains(u"is no project exported by Perdura"_s));
        const Ended nothing = perduraProgram({u"import"_s, u"nowhere.js"_s}, place.path());
        QCOMPARE(nothing.code, 2);
        QCOMPARE(nothing.err, u"There is no file or folder nowhere.js; choose another one.\n"_s);
        const Ended kind = perduraProgram({u"import"_s, templates + u"/monitor/README.md"_s}, place.path());
        QCOMPARE(kind.code, 2);
        QVERIFY(
            kind.err.contains(u"is neither a JavaScript file (.js) nor the folder of an exported project"_s));
    }
};

QTEST_GUILESS_MAIN(TestCliCode)

#include "tst_cli_code.moc"
