// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/export/DrawnFiles.h"
#include "engine/export/JavaScriptExport.h"
#include "engine/export/ProjectFolder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

QString templates()
{
    return QStringLiteral(PERDURA_RESOURCES "/templates");
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QStringList pathsOf(const ExportedProject &project)
{
    QStringList paths;
    for (const ExportedFile &file : project.files)
        paths.push_back(file.path);
    return paths;
}

/// Exports a template into the folder.
void exportTemplate(const QString &name, const QString &folder)
{
    const auto drawings = readWithReferences({templates() + u'/' + name});
    QVERIFY2(drawings, drawings ? "" : qPrintable(drawings.error().message));
    const auto project = exportJavaScript(*drawings, name);
    QVERIFY2(project, project ? "" : qPrintable(project.error().message));
    const auto written = writeProject(*project, folder);
    QVERIFY2(written, written ? "" : qPrintable(written.error().message));
}

} // namespace

class TestExportedProject : public QObject
{
    Q_OBJECT

private slots:
    void comesBackByteForByte_data()
    {
        QTest::addColumn<QString>("folder");
        for (const QString &name : QDir(templates()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            QTest::newRow(qPrintable(name)) << templates() + u'/' + name;
    }
    void comesBackByteForByte()
    {
        QFETCH(QString, folder);
        const auto drawings = readWithReferences({folder});
        QVERIFY2(drawings, drawings ? "" : qPrintable(drawings.error().message));
        const auto project = exportJavaScript(*drawings, u"project"_s);
        QVERIFY2(project, project ? "" : qPrintable(project.error().message));
        const QTemporaryDir place;
        QVERIFY(writeProject(*project, place.filePath(u"code"_s)));

        const auto read = readProject(place.filePath(u"code"_s));
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->remarks.size(), 0u);
        QVERIFY(writeDrawings(read->drawings, place.filePath(u"workspace"_s)));
        const QStringList names = QDir(folder).entryList({u"*.workflow.json"_s}, QDir::Files, QDir::Name);
        QVERIFY(!names.isEmpty());
        QCOMPARE(QDir(place.filePath(u"workspace"_s)).entryList(QDir::Files, QDir::Name), names);
        for (const QString &name : names) {
            QCOMPARE(contentOf(place.filePath(u"workspace/"_s + name)), contentOf(folder + u'/' + name));
            QCOMPARE(*loadDefinition(place.filePath(u"workspace/"_s + name)),
                     *loadDefinition(folder + u'/' + name));
        }
    }

    void everyDrawingLiesInItsProjectAsItIs_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *kind : {"workflows", "entities"}) {
            const QDir runs(QStringLiteral(PERDURA_TEST_DATA "/") + QString::fromLatin1(kind));
            for (const QString &name : runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
                QTest::newRow(qPrintable(name)) << runs.filePath(name + u"/definition.workflow.json"_s);
        }
    }
    void everyDrawingLiesInItsProjectAsItIs()
    {
        QFETCH(QString, file);
        const auto drawings = readDrawnFiles({file});
        QVERIFY2(drawings, drawings ? "" : qPrintable(drawings.error().message));
        const auto project = exportJavaScript(*drawings, u"project"_s);
        QVERIFY2(project, project ? "" : qPrintable(project.error().message));
        const auto there =
            std::ranges::find(project->files, u"drawings/definition.workflow.json"_s, &ExportedFile::path);
        QVERIFY(there != project->files.end());
        QCOMPARE(there->content, contentOf(file));
    }

    void theSameDrawingsGiveTheSameBytes()
    {
        const auto drawings = readWithReferences({templates() + u"/device-telemetry"_s});
        QVERIFY(drawings);
        const auto one = exportJavaScript(*drawings, u"telemetry"_s);
        const auto other = exportJavaScript(*drawings, u"telemetry"_s);
        QVERIFY(one && other);
        QCOMPARE(pathsOf(*one), pathsOf(*other));
        for (std::size_t i = 0; i < one->files.size(); ++i)
            QCOMPARE(one->files[i].content, other->files[i].content);
    }

    void whatADrawingNamesIsExportedWithIt()
    {
        const auto drawings =
            readWithReferences({templates() + u"/device-telemetry/device-telemetry.workflow.json"_s});
        QVERIFY(drawings);
        QStringList names;
        for (const DrawnFile &drawing : *drawings)
            names.push_back(drawing.fileName);
        QCOMPARE(names, QStringList({u"device-telemetry.workflow.json"_s, u"device.workflow.json"_s,
                                     u"hot-devices.workflow.json"_s}));
    }

    void whatHasToBeWrittenByHandIsSaid()
    {
        const auto drawings = readWithReferences({templates() + u"/nightly-import"_s});
        const auto project = exportJavaScript(*drawings, u"import"_s);
        QVERIFY(project);
        QCOMPARE(
            QStringList(project->remarks.begin(), project->remarks.end()),
            QStringList(
                {u"“Nightly import” starts by a schedule in the time zone Europe/Berlin; set "
                 "WEBSITE_TIME_ZONE of the function app to it."_s,
                 u"Write the activity askForApproval in src/functions/activities/askForApproval.js."_s}));
    }

