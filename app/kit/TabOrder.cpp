// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/TabOrder.h"

#include <QWidget>

namespace perdura {

void tabThrough(const QList<QWidget *> &parts)
{
    QList<QWidget *> stops;
    for (QWidget *part : parts) {
        QWidget *widget = part;
        do {
            const bool belongs = widget == part || part->isAncestorOf(widget);
            if (belongs && !widget->focusProxy() && (widget->focusPolicy() & Qt::TabFocus))
                stops.append(widget);
            widget = widget->nextInFocusChain();
        } while (widget != part);
    }
    for (qsizetype i = 1; i < stops.size(); ++i)
        QWidget::setTabOrder(stops[i - 1], stops[i]);
}

} // namespace perdura
