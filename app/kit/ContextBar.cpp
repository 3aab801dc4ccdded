// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/ContextBar.h"

#include "app/kit/ElidedLabel.h"
#include "app/kit/IconLabel.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

constexpr int barHeight = 44;

} // namespace

ContextBar::ContextBar(QWidget *parent)
    : QWidget(parent)
    , m_breadcrumb(new QHBoxLayout)
    , m_title(new ElidedLabel({}, TextStyle::TextStrong))
    , m_info(new QHBoxLayout)
    , m_actions(new QHBoxLayout)
{
    setSurface(this, Surface::Panel);
    setFixedHeight(barHeight + 1);
    auto *row = new QHBoxLayout;
    row->addStrut(barHeight); // else the line below would take what the row does not need
    row->setContentsMargins(space::l, 0, space::m, 0);
    row->setSpacing(space::s);
    m_breadcrumb->setSpacing(2);
    m_info->setSpacing(space::s);
    m_actions->setSpacing(space::s);
    m_title->setElideMode(Qt::ElideMiddle);
    row->addLayout(m_breadcrumb);
    row->addWidget(m_title);
    row->addLayout(m_info);
    row->addStretch(1);
    row->addLayout(m_actions);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(makeLine(Qt::Horizontal));
}

void ContextBar::setTitle(const QString &title)
{
    m_title->setText(title);
}

void ContextBar::setBreadcrumb(const QStringList &parts)
{
    while (QLayoutItem *item = m_breadcrumb->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int i = 0; i < parts.size(); ++i) {
        QPushButton *button = makeButton(parts[i], ButtonTone::Link);
        m_breadcrumb->addWidget(button);
        m_breadcrumb->addWidget(new IconLabel(u"chevron-right"_s, 12, &Tokens::textDisabled));
        connect(button, &QPushButton::clicked, this, [this, i] { emit breadcrumbClicked(i); });
    }
}

void ContextBar::addInfo(QWidget *widget)
{
    m_info->addWidget(widget);
}

void ContextBar::addAction(QWidget *widget)
{
    m_actions->addWidget(widget);
}

QPushButton *ContextBar::addAction(const QString &text, ButtonTone tone, const QString &iconName)
{
    QPushButton *button = makeButton(text, tone, iconName, this);
    m_actions->addWidget(button);
    return button;
}

} // namespace perdura
