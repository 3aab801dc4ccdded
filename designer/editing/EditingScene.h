// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/CanvasScene.h"
#include "designer/document/DefinitionEditor.h"
#include "designer/editing/ConnectTool.h"
#include "designer/editing/SelectTool.h"

namespace perdura {

class DefinitionDocument;

/// A canvas on which the document can be changed: gives pointer events to the tool whose turn it is, and
/// takes nodes that are dropped from the palette. The document is not owned and must outlive the scene.
class EditingScene final : public CanvasScene
{
    Q_OBJECT

public:
    explicit EditingScene(DefinitionDocument &document, QObject *parent = nullptr);
    ~EditingScene() override;

    [[nodiscard]] DefinitionEditor &editor() { return m_editor; }
    [[nodiscard]] DefinitionDocument &document() { return m_document; }
    /// Ends a gesture without effect; false when there is none.
    bool cancelGesture();

    /// What the palette's drags carry.
    static QString templateMimeType();
    [[nodiscard]] static QByteArray encode(const edits::NodeTemplate &from);
    [[nodiscard]] static std::optional<edits::NodeTemplate> decode(const QByteArray &data);

signals:
    /// An edge was let go on the free canvas: which node shall it lead to?
    void nodeWanted(const perdura::EdgeKey &after, const QPointF &scenePos, const QPoint &screenPos);
    /// A gesture that ended on something that it must not; the reason in one sentence.
    void gestureRefused(const QString &reason);
    void contextMenuWanted(const QPointF &scenePos, const QPoint &screenPos);

protected:
    void mousePressEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseMoveEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseReleaseEvent(QGraphicsSceneMouseEvent *event) override;
    void contextMenuEvent(QGraphicsSceneContextMenuEvent *event) override;
    void dragEnterEvent(QGraphicsSceneDragDropEvent *event) override;
    void dragMoveEvent(QGraphicsSceneDragDropEvent *event) override;
    void dragLeaveEvent(QGraphicsSceneDragDropEvent *event) override;
    void dropEvent(QGraphicsSceneDragDropEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void highlightPort(const std::optional<PortHit> &hit);
    void paintGhost(QPainter &painter, const Tokens &tokens) const;

    DefinitionDocument &m_document;
    DefinitionEditor m_editor;
    SelectTool m_select;
    ConnectTool m_connect;
    CanvasTool *m_active = nullptr;
    std::optional<PortHit> m_hoveredPort;
    DropHighlight m_dropHighlight;
    std::optional<edits::NodeTemplate> m_dropped;
    DropSpot m_dropSpot;
    QPointF m_dropPointer;
    QRectF m_ghost;
};

} // namespace perdura
