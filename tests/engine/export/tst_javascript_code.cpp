// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/export/JavaScriptExport.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

QString casesFolder()
{
    return QStringLiteral(PERDURA_TEST_DATA "/export");
}

Node nodeOf(int number, NodeKind kind)
{
    Node node;
    node.id = NodeId(std::to_string(number));
    node.name = std::to_string(number);
    node.kind = kind;
    return node;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Writes each drawing of tests/data/export as code and compares with the .js beside it. With
/// PERDURA_WRITE_EXPECTED set it writes the expected files anew instead; read what changed.
class TestJavaScriptCode : public QObject
{
    Q_OBJECT

private slots:
    void becomesTheExpectedCode_data()
    {
        QTest::addColumn<QString>("drawing");
        const QDir cases(casesFolder());
        for (const QString &name : cases.entryList({u"*.workflow.json"_s}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name.chopped(14))) << cases.filePath(name);
    }
    void becomesTheExpectedCode()
    {
        QFETCH(QString, drawing);
        const auto definition = loadDefinition(drawing);
        QVERIFY2(definition, definition ? "" : qPrintable(definition.error().message));
        const auto code = javaScriptFunction(*definition);
        QVERIFY2(code, code ? "" : qPrintable(code.error().message));
        const QString expected = drawing.chopped(14) + u".js"_s;
        if (qEnvironmentVariableIsSet("PERDURA_WRITE_EXPECTED")) {
            QFile file(expected);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(*code);
        }
        QCOMPARE(QString::fromUtf8(*code).split(u'\n'), QString::fromUtf8(contentOf(expected)).split(u'\n'));
        // The order of the file says nothing.
        WorkflowDefinition turned = *definition;
        std::ranges::reverse(turned.edges);
        QCOMPARE(javaScriptFunction(turned), code);
    }

    void aWorkflowWithoutStartIsRefused()
    {
        WorkflowDefinition definition;
        definition.name = "Nothing";
        const auto code = javaScriptFunction(definition);
        QVERIFY(!code);
        QCOMPARE(code.error().code, ErrorCode::InvalidDefinition);
        QCOMPARE(code.error().message,
                 u"“Nothing” has no Start, or several; it needs exactly one to be exported."_s);
    }

    void aLongChainTakesNoDeepCalls()
    {
        WorkflowDefinition definition;
        definition.name = "Long";
        definition.nodes.push_back(nodeOf(0, NodeKind::Start));
        for (int i = 1; i <= 5000; ++i) {
            Node node = nodeOf(i, NodeKind::Activity);
            node.fields["activity"] = "log";
            definition.nodes.push_back(node);
            definition.edges.push_back({NodeId(std::to_string(i - 1)), "next", node.id, {}});
        }
        const auto code = javaScriptFunction(definition);
        QVERIFY(code);
        QCOMPARE(code->count("callActivity('log', {})"), 5000);
    }
    void waysThatBranchTooDeepBecomeASwitch()
    {
        WorkflowDefinition definition;
        definition.name = "Deep";
        definition.nodes.push_back(nodeOf(0, NodeKind::Start));
        for (int i = 1; i <= 1000; ++i) {
            Node node = nodeOf(i, NodeKind::If);
            node.fields["condition"] = "=true";
            definition.nodes.push_back(node);
            definition.edges.push_back(
                {NodeId(std::to_string(i - 1)), i == 1 ? "next" : "true", node.id, {}});
        }
        const auto code = javaScriptFunction(definition);
        QVERIFY(code);
        QCOMPARE(code->count("switch (at)"), 1);
        QCOMPARE(code->count("case '"), 1001);
    }
};

QTEST_APPLESS_MAIN(TestJavaScriptCode)

#include "tst_javascript_code.moc"
