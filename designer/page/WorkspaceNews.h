// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>
#include <QStringList>

namespace perdura {

class BackgroundQueue;
class DocumentArea;
class WorkspaceFacts;
class WorkspaceModel;

/// Tells the list of files which of them are entities, and the drawing on show what the other drawings of the
/// workspace say: the open ones as they are on screen, the rest as they were saved. GUI thread.
class WorkspaceNews final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the object.
    WorkspaceNews(BackgroundQueue &queue, WorkspaceModel &files, DocumentArea &documents,
                  QObject *parent = nullptr);

    /// Of the entities that there are.
    [[nodiscard]] QStringList entityNames() const;

private:
    void tell();
    [[nodiscard]] QSet<QString> openPaths() const;

    WorkspaceModel &m_files;
    DocumentArea &m_documents;
    WorkspaceFacts *m_facts;
};

} // namespace perdura
