// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/GrowingTextEdit.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QTextBlock>
#include <QtMath>

namespace perdura {

namespace {

constexpr int edges = 8;    // border and padding of the style sheet
constexpr int roundOff = 2; // what the view wants beyond its text before it stops scrolling

} // namespace

GrowingTextEdit::GrowingTextEdit(int minimumLines, int maximumLines, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_minimumLines(minimumLines)
    , m_maximumLines(maximumLines)
{
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QPlainTextEdit::textChanged, this, &GrowingTextEdit::fit);
    fit();
}

void GrowingTextEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fit(); // another width wraps elsewhere
}

void GrowingTextEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

void GrowingTextEdit::fit()
{
    const int line = fontMetrics().lineSpacing();
    const int most = m_maximumLines * line;
    const int text = textHeight(most + 1);
    setVerticalScrollBarPolicy(text > most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const int around = edges + roundOff + 2 * int(document()->documentMargin());
    setFixedHeight(qBound(m_minimumLines * line, text, most) + around);
}

int GrowingTextEdit::textHeight(int maximum) const
{
    const QAbstractTextDocumentLayout *layout = document()->documentLayout();
    qreal height = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && height < maximum; block = block.next()) {
        (void)layout->blockBoundingRect(block); // lays it out
        height += block.layout()->boundingRect().height();
    }
    return qMin(qCeil(height), maximum);
}

} // namespace perdura
