// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Json.h"
#include "engine/definition/JsonSchema.h"
#include "tests/app/cli/Program.h"

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

void addFiles(const QString &folder)
{
    QTest::addColumn<QString>("path");
    const QDir files(QStringLiteral(PERDURA_TEST_DATA "/definitions/") + folder);
    for (const QString &name : files.entryList(QDir::Files, QDir::Name))
        QTest::newRow(qPrintable(name)) << files.filePath(name);
}

} // namespace

/// The command and the published schema refuse the same files, at the same places.
class TestCliValidate : public QObject
{
    Q_OBJECT

    Json m_schema;

    [[nodiscard]] std::vector<SchemaViolation> violationsOf(const QString &path) const
    {
        return schemaViolations(*parseJson(contentOf(path).toStdString()), m_schema);
    }
    /// Refused with one line, which begins with that behind the file.
    static void refuses(const QString &path, const QString &beginning)
    {
        const Ended ended = perduraProgram({u"validate"_s, path});
        QCOMPARE(ended.code, 2);
        QCOMPARE(ended.err, QString());
        QCOMPARE(ended.out.count(u'\n'), 1);
        QVERIFY2(ended.out.startsWith(path + u": "_s + beginning),
                 qPrintable(ended.out + u"does not begin with "_s + beginning));
    }

private slots:
    void initTestCase()
    {
        m_schema = *parseJson(
            contentOf(QStringLiteral(PERDURA_RESOURCES "/schema/workflow-1.schema.json")).toStdString());
    }

    void whatTheSchemaRefusesIsRefusedAtTheSamePlace_data() { addFiles(u"broken/structure"_s); }
    void whatTheSchemaRefusesIsRefusedAtTheSamePlace()
    {
        QFETCH(QString, path);
        const auto violations = violationsOf(path);
        QVERIFY(!violations.empty());
        const std::string &place = violations.front().path;
        refuses(path, QString::fromStdString(place.empty() ? "/" : place) + u": "_s);
    }

    void whatASchemaCannotSayIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("place");
        const QDir files(QStringLiteral(PERDURA_TEST_DATA "/definitions/broken/meaning"));
        const QList<std::pair<QString, QString>> places{{u"edge-from-nowhere"_s, u"/edges/0/from"_s},
                                                        {u"edge-into-container"_s, u"/edges/0"_s},
                                                        {u"edge-to-nowhere"_s, u"/edges/0/to"_s},
                                                        {u"id-twice"_s, u"/nodes/2/id"_s},
                                                        {u"parent-itself"_s, u"/nodes/2/parent"_s},
                                                        {u"parent-missing"_s, u"/nodes/2/parent"_s},
                                                        {u"parent-no-container"_s, u"/nodes/2/parent"_s},
                                                        {u"parents-circle"_s, u"/nodes/4/parent"_s},
                                                        {u"port-twice"_s, u"/edges/1/port"_s}};
        for (const auto &[name, place] : places)
            QTest::newRow(qPrintable(name)) << files.filePath(name + u".workflow.json"_s) << place;
        QCOMPARE(files.entryList(QDir::Files).size(), places.size());
    }
    void whatASchemaCannotSayIsRefusedWithItsPlace()
    {
        QFETCH(QString, path);
        QFETCH(QString, place);
        QVERIFY(violationsOf(path).empty());
        refuses(path, place + u": "_s);
    }

    void whatIsNoJsonIsRefused_data() { addFiles(u"broken/text"_s); }
    void whatIsNoJsonIsRefused()
    {
        QFETCH(QString, path);
        refuses(path, u"The "_s);
    }

    /// Such a file may still have problems, but those are of its steps and have codes.
    void whatTheSchemaTakesIsRead_data() { addFiles(u"valid"_s); }
    void whatTheSchemaTakesIsRead()
    {
        QFETCH(QString, path);
        QVERIFY(violationsOf(path).empty());
        const Ended ended = perduraProgram({u"validate"_s, path});
        const QStringList lines = ended.out.split(u'\n', Qt::SkipEmptyParts);
        bool hasErrors = false;
        for (const QString &line : lines) {
            QVERIFY2(line.startsWith(path + u": "_s) && !line.startsWith(path + u": /"_s), qPrintable(line));
            QVERIFY2(line.endsWith(u']'), qPrintable(line));
            hasErrors = hasErrors || !(line.contains(u": Warning: "_s) || line.contains(u": Hint: "_s));
        }
        QCOMPARE(ended.code, hasErrors ? 2 : 0);
    }
};

QTEST_GUILESS_MAIN(TestCliValidate)
#include "tst_cli_validate.moc"