    void changesByHandAreTold()
    {
        const QTemporaryDir place;
        exportTemplate(u"monitor"_s, place.path());
        const QString code = place.filePath(u"src/functions/Monitor.js"_s);
        put(code, contentOf(code).replace("\n", "\r\n"));
        auto read = readProject(place.path());
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->remarks.size(), 0u);

        put(code, contentOf(code) + "// more\n");
        read = readProject(place.path());
        QVERIFY(read);
        QCOMPARE(read->remarks.size(), 1u);
        QCOMPARE(read->remarks.front(),
                 u"src/functions/Monitor.js was changed by hand after the export; the drawing "
                 "monitor.workflow.json does not have the changes."_s);
        QCOMPARE(read->drawings.size(), 2u);
    }
    void codeOfAnotherDrawingIsRefused()
    {
        const QTemporaryDir place;
        exportTemplate(u"monitor"_s, place.path());
        const QString drawing = place.filePath(u"drawings/monitor.workflow.json"_s);
        put(drawing, contentOf(drawing).replace("vars.wait * 1.5", "vars.wait * 2"));
        auto read = readProject(place.path());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Damaged);
        QCOMPARE(read.error().message,
                 u"src/functions/Monitor.js was made from another version of monitor.workflow.json than the "
                 u"one in the "
                 "folder drawings; put that version back, or export the drawing again."_s);

        QVERIFY(QFile::rename(drawing, place.filePath(u"drawings/other.workflow.json"_s)));
        read = readProject(place.path());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::NotFound);
        QCOMPARE(read.error().message,
                 u"src/functions/Monitor.js was made from monitor.workflow.json, which is not in "
                 "the folder drawings; put it back."_s);
    }
    void aFolderWithoutDrawingsIsNoProject()
    {
        const QTemporaryDir place;
        QVERIFY(!isExportedProject(place.path()));
        const auto read = readProject(place.path());
        QVERIFY(!read);
        QCOMPARE(read.error().message,
                 u"%1 is no project exported by Perdura: it has no drawings in a folder drawings."_s.arg(
                     QDir::toNativeSeparators(place.path())));
    }

    void otherFilesAreNotWrittenOver()
    {
        const QTemporaryDir place;
        put(place.filePath(u"mine.txt"_s), "mine");
        const auto drawings = readWithReferences({templates() + u"/monitor"_s});
        const auto project = exportJavaScript(*drawings, u"monitor"_s);
        const auto written = writeProject(*project, place.path());
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::AlreadyExists);
        QCOMPARE(written.error().message,
                 u"%1 has other files in it; choose an empty folder, or one of an earlier "
                 "export."_s.arg(QDir::toNativeSeparators(place.path())));
        QCOMPARE(QDir(place.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList(u"mine.txt"_s));
        const auto file = writeProject(*project, place.filePath(u"mine.txt"_s));
        QVERIFY(!file);
        QCOMPARE(file.error().message, u"%1 is a file; choose a folder for the export."_s.arg(
                                           QDir::toNativeSeparators(place.filePath(u"mine.txt"_s))));
    }
    void anEarlierExportIsReplaced()
    {
        const QTemporaryDir place;
        exportTemplate(u"monitor"_s, place.path());
        const QByteArray before = contentOf(place.filePath(u"src/functions/Monitor.js"_s));
        put(place.filePath(u"src/functions/Monitor.js"_s), "nothing");
        exportTemplate(u"monitor"_s, place.path());
        QCOMPARE(contentOf(place.filePath(u"src/functions/Monitor.js"_s)), before);
    }
    void aDrawingThatIsThereAndDiffersStays()
    {
        const QTemporaryDir place;
        exportTemplate(u"aggregator"_s, place.filePath(u"code"_s));
        const auto read = readProject(place.filePath(u"code"_s));
        QVERIFY(read);
        QVERIFY(QDir(place.path()).mkpath(u"workspace"_s));
        put(place.filePath(u"workspace/counter.workflow.json"_s), "mine");
        const auto written = writeDrawings(read->drawings, place.filePath(u"workspace"_s));
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::AlreadyExists);
        QCOMPARE(contentOf(place.filePath(u"workspace/counter.workflow.json"_s)), "mine");
        QVERIFY(!QFile::exists(place.filePath(u"workspace/aggregator.workflow.json"_s)));
    }

    void functionsOfTheSameNameAreRefused()
    {
        const auto drawings = readWithReferences({templates() + u"/monitor"_s});
        QVERIFY(drawings);
        std::vector<DrawnFile> two{drawings->front(), drawings->front()};
        two.back().fileName = u"other.workflow.json"_s;
        two.back().definition.name = "MONITOR!";
        const auto project = exportJavaScript(two, u"monitor"_s);
        QVERIFY(!project);
        QCOMPARE(project.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(
            project.error().message,
            u"“Monitor” and “MONITOR!” would both become the function MONITOR; give one of them another name."_s);
        QCOMPARE(exportJavaScript({}, u"nothing"_s).error().message,
                 u"There is no drawing to export; choose at least one."_s);
    }
};

QTEST_APPLESS_MAIN(TestExportedProject)

#include "tst_exported_project.moc"
