// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/palette/PaletteView.h"

#include "designer/palette/EntryDelegate.h"

#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPixmap>

namespace perdura {

PaletteView::PaletteView(PaletteModel *model, QWidget *parent)
    : QListView(parent)
    , m_model(model)
{
    setModel(model);
    setItemDelegate(new EntryDelegate(this));
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setAccessibleName(tr("Nodes to add"));
    connect(this, &QListView::doubleClicked, this, &PaletteView::choose);
}

void PaletteView::choose(const QModelIndex &index)
{
    if (const auto from = m_model->templateAt(index))
        emit templateChosen(*from);
}

void PaletteView::chooseCurrent()
{
    choose(m_model->templateAt(currentIndex()) ? currentIndex() : m_model->bestEntry());
}

void PaletteView::step(int direction)
{
    int row = currentIndex().isValid() ? currentIndex().row() + direction : (direction > 0 ? 0 : -1);
    while (row >= 0 && row < m_model->rowCount() && !m_model->templateAt(m_model->index(row)))
        row += direction;
    if (row >= 0 && row < m_model->rowCount())
        setCurrentIndex(m_model->index(row));
}

void PaletteView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        chooseCurrent();
        return;
    case Qt::Key_Down:
        step(1);
        return;
    case Qt::Key_Up:
        step(-1);
        return;
    default:
        QListView::keyPressEvent(event);
    }
}

void PaletteView::startDrag(Qt::DropActions)
{
    QMimeData *dragged = m_model->mimeData(selectedIndexes());
    if (!dragged)
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(dragged);
    // The canvas shows where the node would come; a second picture at the pointer would only hide it.
    QPixmap nothing(1, 1);
    nothing.fill(Qt::transparent);
    drag->setPixmap(nothing);
    drag->exec(Qt::CopyAction);
}

} // namespace perdura
