// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/SectionHeader.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace perdura {

SectionHeader::SectionHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(makeLabel(title, TextStyle::TextStrong))
    , m_buttons(new QHBoxLayout)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::xs, space::s, space::xs);
    row->setSpacing(space::xs);
    row->addWidget(m_title);
    row->addStretch(1);
    m_buttons->setSpacing(2);
    row->addLayout(m_buttons);
    setFixedHeight(36);
}

void SectionHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

QToolButton *SectionHeader::addButton(const QString &iconName, const QString &toolTip)
{
    QToolButton *button = makeIconButton(iconName, toolTip, this);
    m_buttons->addWidget(button);
    return button;
}

void SectionHeader::addWidget(QWidget *widget)
{
    m_buttons->addWidget(widget);
}

} // namespace perdura
