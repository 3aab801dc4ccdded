// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/instances/InstanceDelegate.h"

#include "app/kit/Icons.h"
#include "app/kit/Theme.h"
#include "monitor/StatusWords.h"
#include "monitor/instances/InstanceListModel.h"

#include <QPainter>

namespace perdura {

void InstanceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    using Model = InstanceListModel;
    const Tokens &tokens = tokensFor(option.palette);
    const auto state = RunState(index.data(Model::StateRole).toInt());
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, tokens.accentSoft);
    painter->setPen(tokens.border);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    QRect inner = option.rect.adjusted(space::s, 0, -space::s, -1);
    QFont font = fontFor(TextStyle::Text);
    QColor color = tokens.textSecondary;
    Qt::TextElideMode elide = Qt::ElideRight;
    switch (Model::Column(index.column())) {
    case Model::StatusColumn: {
        const QColor hue = runStateColor(state, tokens);
        paintIcon(*painter, runStateIcon(state), QRectF(inner.left(), inner.center().y() - 7.5, 16, 16), hue);
        inner.setLeft(inner.left() + 24);
        color = tokens.text;
        break;
    }
    case Model::NameColumn:
        font = fontFor(TextStyle::TextStrong);
        color = tokens.text;
        elide = Qt::ElideMiddle;
        break;
    case Model::IdColumn:
        font = fontFor(TextStyle::Code);
        elide = Qt::ElideMiddle;
        break;
    case Model::NoteColumn:
        color = state == RunState::Failed ? tokens.failed : tokens.textSecondary;
        break;
    case Model::StartedColumn:
    case Model::DurationColumn:
    case Model::EventsColumn:
    case Model::ColumnCount:
        break;
    }
    painter->setFont(font);
    painter->setPen(color);
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    painter->drawText(inner, int(alignment) | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(index.data().toString(), elide, inner.width()));
    painter->restore();
}

} // namespace perdura
