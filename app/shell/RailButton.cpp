// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/RailButton.h"

#include "app/kit/Icons.h"
#include "app/kit/Theme.h"

#include <QPainter>

namespace perdura {
namespace {

constexpr int buttonWidth = 64;
constexpr int buttonHeight = 56;
constexpr int iconSide = 20;

QFont wordFont()
{
    QFont font = fontFor(TextStyle::Secondary);
    font.setPixelSize(11);
    return font;
}

} // namespace

RailButton::RailButton(const QString &text, const QString &iconName, QWidget *parent)
    : QAbstractButton(parent)
    , m_icon(iconName)
{
    setText(text);
    setAccessibleName(text);
    setFocusPolicy(Qt::TabFocus);
    setFixedSize(sizeHint());
}

QSize RailButton::sizeHint() const
{
    return {buttonWidth, buttonHeight};
}

void RailButton::setCount(int count)
{
    m_count = count;
    update();
}

void RailButton::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF ground = QRectF(rect()).adjusted(6, 3, -6, -3);
    const bool hover = underMouse() && isEnabled();
    QColor ink = hover ? tokens.text : tokens.textSecondary;
    if (!isEnabled())
        ink = tokens.textDisabled;
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.accentSoft);
        painter.drawRoundedRect(ground, space::radius + 2, space::radius + 2);
        ink = tokens.accent;
    } else if (hover) {
        QColor tint = tokens.text;
        tint.setAlphaF(0.06F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tint);
        painter.drawRoundedRect(ground, space::radius + 2, space::radius + 2);
    }
    if (hasFocus()) {
        painter.setPen(QPen(tokens.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), space::radius + 2, space::radius + 2);
    }
    paintIcon(painter, m_icon, QRectF((width() - iconSide) / 2.0, 10, iconSide, iconSide), ink);
    painter.setFont(wordFont());
    painter.setPen(ink);
    painter.drawText(QRect(0, 32, width(), 16), Qt::AlignCenter, text());
    if (m_count > 0)
        paintCount(painter);
}

void RailButton::paintCount(QPainter &painter) const
{
    const Tokens &tokens = tokensFor(palette());
    const QString words = m_count > 99 ? QStringLiteral("99+") : QString::number(m_count);
    QFont font = wordFont();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const int width = qMax(16, QFontMetrics(font).horizontalAdvance(words) + 8);
    const QRectF pill(this->width() / 2.0 + 5, 5, width, 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.accent);
    painter.drawRoundedRect(pill, 8, 8);
    painter.setPen(tokens.onAccent);
    painter.drawText(pill, Qt::AlignCenter, words);
}

void RailButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void RailButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace perdura
