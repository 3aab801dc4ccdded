// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QPointer>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QSplitter;

namespace perdura {

class BackgroundQueue;
class Banner;
class CanvasEditor;
class ContextBar;
class DefinitionDocument;
class DesignerActions;
class DiskBanner;
class DocumentArea;
class EmptyState;
class ExplorerPanel;
class Inspector;
class PalettePanel;
class ProblemsPanel;
class WorkspaceModel;
class WorkspaceNews;
struct Problem;

/// The place where workflows are drawn: explorer and palette to the left, the open documents in the middle
/// with the problems below, the inspector to the right. Esc leads from the panels back to the drawing. Knows
/// nothing of hubs; the shell runs what it asks for. GUI thread.
class DesignerPage final : public QWidget
{
    Q_OBJECT

public:
    /// `expressions` checks the syntax of expressions while they are typed, on a thread of the page's own;
    /// null: their syntax is not checked.
    DesignerPage(ActivityCatalog catalog, std::shared_ptr<ExpressionEvaluator> expressions,
                 QWidget *parent = nullptr);
    ~DesignerPage() override;

    /// The folder whose workflows are listed and in which new ones are saved; empty: none. Closes the
    /// documents of the folder before it, saved or not: see askToClose().
    void setWorkspace(const QString &folder);
    /// The names of the workspace's secrets; nothing: not known.
    void setSecretNames(const std::optional<QStringList> &names);
    void openFile(const QString &path);
    void newWorkflow();
    /// Asks for a name; the new entity gets its file in the workspace at once. Without a workspace it is
    /// saved like any other drawing.
    void newEntity();
    /// Opens the list of problems when it is closed.
    void showProblems();
    /// Makes the drawing on screen what one of its versions was, as one undo step.
    void restore(const WorkflowDefinition &definition, const QString &version);
    [[nodiscard]] bool hasUnsavedChanges() const;
    /// Saves every document that has unsaved changes; ends with allSaved() or, for each that fails, a
    /// message.
    void saveAll();
    /// For a window that is about to close: `proceed` runs when there is nothing to lose (now, or after the
    /// person saved or discarded), and never when they stay.
    void askToClose(std::function<void()> proceed);

    /// Null when none is open.
    [[nodiscard]] CanvasEditor *currentEditor() const;
    [[nodiscard]] DesignerActions &actionsOfPage() const { return *m_actions; }
    /// 1 is 100 %.
    [[nodiscard]] double zoom() const;
    [[nodiscard]] int problemsCount() const;

signals:
    /// The person wants to run the drawing as it is on screen; it has no errors. `path` is empty when it was
    /// never saved.
    void runRequested(std::shared_ptr<const perdura::WorkflowDefinition> definition, const QString &path);
    /// The person wants to see what was published of the drawing; this is how it is on screen.
    void versionsRequested(std::shared_ptr<const perdura::WorkflowDefinition> definition);
    /// The person wants the drawing as it is on screen as code; it has no errors. `path` is empty when it was
    /// never saved.
    void exportRequested(std::shared_ptr<const perdura::WorkflowDefinition> definition, const QString &path);
    void problemsCountChanged(int count);
    void zoomChanged(double factor);
    void statusMessage(const QString &text);
    /// A file was opened or saved; for the list of recent ones.
    void recentFileOpened(const QString &path);
    void unsavedChangesChanged(bool unsaved);
    void allSaved();
    /// The button of the empty page: the shell knows how to choose a folder.
    void openWorkspaceRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildPanes();
    void connectActions();
    void connectPanels();
    void followDocument();
    void followDocuments();
    void drawEntity(const QString &name);
    void updateTitle();
    void updateEmptyPage();
    void showFailure(const Error &error);
    /// What needs a drawing without errors.
    using Use = void (DesignerPage::*)(std::shared_ptr<const WorkflowDefinition>, const QString &path);
    /// Checks the current drawing and uses it, or shows its first error, with `refusal` (%1: the error).
    void checkAndUse(Use use, const QString &refusal);
    void showError(const DefinitionDocument &document, const Problem &error);
    void run(std::shared_ptr<const WorkflowDefinition> definition, const QString &path);
    void goToProblem(const Problem &problem);
    void showContextMenu(const QPoint &globalPos);
    void restorePanes();
    void rememberPanes() const;

    ActivityCatalog m_catalog;
    QString m_workspace;
    BackgroundQueue *m_queue;
    WorkspaceModel *m_files;
    DesignerActions *m_actions;
    ContextBar *m_bar;
    Banner *m_banner;
    DiskBanner *m_diskBanner;
    QSplitter *m_columns;
    QSplitter *m_left;
    QSplitter *m_middle;
    ExplorerPanel *m_explorer;
    PalettePanel *m_palette;
    DocumentArea *m_documents;
    WorkspaceNews *m_news;
    ProblemsPanel *m_problems;
    Inspector *m_inspector;
    EmptyState *m_empty = nullptr;
    CanvasEditor *m_followed = nullptr;        ///< whose signals are connected; compared, never used
    QPointer<DefinitionDocument> m_aboutToUse; ///< while it is being checked for a run or an export
    std::function<void()> m_whenAllSaved;
};

} // namespace perdura
