// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/CanvasScene.h"

#include <QGraphicsView>

namespace perdura {

/// A look at a CanvasScene: pans with the wheel, the middle button or space and drag; zooms at the pointer
/// with Ctrl+wheel, a pinch, + and -; walks between nodes with the arrow keys and opens them with Enter. GUI
/// thread.
class CanvasView : public QGraphicsView
{
    Q_OBJECT

public:
    static constexpr double minimumZoom = 0.02;
    static constexpr double maximumZoom = 4;

    /// The scene is not owned and must outlive the view.
    explicit CanvasView(CanvasScene *scene, QWidget *parent = nullptr);

    [[nodiscard]] CanvasScene *canvas() const { return m_canvas; }
    /// 1 is 100 %.
    [[nodiscard]] double zoom() const { return transform().m11(); }
    void setZoom(double factor);
    void zoomIn();
    void zoomOut();
    /// Shows everything, at no more than 100 %. As soon as the view has a size, if it has none yet.
    void zoomToFit();
    /// The first look at a drawing: everything where that stays readable, else its beginning.
    void showBeginning();
    /// Selects the node, opens the containers around it and brings it to the middle.
    void centerOnNode(const NodeId &node);
    /// Moves the view just as far as it takes to see the node.
    void ensureNodeVisible(const NodeId &node);

    [[nodiscard]] bool isPanning() const { return m_panning; }

signals:
    void zoomChanged(double factor);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void zoomAt(const QPoint &viewPos, double factor);
    void walk(geometry::Direction direction);
    void startPanning(const QPoint &viewPos);
    void stopPanning();
    void panBy(const QPoint &pixels);
    void updateAccessibleTexts();
    void fitNow(double atLeast);

    CanvasScene *m_canvas;
    bool m_spaceHeld = false;
    bool m_panning = false;
    std::optional<double> m_fitPending; ///< the smallest factor to fit with, once there is a size
    QPoint m_panPosition;
};

} // namespace perdura
