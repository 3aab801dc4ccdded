// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/CanvasView.h"
#include "designer/editing/EditingScene.h"
#include "designer/editing/NodePlace.h"

#include <functional>

class QLabel;

namespace perdura {

/// The canvas of one open document, with all that can be done to the selection. Plain arrow keys walk between
/// nodes, Alt with an arrow key moves what is selected by one step of the grid; Esc ends a gesture, then
/// clears the selection. GUI thread.
class CanvasEditor final : public CanvasView
{
    Q_OBJECT

public:
    /// The document is not owned and must outlive the editor.
    explicit CanvasEditor(DefinitionDocument &document, QWidget *parent = nullptr);
    ~CanvasEditor() override;

    [[nodiscard]] DefinitionDocument &document() const { return m_scene->document(); }
    [[nodiscard]] EditingScene &scene() const { return *m_scene; }

    /// Adds a node where placeForNew() says; without a selection in the middle of the view.
    void addTemplate(const edits::NodeTemplate &from);
    /// Opens the list of nodes where one would be added.
    void pickNode();
    /// Opens the list of nodes of which one is added inside the selected container.
    void pickInside();
    /// True when one node is selected that is a container.
    [[nodiscard]] bool canAddInside() const;
    /// Opens the list of nodes that the selected one can be connected to.
    void pickConnection();
    /// True when one node is selected that has ports.
    [[nodiscard]] bool canConnect() const;
    void deleteSelection(bool heal);
    void selectAllNodes();
    void duplicateSelection();
    void copySelection();
    void cutSelection();
    void paste();
    [[nodiscard]] bool hasSelection() const;

signals:
    void statusMessage(const QString &text);
    void contextMenuWanted(const QPoint &globalPos);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    CanvasEditor(std::unique_ptr<EditingScene> scene, QWidget *parent);

    using Chosen = std::function<void(const edits::NodeTemplate &)>;
    void openPicker(const QString &title, bool withStart, const QPoint &globalPos, const Chosen &chosen);
    void pickAtEndOf(const EdgeKey &edge, const QPointF &scenePos, const QPoint &globalPos);
    void add(const edits::NodeTemplate &from, const NodePlace &place);
    [[nodiscard]] QPoint besideCurrent();
    void nudge(const QPointF &offset);
    void updateHint();
    void select(const NodeId &node);

    std::unique_ptr<EditingScene> m_scene;
    QLabel *m_hint;
    int m_nudgeSession = 0;
    bool m_nudging = false;
};

} // namespace perdura
