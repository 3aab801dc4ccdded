// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/page/WorkspaceNews.h"

#include "designer/document/DefinitionDocument.h"
#include "designer/document/WorkspaceFacts.h"
#include "designer/editing/CanvasEditor.h"
#include "designer/explorer/WorkspaceModel.h"
#include "designer/page/DocumentArea.h"

namespace perdura {

WorkspaceNews::WorkspaceNews(BackgroundQueue &queue, WorkspaceModel &files, DocumentArea &documents,
                             QObject *parent)
    : QObject(parent)
    , m_files(files)
    , m_documents(documents)
    , m_facts(new WorkspaceFacts(queue, this))
{
    connect(&m_files, &WorkspaceModel::listed, this, [this] { m_facts->setFiles(m_files.files()); });
    connect(m_facts, &WorkspaceFacts::changed, this, [this] {
        m_files.setEntityPaths(m_facts->entityPaths());
        tell();
    });
    connect(&m_documents, &DocumentArea::fileOpened, this, &WorkspaceNews::tell);
    connect(&m_documents, &DocumentArea::currentChanged, this, &WorkspaceNews::tell);
}

QSet<QString> WorkspaceNews::openPaths() const
{
    QSet<QString> paths;
    for (const CanvasEditor *editor : m_documents.editors())
        paths.insert(editor->document().path());
    return paths;
}

void WorkspaceNews::tell()
{
    CanvasEditor *current = m_documents.current();
    if (!current)
        return;
    if (m_files.folder().isEmpty() || !m_facts->isComplete()) {
        current->document().setWorkspaceEvents(nullptr);
        return;
    }
    std::vector<EventUses> others;
    for (DrawingFacts &facts : m_facts->without(openPaths()))
        others.push_back(std::move(facts.events));
    for (const CanvasEditor *editor : m_documents.editors()) {
        if (editor != current)
            others.push_back(eventUsesOf(*editor->document().definition()));
    }
    current->document().setWorkspaceEvents(std::make_shared<const WorkspaceEvents>(others));
}

QStringList WorkspaceNews::entityNames() const
{
    QStringList names;
    const auto add = [&names](DefinitionKind kind, const std::string &name) {
        if (kind == DefinitionKind::Entity)
            names << QString::fromStdString(name);
    };
    for (const DrawingFacts &facts : m_facts->without(openPaths()))
        add(facts.kind, facts.name);
    for (const CanvasEditor *editor : m_documents.editors())
        add(editor->document().definition()->kind, editor->document().definition()->name);
    return names;
}

} // namespace perdura
