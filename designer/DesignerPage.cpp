// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/DesignerPage.h"

#include "app/kit/Banner.h"
#include "app/kit/ContextBar.h"
#include "app/kit/EmptyState.h"
#include "app/kit/Look.h"
#include "designer/document/BackgroundQueue.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/document/NewEntity.h"
#include "designer/editing/CanvasEditor.h"
#include "designer/explorer/ExplorerPanel.h"
#include "designer/inspector/Inspector.h"
#include "designer/page/DesignerActions.h"
#include "designer/page/DesignerBar.h"
#include "designer/page/DiskBanner.h"
#include "designer/page/DocumentArea.h"
#include "designer/page/NewEntityDialog.h"
#include "designer/page/UnsavedQuestion.h"
#include "designer/page/WorkspaceNews.h"
#include "designer/palette/PalettePanel.h"
#include "designer/problems/ProblemsPanel.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace perdura {

using namespace Qt::StringLiterals;

DesignerPage::DesignerPage(ActivityCatalog catalog, std::shared_ptr<ExpressionEvaluator> expressions,
                           QWidget *parent)
    : QWidget(parent)
    , m_catalog(std::move(catalog))
    , m_queue(new BackgroundQueue(this))
    , m_files(new WorkspaceModel(*m_queue, this))
    , m_actions(new DesignerActions(this))
    , m_bar(new ContextBar(this))
    , m_banner(new Banner(this))
    , m_diskBanner(new DiskBanner(this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_left(new QSplitter(Qt::Vertical, this))
    , m_middle(new QSplitter(Qt::Vertical, this))
    , m_explorer(new ExplorerPanel(m_files, this))
    , m_palette(new PalettePanel(m_catalog, this))
    , m_documents(new DocumentArea(*m_queue, m_catalog, std::move(expressions), this))
    , m_news(new WorkspaceNews(*m_queue, *m_files, *m_documents, this))
    , m_problems(new ProblemsPanel(this))
    , m_inspector(new Inspector(this))
{
    setSurface(this, Surface::Window);
    fillDesignerBar(*m_bar, *m_actions);
    buildPanes();
    connectActions();
    connectPanels();
    restorePanes();
    updateEmptyPage();
    followDocument();
}

DesignerPage::~DesignerPage()
{
    rememberPanes();
    // Everything that looks at a document goes before the documents, and those before the queue.
    m_inspector->setEditor(nullptr);
    m_problems->setDocument(nullptr);
    m_palette->setDocument(nullptr);
    m_diskBanner->setDocument(nullptr);
    m_actions->setEditor(nullptr);
    m_documents->disconnect(this);
    delete m_news;
    delete m_documents;
    delete m_files;
}

void DesignerPage::buildPanes()
{
    m_left->addWidget(m_explorer);
    m_left->addWidget(m_palette);
    m_left->setStretchFactor(0, 1);
    m_left->setStretchFactor(1, 3);
    m_left->setSizes({150, 550});
    m_middle->addWidget(m_documents);
    m_middle->addWidget(m_problems);
    m_middle->setStretchFactor(0, 1);
    m_middle->setSizes({590, 160});
    m_columns->addWidget(m_left);
    m_columns->addWidget(m_middle);
    m_columns->addWidget(m_inspector);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({230, 730, 320});
    m_left->setMinimumWidth(180);
    m_inspector->setMinimumWidth(260);
    m_problems->setMinimumHeight(90);
    m_documents->setMinimumSize(280, 160);
    for (QSplitter *splitter : {m_columns, m_left, m_middle}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(1);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_banner);
    column->addWidget(m_diskBanner);
    column->addWidget(m_columns, 1);
    m_banner->setClosable(true);
}

void DesignerPage::connectActions()
{
    connect(m_actions->newEntity, &QAction::triggered, this, &DesignerPage::newEntity);
    connect(m_actions->run, &QAction::triggered, this,
            [this] { checkAndUse(&DesignerPage::run, tr("It cannot run yet: %1")); });
    connect(m_actions->exportCode, &QAction::triggered, this,
            [this] { checkAndUse(&DesignerPage::exportRequested, tr("It cannot be exported yet: %1")); });
    connect(m_actions->versions, &QAction::triggered, this, [this] {
        if (const CanvasEditor *editor = currentEditor())
            emit versionsRequested(editor->document().definition());
    });
    connect(m_actions->save, &QAction::triggered, this, [this] {
        if (CanvasEditor *editor = currentEditor())
            m_documents->save(editor->document(), m_workspace);
    });
    connect(m_actions->saveAs, &QAction::triggered, this, [this] {
        if (CanvasEditor *editor = currentEditor())
            m_documents->saveAs(editor->document(), m_workspace);
    });
    connect(m_actions->closeDocument, &QAction::triggered, this, [this] {
        if (CanvasEditor *editor = currentEditor())
            m_documents->close(editor, m_workspace);
    });
    connect(m_actions->findNode, &QAction::triggered, this, [this] {
        m_actions->showExplorer->setChecked(true);
        m_palette->focusSearch();
    });
    connect(m_actions->openInspector, &QAction::triggered, this, [this] {
        m_actions->showInspector->setChecked(true);
        m_inspector->focusField({});
    });
    connect(m_actions->showExplorer, &QAction::toggled, m_left, &QWidget::setVisible);
    connect(m_actions->showInspector, &QAction::toggled, m_inspector, &QWidget::setVisible);
    connect(m_actions->showProblems, &QAction::toggled, m_problems, &QWidget::setVisible);
}

void DesignerPage::connectPanels()
{
    connect(m_explorer, &ExplorerPanel::openWanted, this, &DesignerPage::openFile);
    connect(m_explorer, &ExplorerPanel::newWanted, this, &DesignerPage::newWorkflow);
    connect(m_explorer, &ExplorerPanel::newEntityWanted, this, &DesignerPage::newEntity);
    connect(m_palette, &PalettePanel::templateChosen, this, [this](const edits::NodeTemplate &from) {
        if (!currentEditor())
            newWorkflow();
        currentEditor()->addTemplate(from);
    });
    connect(m_problems, &ProblemsPanel::problemChosen, this, &DesignerPage::goToProblem);
    connect(m_problems, &ProblemsPanel::countChanged, this, &DesignerPage::problemsCountChanged);
    connect(m_problems, &ProblemsPanel::closeWanted, this,
            [this] { m_actions->showProblems->setChecked(false); });
    connect(m_documents, &DocumentArea::currentChanged, this, &DesignerPage::followDocument);
    connect(m_documents, &DocumentArea::documentsChanged, this, &DesignerPage::followDocuments);
    connect(m_documents, &DocumentArea::closeWanted, this,
            [this](CanvasEditor *editor) { m_documents->close(editor, m_workspace); });
    connect(m_documents, &DocumentArea::statusMessage, this, &DesignerPage::statusMessage);
    connect(m_documents, &DocumentArea::fileOpened, this, &DesignerPage::recentFileOpened);
    connect(m_documents, &DocumentArea::fileSaved, this, [this](const QString &path) {
        m_files->refresh();
        m_banner->clear();
        emit recentFileOpened(path);
        emit statusMessage(tr("Saved “%1”.").arg(path));
        if (hasUnsavedChanges())
            return;
        emit allSaved();
        if (const auto proceed = std::exchange(m_whenAllSaved, nullptr))
            proceed();
    });
    connect(m_documents, &DocumentArea::failed, this, &DesignerPage::showFailure);
    connect(m_documents, &DocumentArea::saveFailed, this,
            [this](DefinitionDocument *document, const Error &error) {
                showFailure(error);
                connect(m_banner->addAction(tr("Save as…")), &QPushButton::clicked, document,
                        [this, document] { m_documents->saveAs(*document, m_workspace); });
            });
}

void DesignerPage::showFailure(const Error &error)
{
    m_whenAllSaved = nullptr;
    m_banner->showMessage(Banner::Kind::Error, error.message);
}

CanvasEditor *DesignerPage::currentEditor() const
{
    return m_documents->current();
}

double DesignerPage::zoom() const
{
    const CanvasEditor *editor = currentEditor();
    return editor ? editor->zoom() : 1;
}

int DesignerPage::problemsCount() const
{
    return m_problems->count();
}

void DesignerPage::followDocument()
{
    CanvasEditor *editor = currentEditor();
    m_actions->setEditor(editor);
    m_inspector->setEditor(editor);
    m_problems->setDocument(editor ? &editor->document() : nullptr);
    m_palette->setDocument(editor ? &editor->document() : nullptr);
    m_diskBanner->setDocument(editor ? &editor->document() : nullptr);
    m_explorer->setCurrentPath(editor ? editor->document().path() : QString());
    if (editor && editor != m_followed) {
        for (CanvasEditor *other : m_documents->editors())
            other->disconnect(this);
        connect(editor, &CanvasView::zoomChanged, this, &DesignerPage::zoomChanged);
        connect(editor, &CanvasEditor::contextMenuWanted, this, &DesignerPage::showContextMenu);
        connect(&editor->scene(), &CanvasScene::nodeActivated, m_actions->openInspector, &QAction::trigger);
        editor->setFocus(Qt::OtherFocusReason);
    }
    m_followed = editor;
    emit zoomChanged(zoom());
    updateTitle();
}

void DesignerPage::followDocuments()
{
    QSet<QString> modified;
    for (const CanvasEditor *editor : m_documents->editors()) {
        if (editor->document().isModified())
            modified.insert(editor->document().path());
    }
    m_files->setModifiedPaths(modified);
    if (const CanvasEditor *editor = currentEditor())
        m_explorer->setCurrentPath(editor->document().path());
    updateTitle();
    emit unsavedChangesChanged(hasUnsavedChanges());
}

void DesignerPage::updateTitle()
{
    const CanvasEditor *editor = currentEditor();
    m_bar->setTitle(editor ? editor->document().name() : tr("Design"));
}

void DesignerPage::setWorkspace(const QString &folder)
{
    if (!m_workspace.isEmpty() && folder != m_workspace) {
        // Whoever changes the workspace has asked what becomes of unsaved changes.
        m_documents->discardAll();
        m_banner->clear();
    }
    m_workspace = folder;
    m_files->setFolder(folder);
    m_inspector->setPathRoot(folder);
    updateEmptyPage();
}

void DesignerPage::updateEmptyPage()
{
    if (m_workspace.isEmpty()) {
        m_empty = new EmptyState(
            u"folder-open"_s, tr("No workspace is open"),
            tr("A workspace is a folder with workflows. Open one to see what is in it, or draw a "
               "new workflow right away."));
        connect(m_empty->addAction(tr("Open a folder…"), ButtonTone::Primary, u"folder-open"_s),
                &QPushButton::clicked, this, &DesignerPage::openWorkspaceRequested);
    } else {
        m_empty = new EmptyState(u"workflow"_s, tr("No workflow is open"),
                                 tr("Choose one from the list on the left, or draw a new one."));
    }
    QPushButton *fresh = m_empty->addAction(
        tr("New workflow"), m_workspace.isEmpty() ? ButtonTone::Normal : ButtonTone::Primary, u"file-plus"_s);
    connect(fresh, &QPushButton::clicked, this, &DesignerPage::newWorkflow);
    QPushButton *entity = m_empty->addAction(tr("New entity…"), ButtonTone::Normal, u"database"_s);
    entity->setObjectName(u"emptyNewEntity"_s);
    connect(entity, &QPushButton::clicked, this, &DesignerPage::newEntity);
    m_explorer->setVisible(!m_workspace.isEmpty());
    m_documents->setEmptyPage(m_empty);
}

void DesignerPage::setSecretNames(const std::optional<QStringList> &names)
{
    std::optional<SecretNames> known;
    if (names) {
        known.emplace();
        for (const QString &name : *names)
            known->insert(name.toStdString());
    }
    m_documents->setSecretNames(known);
}

void DesignerPage::openFile(const QString &path)
{
    m_banner->clear();
    m_documents->open(path);
}

void DesignerPage::newWorkflow()
{
    WorkflowDefinition definition;
    QStringList names;
    for (const CanvasEditor *editor : m_documents->editors())
        names << editor->document().name();
    QString name = tr("New workflow");
    for (int number = 2; names.contains(name); ++number)
        name = tr("New workflow %1").arg(number);
    definition.name = name.toStdString();
    m_documents->openNew(std::move(definition));
}

void DesignerPage::newEntity()
{
    auto *dialog = new NewEntityDialog(m_news->entityNames(), this);
    connect(dialog, &NewEntityDialog::named, this, &DesignerPage::drawEntity);
    dialog->open();
}

void DesignerPage::drawEntity(const QString &name)
{
    m_documents->openNew(perdura::newEntity(name));
    if (!m_workspace.isEmpty())
        m_documents->save(currentEditor()->document(), m_workspace);
}

bool DesignerPage::hasUnsavedChanges() const
{
    return m_documents->hasUnsavedChanges();
}

void DesignerPage::saveAll()
{
    if (!hasUnsavedChanges()) {
        emit allSaved();
        return;
    }
    for (CanvasEditor *editor : m_documents->editors()) {
        if (editor->document().isModified())
            m_documents->save(editor->document(), m_workspace);
    }
}

void DesignerPage::askToClose(std::function<void()> proceed)
{
    if (!hasUnsavedChanges()) {
        proceed();
        return;
    }
    QStringList names;
    for (const CanvasEditor *editor : m_documents->editors()) {
        if (editor->document().isModified())
            names << tr("“%1”").arg(editor->document().name());
    }
    const auto saveFirst = [this, proceed] {
        m_whenAllSaved = proceed;
        saveAll();
    };
    askAboutUnsaved(names, this, saveFirst, proceed);
}

void DesignerPage::checkAndUse(Use use, const QString &refusal)
{
    CanvasEditor *editor = currentEditor();
    if (!editor || m_aboutToUse)
        return;
    DefinitionDocument *document = &editor->document();
    m_aboutToUse = document;
    document->check([this, document, use, refusal](std::shared_ptr<const WorkflowDefinition> definition,
                                                   const std::vector<Problem> &problems) {
        m_aboutToUse.clear();
        const auto error = std::find_if(problems.begin(), problems.end(), [](const Problem &problem) {
            return problem.severity == Problem::Severity::Error;
        });
        if (error == problems.end()) {
            (this->*use)(std::move(definition), document->path());
            return;
        }
        showError(*document, *error);
        emit statusMessage(refusal.arg(error->message));
    });
}

void DesignerPage::showError(const DefinitionDocument &document, const Problem &error)
{
    showProblems();
    if (currentEditor() && &currentEditor()->document() == &document)
        goToProblem(error);
}

void DesignerPage::run(std::shared_ptr<const WorkflowDefinition> definition, const QString &path)
{
    if (definition->kind == DefinitionKind::Entity)
        emit statusMessage(tr("An entity does not run by itself; run a workflow that sends to it."));
    else
        emit runRequested(std::move(definition), path);
}

void DesignerPage::restore(const WorkflowDefinition &definition, const QString &version)
{
    if (CanvasEditor *editor = currentEditor())
        editor->document().edit(definition,
                                {CommandId::ReloadFile, tr("Restore version %1").arg(version), {}});
}

void DesignerPage::showProblems()
{
    m_actions->showProblems->setChecked(true);
}

void DesignerPage::goToProblem(const Problem &problem)
{
    CanvasEditor *editor = currentEditor();
    if (!editor)
        return;
    m_actions->showInspector->setChecked(true);
    if (problem.node)
        editor->centerOnNode(*problem.node);
    else
        editor->scene().clearSelection();
    m_inspector->focusField(QString::fromStdString(problem.field));
}

void DesignerPage::showContextMenu(const QPoint &globalPos)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillContextMenu(*menu);
    menu->popup(globalPos);
}

void DesignerPage::keyPressEvent(QKeyEvent *event)
{
    // One step back: from the panels around it to the drawing.
    CanvasEditor *editor = currentEditor();
    if (event->key() == Qt::Key_Escape && editor && !editor->hasFocus())
        editor->setFocus(Qt::OtherFocusReason);
    else
        QWidget::keyPressEvent(event);
}

void DesignerPage::restorePanes()
{
    const QSettings settings;
    m_columns->restoreState(settings.value(u"designer/columns"_s).toByteArray());
    m_left->restoreState(settings.value(u"designer/left"_s).toByteArray());
    m_middle->restoreState(settings.value(u"designer/middle"_s).toByteArray());
    const auto restore = [&settings](QAction *action, QWidget *pane, const QString &key) {
        const bool visible = settings.value(key, true).toBool();
        action->setChecked(visible);
        pane->setVisible(visible);
    };
    restore(m_actions->showExplorer, m_left, u"designer/showExplorer"_s);
    restore(m_actions->showInspector, m_inspector, u"designer/showInspector"_s);
    restore(m_actions->showProblems, m_problems, u"designer/showProblems"_s);
}

void DesignerPage::rememberPanes() const
{
    QSettings settings;
    settings.setValue(u"designer/columns"_s, m_columns->saveState());
    settings.setValue(u"designer/left"_s, m_left->saveState());
    settings.setValue(u"designer/middle"_s, m_middle->saveState());
    settings.setValue(u"designer/showExplorer"_s, m_actions->showExplorer->isChecked());
    settings.setValue(u"designer/showInspector"_s, m_actions->showInspector->isChecked());
    settings.setValue(u"designer/showProblems"_s, m_actions->showProblems->isChecked());
}

} // namespace perdura
