// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/tasks/TaskDelegate.h"

#include "app/kit/Theme.h"
#include "monitor/tasks/TaskListModel.h"

#include <QPainter>

namespace perdura {

void TaskDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Tokens &tokens = tokensFor(option.palette);
    painter->save();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected) {
        painter->fillRect(option.rect, tokens.accentSoft);
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                          tokens.accent);
    }
    painter->setPen(tokens.border);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    const QRect inner = option.rect.adjusted(space::l, 10, -space::m, -10);
    const auto line = [&](const QRect &place, const QString &text, TextStyle style, const QColor &color,
                          Qt::Alignment alignment) {
        painter->setFont(fontFor(style));
        painter->setPen(color);
        painter->drawText(place, alignment | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
        return painter->fontMetrics().horizontalAdvance(text);
    };
    const QRect upper(inner.left(), inner.top(), inner.width(), inner.height() / 2);
    const QRect lower(inner.left(), upper.bottom() + 1, inner.width(), inner.height() - upper.height());
    line(upper, index.data().toString(), TextStyle::TextStrong, tokens.text, Qt::AlignLeft);
    const bool isOverdue = index.data(TaskListModel::OverdueRole).toBool();
    const QString due = index.data(TaskListModel::DueRole).toString();
    const int dueWidth = line(lower, due, TextStyle::Secondary,
                              isOverdue ? tokens.failed : tokens.textSecondary, Qt::AlignRight);
    const QString assignee = index.data(TaskListModel::AssigneeRole).toString();
    const QString workflow = index.data(TaskListModel::WorkflowRole).toString();
    line(lower.adjusted(0, 0, -dueWidth - space::m, 0),
         assignee.isEmpty() ? workflow : tr("%1, for %2").arg(workflow, assignee), TextStyle::Secondary,
         tokens.textSecondary, Qt::AlignLeft);
    painter->restore();
}

QSize TaskDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, 60};
}

} // namespace perdura
