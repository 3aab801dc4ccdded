// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/BackgroundQueue.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/document/DefinitionEditor.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/designer/SampleCatalog.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;

namespace {

const edits::NodeTemplate timer{NodeKind::Timer, {}};

} // namespace

class TestDefinitionDocument : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_queue = std::make_unique<BackgroundQueue>();
        m_document = std::make_unique<DefinitionDocument>(*m_queue, m_catalog);
        WorkflowDefinition definition;
        definition.name = "Test";
        m_document->setNew(definition, {});
    }

    void cleanup()
    {
        m_document.reset();
        m_queue.reset();
    }

    void everyEditCanBeUndoneAndRedone()
    {
        DefinitionEditor editor(*m_document);
        std::vector<WorkflowDefinition> states{*m_document->definition()};
        const auto note = [&] { states.push_back(*m_document->definition()); };
        const NodeId start = editor.addNode({NodeKind::Start, {}}, {}, {0, 0});
        note();
        const NodeId first = editor.addNode(timer, {}, {280, 0}, {EdgeKey{start, "next"}, {}});
        note();
        const NodeId loop = editor.addNode({NodeKind::ForEach, {}}, {}, {0, 200});
        note();
        const NodeId inner = editor.addNode(timer, loop, {0, 0});
        note();
        editor.move({first, loop}, {40, 20});
        note();
        editor.moveInto({{inner, {600, 300}}}, std::nullopt);
        note();
        editor.connectPort({first, "next"}, inner);
        note();
        const NodeId between = editor.addNode(timer, {}, {440, 0}, {{}, EdgeKey{first, "next"}});
        note();
        editor.rename(between, "Between", QStringLiteral("s1"));
        note();
        editor.setFields(between, Json::parse(R"({"duration":"5 s"})"), QStringLiteral("s2"));
        note();
        editor.setProperties({"Other", "Words", Json::parse(R"({"type":"object"})")}, QStringLiteral("s3"));
        note();
        editor.duplicate({first, between});
        note();
        editor.tidyUp();
        note();
        editor.disconnectPort({between, "next"});
        note();
        editor.remove({first, loop}, {}, true);
        note();
        QCOMPARE(m_document->undoStack().count(), int(states.size()) - 1);
        for (std::size_t i = states.size() - 1; i > 0; --i) {
            QVERIFY2(*m_document->definition() == states[i], qPrintable(QString::number(i)));
            m_document->undoStack().undo();
        }
        QVERIFY(*m_document->definition() == states.front());
        QVERIFY(m_document->definition()->nodes.empty());
        for (std::size_t i = 1; i < states.size(); ++i) {
            m_document->undoStack().redo();
            QVERIFY2(*m_document->definition() == states[i], qPrintable(QString::number(i)));
        }
    }

    void typingInOneFieldIsOneStep()
    {
        DefinitionEditor editor(*m_document);
        const NodeId node = editor.addNode(timer, {}, {0, 0});
        for (const char *name : {"W", "Wa", "Wai", "Wait"})
            editor.rename(node, name, QStringLiteral("field 1"));
        QCOMPARE(m_document->undoStack().count(), 2);
        editor.rename(node, "Waits", QStringLiteral("field 2"));
        QCOMPARE(m_document->undoStack().count(), 3);
        m_document->undoStack().undo();
        QCOMPARE(m_document->definition()->find(node)->name, std::string("Wait"));
        m_document->undoStack().undo();
        QCOMPARE(m_document->definition()->find(node)->name, std::string("Timer"));
    }

    void typingBackToTheOldTextLeavesNoStep()
    {
        DefinitionEditor editor(*m_document);
        const NodeId node = editor.addNode(timer, {}, {0, 0});
        editor.rename(node, "Timer!", QStringLiteral("f"));
        editor.rename(node, "Timer", QStringLiteral("f"));
        QCOMPARE(m_document->undoStack().count(), 1);
    }

    void movesMergeWithinOneDragOnly()
    {
        DefinitionEditor editor(*m_document);
        const NodeId node = editor.addNode(timer, {}, {0, 0});
        editor.move({node}, {20, 0}, QStringLiteral("drag 1"));
        editor.move({node}, {20, 0}, QStringLiteral("drag 1"));
        editor.move({node}, {20, 0}, QStringLiteral("drag 2"));
        QCOMPARE(m_document->undoStack().count(), 3);
        m_document->undoStack().undo();
        QCOMPARE(m_document->definition()->layout.at(node), (NodePosition{40, 0}));
        m_document->undoStack().undo();
        QCOMPARE(m_document->definition()->layout.at(node), (NodePosition{0, 0}));
    }

    void snapshotsAreNotTouchedByLaterEdits()
    {
        DefinitionEditor editor(*m_document);
        const auto before = m_document->definition();
        editor.addNode(timer, {}, {0, 0});
        QVERIFY(before->nodes.empty());
    }

    void changesSayWhatChanged()
    {
        DefinitionEditor editor(*m_document);
        std::vector<DefinitionChange> changes;
        connect(m_document.get(), &DefinitionDocument::changed, this,
                [&changes](const DefinitionChange &change) { changes.push_back(change); });
        const NodeId node = editor.addNode(timer, {}, {0, 0});
        editor.move({node}, {20, 0});
        m_document->undoStack().undo();
        m_document->undoStack().undo();
        QCOMPARE(changes.size(), std::size_t(4));
        QCOMPARE(changes[0].added, std::set<NodeId>{node});
        QCOMPARE(changes[1].moved, std::set<NodeId>{node});
        QVERIFY(changes[1].changed.empty() && changes[1].added.empty());
        QCOMPARE(changes[3].removed, std::set<NodeId>{node});
    }

    void savingMakesItCleanAndReloadingGivesTheSame()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.workflow.json"));
        DefinitionEditor editor(*m_document);
        const NodeId start = editor.addNode({NodeKind::Start, {}}, {}, {0, 0});
        editor.addNode(timer, {}, {280, 0}, {EdgeKey{start, "next"}, {}});
        QVERIFY(m_document->isModified());
        QSignalSpy saved(m_document.get(), &DefinitionDocument::saved);
        m_document->saveAs(path);
        QVERIFY(saved.wait());
        QVERIFY(!m_document->isModified());
        QCOMPARE(m_document->path(), path);

        DefinitionDocument other(*m_queue, m_catalog);
        QSignalSpy loaded(&other, &DefinitionDocument::loaded);
        other.load(path);
        QVERIFY(loaded.wait());
        QVERIFY(*other.definition() == *m_document->definition());
        QVERIFY(!other.isModified());

        m_document->undoStack().undo();
        QVERIFY(m_document->isModified());
        m_document->undoStack().redo();
        QVERIFY(!m_document->isModified());
    }

    void editsDuringSavingStayUnsaved()
    {
        QTemporaryDir folder;
        DefinitionEditor editor(*m_document);
        editor.addNode(timer, {}, {0, 0});
        QSignalSpy saved(m_document.get(), &DefinitionDocument::saved);
        m_document->saveAs(folder.filePath(QStringLiteral("a.workflow.json")));
        editor.addNode(timer, {}, {280, 0});
        QVERIFY(saved.wait());
        QVERIFY(m_document->isModified());
    }

    void aFailedSaveSaysWhyAndStaysModified()
    {
        DefinitionEditor editor(*m_document);
        editor.addNode(timer, {}, {0, 0});
        QSignalSpy failed(m_document.get(), &DefinitionDocument::saveFailed);
        m_document->saveAs(QStringLiteral("/no-such-folder/a.workflow.json"));
        QVERIFY(failed.wait());
        QVERIFY(!failed.at(0).at(0).value<Error>().message.isEmpty());
        QVERIFY(m_document->isModified());
    }

    void problemsAreThoseOfTheNewestState()
    {
        DefinitionEditor editor(*m_document);
        QTRY_VERIFY(!m_document->isChecking());
        const auto empty = m_document->problems();
        QVERIFY(!empty.empty());
        const NodeId start = editor.addNode({NodeKind::Start, {}}, {}, {0, 0});
        editor.addNode({NodeKind::End, {}}, {}, {280, 0}, {EdgeKey{start, "next"}, {}});
        QVERIFY(m_document->isChecking());
        QTRY_VERIFY(!m_document->isChecking());
        QVERIFY(m_document->problems() == validate(*m_document->definition(), m_catalog));
        QVERIFY(!hasErrors(m_document->problems()));
    }

private:
    ActivityCatalog m_catalog = sampleCatalog();
    std::unique_ptr<BackgroundQueue> m_queue;
    std::unique_ptr<DefinitionDocument> m_document;
};

QTEST_GUILESS_MAIN(TestDefinitionDocument)
#include "tst_definition_document.moc"
