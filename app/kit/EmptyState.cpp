// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/EmptyState.h"

#include "app/kit/IconLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace perdura {

EmptyState::EmptyState(const QString &iconName, const QString &title, const QString &sentence,
                       QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconLabel(iconName, 40, &Tokens::textDisabled))
    , m_title(makeLabel(title, TextStyle::Section))
    , m_sentence(makeLabel(sentence, TextStyle::Text, TextTone::Secondary))
    , m_actions(new QHBoxLayout)
{
    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setMaximumWidth(440);
    m_sentence->setMinimumWidth(120);
    m_sentence->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_actions->setSpacing(space::s);

    auto *sentenceRow = new QHBoxLayout;
    sentenceRow->addStretch(1);
    sentenceRow->addWidget(m_sentence, 1000);
    sentenceRow->addStretch(1);
    auto *actionRow = new QHBoxLayout;
    actionRow->addStretch();
    actionRow->addLayout(m_actions);
    actionRow->addStretch();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::s);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(space::s);
    column->addWidget(m_title);
    column->addLayout(sentenceRow);
    column->addSpacing(space::s);
    column->addLayout(actionRow);
    column->addStretch(3);
    m_sentence->setVisible(!sentence.isEmpty());
}

void EmptyState::setTexts(const QString &title, const QString &sentence)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void EmptyState::setIcon(const QString &iconName)
{
    m_icon->setIcon(iconName, &Tokens::textDisabled);
}

QPushButton *EmptyState::addAction(const QString &text, ButtonTone tone, const QString &iconName)
{
    QPushButton *button = makeButton(text, tone, iconName, this);
    m_actions->addWidget(button);
    return button;
}

} // namespace perdura
