// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/Card.h"

#include "app/kit/IconLabel.h"
#include "app/kit/Look.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace perdura {

Card::Card(const QString &iconName, const QString &title, const QString &sentence, QWidget *parent)
    : QFrame(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    QLabel *titleLabel = makeLabel(title, TextStyle::TextStrong);
    titleLabel->setWordWrap(true);
    QLabel *sentenceLabel = makeLabel(sentence, TextStyle::Secondary, TextTone::Secondary);
    sentenceLabel->setWordWrap(true);
    sentenceLabel->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto *words = new QVBoxLayout;
    words->setSpacing(space::xs);
    words->addWidget(titleLabel);
    words->addWidget(sentenceLabel, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, space::m, space::l, space::m);
    row->setSpacing(space::m);
    row->addWidget(new IconLabel(iconName, 20, &Tokens::accent), 0, Qt::AlignTop);
    row->addLayout(words, 1);
}

void Card::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit clicked();
}

void Card::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        emit clicked();
        return;
    default:
        QFrame::keyPressEvent(event);
    }
}

void Card::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = underMouse() || hasFocus();
    painter.setPen(QPen(lit ? tokens.accent : tokens.border, 1));
    painter.setBrush(tokens.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::cardRadius,
                            space::cardRadius);
}

void Card::enterEvent(QEnterEvent *event)
{
    QFrame::enterEvent(event);
    update();
}

void Card::leaveEvent(QEvent *event)
{
    QFrame::leaveEvent(event);
    update();
}

} // namespace perdura
