// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/palette/PaletteView.h"

#include "app/kit/Icons.h"
#include "app/kit/Theme.h"
#include "designer/canvas/NodePainter.h"

#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QStyledItemDelegate>

namespace perdura {

namespace {

constexpr int rowHeight = 32;
constexpr int headingHeight = 30;

class PaletteDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {option.rect.width(),
                index.data(PaletteModel::HeadingRole).toBool() ? headingHeight : rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const Tokens &tokens = tokensFor(option.palette);
        const QString title = index.data().toString();
        if (index.data(PaletteModel::HeadingRole).toBool()) {
            painter->setFont(fontFor(TextStyle::Secondary));
            painter->setPen(tokens.textSecondary);
            painter->drawText(option.rect.adjusted(space::m, 0, -space::s, -4),
                              Qt::AlignLeft | Qt::AlignBottom, title);
        } else {
            paintEntry(*painter, option, tokens, index, title);
        }
        painter->restore();
    }

private:
    static void paintEntry(QPainter &painter, const QStyleOptionViewItem &option, const Tokens &tokens,
                           const QModelIndex &index, const QString &title)
    {
        const bool selected = option.state & QStyle::State_Selected;
        const bool hovered = option.state & QStyle::State_MouseOver;
        if (selected || hovered) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(selected ? tokens.accentSoft : tokens.window);
            painter.drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), space::radius, space::radius);
        }
        const QColor hue = familyColor(tokens, NodeFamily(index.data(PaletteModel::FamilyRole).toInt()));
        const QRectF tile(option.rect.left() + space::m, option.rect.center().y() - 11, 24, 24);
        QColor ground = hue;
        ground.setAlphaF(tokens.dark ? 0.2F : 0.13F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(tile, 6, 6);
        paintIcon(painter, index.data(PaletteModel::IconRole).toString(), tile.adjusted(4, 4, -4, -4), hue);
        const QRectF text = QRectF(option.rect).adjusted(space::m + 24 + 10, 0, -space::s, 0);
        painter.setFont(fontFor(TextStyle::Text));
        painter.setPen(tokens.text);
        const QString shown = painter.fontMetrics().elidedText(title, Qt::ElideRight, int(text.width()));
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    }
};

} // namespace

PaletteView::PaletteView(PaletteModel *model, QWidget *parent)
    : QListView(parent)
    , m_model(model)
{
    setModel(model);
    setItemDelegate(new PaletteDelegate(this));
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
    choose(m_model->templateAt(currentIndex()) ? currentIndex() : m_model->firstEntry());
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
