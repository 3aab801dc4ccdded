// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/ElidedLabel.h"

#include <QPainter>

namespace perdura {
namespace {

QColor colorOf(TextTone tone, const Tokens &tokens)
{
    switch (tone) {
    case TextTone::Normal:
        return tokens.text;
    case TextTone::Secondary:
        return tokens.textSecondary;
    case TextTone::Disabled:
        return tokens.textDisabled;
    case TextTone::Accent:
        return tokens.accent;
    case TextTone::Error:
        return tokens.failed;
    }
    Q_UNREACHABLE();
}

} // namespace

ElidedLabel::ElidedLabel(const QString &text, TextStyle style, TextTone tone, QWidget *parent)
    : QWidget(parent)
    , m_text(text)
    , m_tone(tone)
{
    setFont(fontFor(style));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(text);
}

void ElidedLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

void ElidedLabel::setTone(TextTone tone)
{
    m_tone = tone;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2, fontMetrics().height() + 2};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), fontMetrics().averageCharWidth() * 4), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(isEnabled() ? colorOf(m_tone, tokensFor(palette())) : tokensFor(palette()).textDisabled);
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(m_text, m_mode, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent *)
{
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(fontMetrics().horizontalAdvance(m_text) > width() ? m_text : QString());
}

} // namespace perdura
