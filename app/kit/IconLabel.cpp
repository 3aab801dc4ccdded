// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/IconLabel.h"

#include "app/kit/Icons.h"

#include <QPainter>

namespace perdura {

IconLabel::IconLabel(const QString &name, int size, Tint tint, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_size(size)
    , m_tint(tint)
{
    setFixedSize(size, size);
}

void IconLabel::setIcon(const QString &name, Tint tint)
{
    m_name = name;
    m_tint = tint;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintIcon(painter, m_name, rect(), tokensFor(palette()).*m_tint);
}

} // namespace perdura
