// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/EventDelegate.h"

#include "app/kit/Icons.h"
#include "app/kit/Theme.h"
#include "monitor/detail/RowLook.h"

#include <QPainter>

namespace perdura {

namespace {

constexpr int markSize = 16;

} // namespace

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Tokens &tokens = tokensFor(option.palette);
    const RowLook look = index.data(rowLookRole).value<RowLook>();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, tokens.accentSoft);
    painter->setPen(tokens.border);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->setFont(fontFor(look.isCode ? TextStyle::Code : TextStyle::Text));
    painter->setPen(look.tone == RowLook::Tone::Failure ? tokens.failed
                    : look.tone == RowLook::Tone::Quiet ? tokens.textSecondary
                                                        : tokens.text);
    QRect inner = option.rect.adjusted(space::s, 0, -space::s, -1);
    if (look.tone == RowLook::Tone::Warning) {
        const QRectF mark(inner.left(), inner.center().y() - markSize / 2 + 1, markSize, markSize);
        paintIcon(*painter, QStringLiteral("triangle-alert"), mark, tokens.waiting);
        inner.setLeft(int(mark.right()) + space::xs);
    }
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    painter->drawText(
        inner, int(alignment) | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, inner.width()));
    painter->restore();
}

} // namespace perdura
