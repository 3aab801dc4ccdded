// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/JsonSchema.h"
#include "engine/definition/NodeCatalog.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Json schema()
{
    return parseJson(
               contentOf(QStringLiteral(PERDURA_RESOURCES "/schema/workflow-1.schema.json")).toStdString())
        .value_or(Json());
}

void addFiles(const QString &folder)
{
    QTest::addColumn<QString>("path");
    const QDir files(QStringLiteral(PERDURA_TEST_DATA "/definitions/") + folder);
    for (const QString &name : files.entryList(QDir::Files, QDir::Name))
        QTest::newRow(qPrintable(name)) << files.filePath(name);
}

} // namespace

/// The published schema and the loader must take the same files, as far as a schema can tell.
class TestPublishedSchema : public QObject
{
    Q_OBJECT

private slots:
    void bothTakeValidFiles_data() { addFiles(u"valid"_s); }
    void bothTakeValidFiles()
    {
        QFETCH(QString, path);
        const auto loaded = loadDefinition(path);
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
        const auto violations = schemaViolations(*parseJson(contentOf(path).toStdString()), schema());
        QVERIFY2(violations.empty(), violations.empty() ? "" : qPrintable(violations.front().message));
    }

    void theLoaderWritesWhatTheSchemaTakes_data() { addFiles(u"valid"_s); }
    void theLoaderWritesWhatTheSchemaTakes()
    {
        QFETCH(QString, path);
        const auto loaded = loadDefinition(path);
        QVERIFY(loaded);
        const QByteArray text = definitionText(*loaded);
        QVERIFY(schemaViolations(*parseJson(text.toStdString()), schema()).empty());
        const auto again = parseDefinition(text, u"again"_s);
        QVERIFY(again);
        QCOMPARE(definitionText(*again), text);
        QCOMPARE(contentAddress(*again).value, contentAddress(*loaded).value);
    }

    void bothRefuseBrokenStructureAtTheSamePlace_data() { addFiles(u"broken/structure"_s); }
    void bothRefuseBrokenStructureAtTheSamePlace()
    {
        QFETCH(QString, path);
        const auto loaded = loadDefinition(path);
        QVERIFY2(!loaded, "the loader takes it");
        const auto violations = schemaViolations(*parseJson(contentOf(path).toStdString()), schema());
        QVERIFY2(!violations.empty(), "the schema takes it");
        const QString place =
            QString::fromStdString(violations.front().path.empty() ? "/" : violations.front().path);
        QVERIFY2(loaded.error().message.startsWith(QFileInfo(path).fileName() + u": "_s + place + u": "_s),
                 qPrintable(loaded.error().message + u" / schema: "_s + place));
        QVERIFY(loaded.error().message.endsWith(u'.'));
    }

    void onlyTheLoaderSeesBrokenMeaning_data() { addFiles(u"broken/meaning"_s); }
    void onlyTheLoaderSeesBrokenMeaning()
    {
        QFETCH(QString, path);
        QVERIFY(schemaViolations(*parseJson(contentOf(path).toStdString()), schema()).empty());
        const auto loaded = loadDefinition(path);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::InvalidDefinition);
        QVERIFY(loaded.error().message.startsWith(QFileInfo(path).fileName() + u": /"_s));
    }

    void brokenTextIsRefused_data() { addFiles(u"broken/text"_s); }
    void brokenTextIsRefused()
    {
        QFETCH(QString, path);
        const auto loaded = loadDefinition(path);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::InvalidJson);
        QVERIFY(loaded.error().message.startsWith(QFileInfo(path).fileName() + u": The "_s));
    }

    void theSchemaListsEveryKind()
    {
        Json kinds = Json::array();
        for (const NodeKindInfo &info : nodeKinds())
            kinds.push_back(info.id);
        QCOMPARE(dumpJson(schema()["properties"]["nodes"]["items"]["properties"]["kind"]["enum"]),
                 dumpJson(kinds));
    }
};

QTEST_APPLESS_MAIN(TestPublishedSchema)
#include "tst_published_schema.moc"
