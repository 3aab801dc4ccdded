// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QPointer>

class QMenu;

namespace perdura {

class CanvasEditor;

/// Every action of the designer, in one place: words, icons, shortcuts, and when each is possible. They work
/// on the editor that is set. A new workflow is the window's action, since its keys work in every place. GUI
/// thread.
class DesignerActions final : public QObject
{
    Q_OBJECT

public:
    /// `page` gets the actions whose shortcuts work anywhere in it.
    explicit DesignerActions(QWidget *page);

    /// Null: no document is open.
    void setEditor(CanvasEditor *editor);
    /// Fills the menu for what is selected on the canvas.
    void fillContextMenu(QMenu &menu) const;

    // These are carried out by the page.
    QAction *newEntity;
    QAction *save;
    QAction *saveAs;
    QAction *closeDocument;
    QAction *run;
    QAction *versions;
    QAction *exportCode;
    QAction *findNode;
    QAction *showExplorer;
    QAction *showInspector;
    QAction *showProblems;
    QAction *openInspector;
    // And these by the editor.
    QAction *undo;
    QAction *redo;
    QAction *cut;
    QAction *copy;
    QAction *paste;
    QAction *duplicate;
    QAction *remove;
    QAction *removeAndHeal;
    QAction *selectAll;
    QAction *addNode;
    QAction *addInside;
    QAction *connectNode;
    QAction *tidyUp;
    QAction *fit;
    QAction *zoomIn;
    QAction *zoomOut;

private:
    QAction *make(const QString &text, const QString &iconName, const QList<QKeySequence> &shortcuts = {});
    void connectToEditor();
    void update();

    QWidget *m_page;
    QPointer<CanvasEditor> m_editor;
};

} // namespace perdura
