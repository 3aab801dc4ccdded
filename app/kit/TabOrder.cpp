// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/TabOrder.h"

#include <QWidget>

namespace perdura {

namespace {

bool isStop(const QWidget *widget)
{
    return !widget->focusProxy() && (widget->focusPolicy() & Qt::TabFocus);
}

QList<QWidget *> stopsOf(const QList<QWidget *> &parts)
{
    QList<QWidget *> stops;
    for (QWidget *part : parts) {
        QWidget *widget = part;
        do {
            if ((widget == part || part->isAncestorOf(widget)) && isStop(widget))
                stops.append(widget);
            widget = widget->nextInFocusChain();
        } while (widget != part);
    }
    return stops;
}

void chain(const QList<QWidget *> &stops)
{
    for (qsizetype i = 1; i < stops.size(); ++i)
        QWidget::setTabOrder(stops[i - 1], stops[i]);
}

} // namespace

void tabThrough(const QList<QWidget *> &parts)
{
    chain(stopsOf(parts));
}

void tabThroughWithin(const QWidget *around, const QList<QWidget *> &parts)
{
    QList<QWidget *> stops = stopsOf(parts);
    if (parts.isEmpty() || stops.isEmpty())
        return;
    QWidget *const last = parts.constLast();
    QWidget *before = last->previousInFocusChain();
    while (before != last && (around->isAncestorOf(before) || !isStop(before)))
        before = before->previousInFocusChain();
    if (before != last)
        stops.prepend(before);
    chain(stops);
}

} // namespace perdura
