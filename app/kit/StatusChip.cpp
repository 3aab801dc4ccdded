// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/StatusChip.h"

#include "app/kit/Icons.h"

#include <QFontMetrics>
#include <QPainter>

namespace perdura {
namespace {

constexpr int chipHeight = 22;
constexpr int markSize = 14;
constexpr int side = 7;
constexpr int gap = 5;

QString wordOf(RunState state, const QString &text)
{
    return text.isEmpty() ? runStateText(state) : text;
}

} // namespace

int statusChipWidth(RunState state, const QString &text)
{
    return side + markSize + gap +
           QFontMetrics(fontFor(TextStyle::Secondary)).horizontalAdvance(wordOf(state, text)) + side + 2;
}

int paintStatusChip(QPainter &painter, const QRect &rect, RunState state, const Tokens &tokens,
                    const QString &text)
{
    const QFont font = fontFor(TextStyle::Secondary);
    const int width = qMin(statusChipWidth(state, text), rect.width());
    const QRect chip(rect.x(), rect.y() + (rect.height() - chipHeight) / 2, width, chipHeight);
    const QColor color = runStateColor(state, tokens);
    QColor ground = color;
    ground.setAlphaF(tokens.dark ? 0.18F : 0.11F);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(chip, chipHeight / 2.0, chipHeight / 2.0);
    paintIcon(painter, runStateIcon(state),
              QRectF(chip.x() + side, chip.y() + (chipHeight - markSize) / 2.0, markSize, markSize), color);
    painter.setFont(font);
    painter.setPen(tokens.text);
    const QRect words = chip.adjusted(side + markSize + gap, 0, -side + 2, 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(font).elidedText(wordOf(state, text), Qt::ElideRight, words.width()));
    painter.restore();
    return width;
}

StatusChip::StatusChip(QWidget *parent)
    : StatusChip(RunState::Pending, parent)
{}

StatusChip::StatusChip(RunState state, QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setState(state);
}

void StatusChip::setState(RunState state, const QString &text)
{
    m_state = state;
    m_text = text;
    setAccessibleName(this->text());
    updateGeometry();
    update();
}

QString StatusChip::text() const
{
    return wordOf(m_state, m_text);
}

QSize StatusChip::sizeHint() const
{
    return {statusChipWidth(m_state, m_text), chipHeight};
}

QSize StatusChip::minimumSizeHint() const
{
    return sizeHint();
}

void StatusChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStatusChip(painter, rect(), m_state, tokensFor(palette()), m_text);
}

StatusMark::StatusMark(RunState state, QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(16, 16);
    setState(state);
}

void StatusMark::setState(RunState state)
{
    m_state = state;
    setToolTip(runStateText(state));
    setAccessibleName(runStateText(state));
    update();
}

void StatusMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintIcon(painter, runStateIcon(m_state), rect(), runStateColor(m_state, tokensFor(palette())));
}

} // namespace perdura
