// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/document/DefinitionChange.h"
#include "designer/document/DiskWatch.h"
#include "designer/document/EditCommand.h"
#include "engine/core/Error.h"
#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/IncrementalValidation.h"
#include "engine/definition/SecretChecks.h"

#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace perdura {

class BackgroundQueue;

/// One open workflow: its definition, its undo steps, its file and its problems. Views never change the
/// definition; they ask for an edit, which becomes an undo step. Clean means: as on disk. GUI thread;
/// reading, writing and checking happen on the queue, which must outlive the document.
class DefinitionDocument final : public QObject
{
    Q_OBJECT

public:
    /// `expressions` checks their syntax on the thread of the queue; null: it is not checked.
    DefinitionDocument(BackgroundQueue &queue, const ActivityCatalog &catalog,
                       std::shared_ptr<ExpressionEvaluator> expressions = {}, QObject *parent = nullptr);
    ~DefinitionDocument() override;

    /// Starts with a definition that is not on disk yet; `path` is where it will be saved, empty: not known.
    void setNew(WorkflowDefinition definition, const QString &path);
    /// Reads a file; ends with loaded() or loadFailed().
    void load(const QString &path);
    /// Writes the present state to path(); ends with saved() or saveFailed(). Edits may go on meanwhile.
    void save();
    /// The same to another file, which becomes path() when it was written.
    void saveAs(const QString &path);

    /// True while the file holds something else than what was last read or written here.
    [[nodiscard]] bool hasChangedOnDisk() const { return m_newerOnDisk != nullptr; }
    /// Takes what is on disk now, as one undo step.
    void takeFromDisk();
    /// Goes on with what is here; saving will replace what is on disk.
    void keepMine();

    /// Never null; a snapshot that later edits leave alone.
    [[nodiscard]] const std::shared_ptr<const WorkflowDefinition> &definition() const { return m_definition; }
    [[nodiscard]] const ActivityCatalog &catalog() const { return m_catalog; }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// The workflow's name.
    [[nodiscard]] QString name() const;
    [[nodiscard]] bool isModified() const { return m_fileIsBehind || !m_undoStack.isClean(); }
    [[nodiscard]] bool isBusy() const { return m_pendingFiles > 0; }
    [[nodiscard]] QUndoStack &undoStack() { return m_undoStack; }

    /// Makes `after` the definition, as one undo step. Does nothing when nothing differs.
    void edit(WorkflowDefinition after, EditLabel label);

    /// What the other drawings of the workspace say about events, for the checks; null: not known, or there
    /// is no workspace.
    void setWorkspaceEvents(std::shared_ptr<const WorkspaceEvents> others);
    /// The names of the workspace's secrets, of which fields may name no others; nothing: not known.
    void setSecretNames(const std::optional<SecretNames> &names);
    [[nodiscard]] const std::optional<SecretNames> &secretNames() const { return m_secretNames; }

    /// Those of the newest state that has been checked.
    [[nodiscard]] const std::vector<Problem> &problems() const { return m_problems; }
    /// True while the newest state is still being checked.
    [[nodiscard]] bool isChecking() const { return m_checkedRevision != m_revision; }
    /// Checks the present state without waiting for a pause, for those who must know before they go on (Run).
    /// `then` gets that state, which edits may have left behind meanwhile, and its problems.
    void check(std::function<void(std::shared_ptr<const WorkflowDefinition>, std::vector<Problem>)> then);

    /// For EditCommand only.
    void applyPatch(const DefinitionPatch &patch, bool forwards);

signals:
    void changed(const perdura::DefinitionChange &change);
    void problemsChanged();
    void modifiedChanged();
    /// hasChangedOnDisk() has changed, or what is there has.
    void diskChanged();
    void loaded();
    void loadFailed(const perdura::Error &error);
    void saved();
    void saveFailed(const perdura::Error &error);

private:
    void replace(WorkflowDefinition definition);
    void touch();
    void takeProblems(quint64 revision, std::vector<Problem> problems);
    void readAgain();
    void takeFromFile(Result<WorkflowDefinition> result);
    void setNewerOnDisk(std::shared_ptr<const WorkflowDefinition> definition);
    void takeSaveResult(const QString &path, quint64 revision,
                        const std::shared_ptr<const WorkflowDefinition> &written, const Result<void> &result);

    BackgroundQueue &m_queue;
    const ActivityCatalog &m_catalog;
    std::shared_ptr<ExpressionEvaluator> m_expressions;
    std::shared_ptr<const WorkflowDefinition> m_definition;
    /// While an edit is pushed: its outcome, so that the first redo need not work it out again.
    std::shared_ptr<const WorkflowDefinition> m_next;
    QUndoStack m_undoStack;
    QString m_path;
    bool m_fileIsBehind = false;
    int m_pendingFiles = 0;
    DiskWatch m_watch;
    std::shared_ptr<const WorkflowDefinition> m_onDisk;      ///< what was last read, written or seen there
    std::shared_ptr<const WorkflowDefinition> m_newerOnDisk; ///< what another program wrote; null: nothing
    std::shared_ptr<IncrementalValidation>
        m_validation; ///< used by jobs of the queue only, which run in order
    std::shared_ptr<const WorkspaceEvents> m_others;
    std::vector<Problem> m_problems;
    std::optional<SecretNames> m_secretNames;
    quint64 m_revision = 0;
    quint64 m_checkedRevision = 0;
    QTimer m_typingPause; ///< holds the check back until the typing rests
};

} // namespace perdura
