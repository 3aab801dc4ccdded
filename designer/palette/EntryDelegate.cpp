// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/palette/EntryDelegate.h"

#include "app/kit/Icons.h"
#include "app/kit/Theme.h"
#include "designer/canvas/NodePainter.h"
#include "designer/palette/PaletteModel.h"

#include <QPainter>

namespace perdura {

namespace {

constexpr int rowHeight = 32;
constexpr int headingHeight = 30;

void paintEntry(QPainter &painter, const QStyleOptionViewItem &option, const Tokens &tokens,
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

} // namespace

QSize EntryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {option.rect.width(), index.data(PaletteModel::HeadingRole).toBool() ? headingHeight : rowHeight};
}

void EntryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const Tokens &tokens = tokensFor(option.palette);
    const QString title = index.data().toString();
    if (index.data(PaletteModel::HeadingRole).toBool()) {
        painter->setFont(fontFor(TextStyle::Secondary));
        painter->setPen(tokens.textSecondary);
        painter->drawText(option.rect.adjusted(space::m, 0, -space::s, -4), Qt::AlignLeft | Qt::AlignBottom,
                          title);
    } else {
        paintEntry(*painter, option, tokens, index, title);
    }
    painter->restore();
}

} // namespace perdura
