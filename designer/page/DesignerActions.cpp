// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/page/DesignerActions.h"

#include "app/kit/Icons.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/editing/CanvasEditor.h"

#include <QMenu>
#include <QWidget>

namespace perdura {

using namespace Qt::StringLiterals;

namespace {

QString withKeys(const QAction &action)
{
    if (action.shortcut().isEmpty())
        return action.text();
    return DesignerActions::tr("%1 (%2)").arg(action.text(),
                                              action.shortcut().toString(QKeySequence::NativeText));
}

} // namespace

DesignerActions::DesignerActions(QWidget *page)
    : QObject(page)
    , m_page(page)
{
    newEntity = make(tr("New entity…"), u"database"_s, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)});
    save = make(tr("Save"), u"save"_s, {QKeySequence::Save});
    saveAs = make(tr("Save as…"), u"save"_s, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)});
    closeDocument = make(tr("Close"), u"x"_s, {QKeySequence(Qt::CTRL | Qt::Key_W)});
    run = make(tr("Run…"), u"play"_s, {QKeySequence(Qt::Key_F5)});
    versions = make(tr("Versions…"), u"history"_s, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H)});
    exportCode = make(tr("Export as code…"), u"file-output"_s, {QKeySequence(Qt::CTRL | Qt::Key_E)});
    findNode = make(tr("Find in the palette"), u"search"_s, {QKeySequence(Qt::Key_F2)});
    showExplorer = make(tr("Workflows and palette"), u"panel-left"_s, {QKeySequence(Qt::Key_F7)});
    showInspector = make(tr("Inspector"), u"panel-right"_s, {QKeySequence(Qt::Key_F8)});
    showProblems = make(tr("Problems"), u"panel-bottom"_s, {QKeySequence(Qt::Key_F9)});
    openInspector = make(tr("Edit fields"), u"pencil"_s);
    for (QAction *toggle : {showExplorer, showInspector, showProblems})
        toggle->setCheckable(true);
    undo = make(tr("Undo"), u"undo-2"_s, {QKeySequence(Qt::CTRL | Qt::Key_Z)});
    redo = make(tr("Redo"), u"redo-2"_s,
                {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    cut = make(tr("Cut"), u"scissors"_s, {QKeySequence::Cut});
    copy = make(tr("Copy"), u"copy"_s, {QKeySequence::Copy});
    paste = make(tr("Paste"), u"clipboard-paste"_s, {QKeySequence::Paste});
    duplicate = make(tr("Duplicate"), u"copy"_s, {QKeySequence(Qt::CTRL | Qt::Key_D)});
    remove =
        make(tr("Delete"), u"trash-2"_s, {QKeySequence(Qt::Key_Delete), QKeySequence(Qt::Key_Backspace)});
    removeAndHeal = make(tr("Delete and reconnect"), u"link"_s, {QKeySequence(Qt::CTRL | Qt::Key_Delete)});
    selectAll = make(tr("Select all"), {}, {QKeySequence::SelectAll});
    addNode = make(tr("Add a node…"), u"plus"_s, {QKeySequence(Qt::Key_Insert), QKeySequence(Qt::Key_A)});
    addInside = make(tr("Add inside…"), u"circle-plus"_s, {QKeySequence(Qt::SHIFT | Qt::Key_A)});
    connectNode = make(tr("Connect…"), u"arrow-right"_s, {QKeySequence(Qt::Key_C)});
    tidyUp = make(tr("Tidy up"), u"wand-sparkles"_s, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)});
    fit = make(tr("Fit to window"), u"maximize"_s, {QKeySequence(Qt::CTRL | Qt::Key_0)});
    zoomIn = make(tr("Zoom in"), u"zoom-in"_s,
                  {QKeySequence(Qt::CTRL | Qt::Key_Equal), QKeySequence(Qt::CTRL | Qt::Key_Plus)});
    zoomOut = make(tr("Zoom out"), u"zoom-out"_s, {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    for (QAction *anywhere :
         {newEntity, save, saveAs, closeDocument, run, versions, exportCode, findNode, showExplorer,
          showInspector, showProblems, undo, redo, fit, zoomIn, zoomOut, tidyUp})
        m_page->addAction(anywhere);
    connectToEditor();
    update();
}

QAction *DesignerActions::make(const QString &text, const QString &iconName,
                               const QList<QKeySequence> &shortcuts)
{
    auto *action = new QAction(text, this);
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    action->setShortcuts(shortcuts);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(withKeys(*action));
    return action;
}

void DesignerActions::connectToEditor()
{
    const auto perform = [this](QAction *action, auto &&operation) {
        connect(action, &QAction::triggered, this, [this, operation] {
            if (m_editor)
                operation(*m_editor);
        });
    };
    perform(undo, [](CanvasEditor &editor) { editor.document().undoStack().undo(); });
    perform(redo, [](CanvasEditor &editor) { editor.document().undoStack().redo(); });
    perform(cut, [](CanvasEditor &editor) { editor.cutSelection(); });
    perform(copy, [](CanvasEditor &editor) { editor.copySelection(); });
    perform(paste, [](CanvasEditor &editor) { editor.paste(); });
    perform(duplicate, [](CanvasEditor &editor) { editor.duplicateSelection(); });
    perform(remove, [](CanvasEditor &editor) { editor.deleteSelection(false); });
    perform(removeAndHeal, [](CanvasEditor &editor) { editor.deleteSelection(true); });
    perform(selectAll, [](CanvasEditor &editor) { editor.selectAllNodes(); });
    perform(addNode, [](CanvasEditor &editor) { editor.pickNode(); });
    perform(addInside, [](CanvasEditor &editor) { editor.pickInside(); });
    perform(connectNode, [](CanvasEditor &editor) { editor.pickConnection(); });
    perform(tidyUp, [](CanvasEditor &editor) {
        editor.scene().editor().tidyUp();
        editor.zoomToFit();
    });
    perform(fit, [](CanvasEditor &editor) { editor.zoomToFit(); });
    perform(zoomIn, [](CanvasEditor &editor) { editor.zoomIn(); });
    perform(zoomOut, [](CanvasEditor &editor) { editor.zoomOut(); });
}

void DesignerActions::setEditor(CanvasEditor *editor)
{
    if (m_editor == editor)
        return;
    if (m_editor) {
        m_editor->scene().disconnect(this);
        m_editor->document().disconnect(this);
        m_editor->document().undoStack().disconnect(this);
    }
    m_editor = editor;
    if (m_editor) {
        connect(&m_editor->scene(), &QGraphicsScene::selectionChanged, this, &DesignerActions::update);
        connect(&m_editor->scene(), &CanvasScene::definitionChanged, this, &DesignerActions::update);
        connect(&m_editor->document(), &DefinitionDocument::modifiedChanged, this, &DesignerActions::update);
        connect(&m_editor->document().undoStack(), &QUndoStack::indexChanged, this, &DesignerActions::update);
        // In text fields these keys belong to the text; on the canvas to the nodes.
        for (QAction *onCanvas : {cut, copy, paste, duplicate, remove, removeAndHeal, selectAll, addNode,
                                  addInside, connectNode}) {
            if (!m_editor->actions().contains(onCanvas))
                m_editor->addAction(onCanvas);
        }
    }
    update();
}

void DesignerActions::update()
{
    const bool open = m_editor != nullptr;
    const bool anyNode = open && !m_editor->document().definition()->nodes.empty();
    const bool selected = open && m_editor->hasSelection();
    const bool nodesSelected = open && !m_editor->scene().selectedNodes().empty();
    const QUndoStack *stack = open ? &m_editor->document().undoStack() : nullptr;
    undo->setEnabled(stack && stack->canUndo());
    redo->setEnabled(stack && stack->canRedo());
    undo->setText(stack && stack->canUndo() ? tr("Undo: %1").arg(stack->undoText()) : tr("Undo"));
    redo->setText(stack && stack->canRedo() ? tr("Redo: %1").arg(stack->redoText()) : tr("Redo"));
    undo->setToolTip(withKeys(*undo));
    redo->setToolTip(withKeys(*redo));
    save->setEnabled(open && m_editor->document().isModified());
    for (QAction *action :
         {saveAs, closeDocument, versions, exportCode, paste, addNode, fit, zoomIn, zoomOut})
        action->setEnabled(open);
    const bool isEntity = open && m_editor->document().definition()->kind == DefinitionKind::Entity;
    run->setEnabled(open && !isEntity);
    run->setToolTip(isEntity ? tr("An entity does not run by itself; run a workflow that sends to it")
                             : withKeys(*run));
    for (QAction *action : {remove, removeAndHeal})
        action->setEnabled(selected);
    for (QAction *action : {cut, copy, duplicate})
        action->setEnabled(nodesSelected);
    addInside->setEnabled(open && m_editor->canAddInside());
    connectNode->setEnabled(open && m_editor->canConnect());
    selectAll->setEnabled(anyNode);
    tidyUp->setEnabled(anyNode);
    openInspector->setEnabled(open && m_editor->scene().currentNode());
}

void DesignerActions::fillContextMenu(QMenu &menu) const
{
    if (!m_editor)
        return;
    if (m_editor->hasSelection()) {
        if (m_editor->scene().currentNode())
            menu.addAction(openInspector);
        if (!m_editor->scene().selectedNodes().empty()) {
            menu.addAction(addNode);
            if (m_editor->canAddInside())
                menu.addAction(addInside);
            if (m_editor->canConnect())
                menu.addAction(connectNode);
            menu.addSeparator();
            menu.addActions({cut, copy, paste, duplicate});
            menu.addSeparator();
            menu.addActions({remove, removeAndHeal});
        } else {
            menu.addAction(remove);
        }
        return;
    }
    menu.addAction(addNode);
    menu.addAction(paste);
    menu.addSeparator();
    menu.addActions({selectAll, tidyUp, fit});
}

} // namespace perdura
