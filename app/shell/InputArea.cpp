// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/InputArea.h"

#include "app/kit/Look.h"
#include "app/kit/SchemaForm.h"

#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace perdura {

InputArea::InputArea(SchemaForm *form, QWidget *parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // Tab goes from field to field
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(form);
    column->addStretch();
    setWidget(holder);
    // The fields keep off the scroll bar, and end where all else ends when there is none.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, column,
            [column](int, int most) { column->setContentsMargins(0, 0, most > 0 ? space::s : 0, 0); });
}

int InputArea::missingHeight() const
{
    const QLayout *column = widget()->layout();
    const int wanted = column->hasHeightForWidth() ? column->totalHeightForWidth(viewport()->width())
                                                   : column->totalSizeHint().height();
    return qMax(0, wanted - viewport()->height());
}

bool InputArea::event(QEvent *event)
{
    const bool handled = QScrollArea::event(event);
    if (event->type() == QEvent::LayoutRequest)
        emit formChanged();
    return handled;
}

} // namespace perdura
