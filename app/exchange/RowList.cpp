// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/RowList.h"

#include "app/kit/Look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace perdura {

namespace {

constexpr int iconSize = 16;
constexpr int leastHeight = 64;
constexpr qsizetype longWord = 30;

/// The names of functions and files may be longer than a line: they may break before a capital and after a
/// sign.
QString breakable(const QString &text)
{
    QStringList words = text.split(u' ');
    for (QString &word : words) {
        if (word.size() <= longWord)
            continue;
        QString broken;
        for (qsizetype i = 0; i < word.size(); ++i) {
            const QChar before = i > 0 ? word[i - 1] : QChar();
            if (i > 0 && ((word[i].isUpper() && before.isLower()) || before == u'/' || before == u'-'))
                broken += QChar(0x200b);
            broken += word[i];
        }
        word = broken;
    }
    return words.join(u' ');
}

QLabel *wrapped(const QString &text, TextStyle style, TextTone tone)
{
    QLabel *label = makeLabel(breakable(text), style, tone);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

RowList::RowList(const QString &accessibleName, int most, QWidget *parent)
    : QScrollArea(parent)
    , m_most(most)
    , m_rows(new QVBoxLayout)
{
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget;
    content->setProperty("transparent", true);
    content->setLayout(m_rows);
    m_rows->setContentsMargins(0, 0, space::s, 0);
    m_rows->setSpacing(space::s);
    m_rows->setAlignment(Qt::AlignTop);
    setWidget(content);
    takeHeight();
}

void RowList::clear()
{
    m_texts.clear();
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    takeHeight();
}

void RowList::addRow(const QString &iconName, IconLabel::Tint tint, const QString &text,
                     const QString &detail)
{
    m_texts.append(text);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(wrapped(text, TextStyle::Text, TextTone::Normal));
    if (!detail.isEmpty())
        words->addWidget(wrapped(detail, TextStyle::Secondary, TextTone::Secondary));
    auto *row = new QWidget;
    auto *columns = new QHBoxLayout(row);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::s);
    columns->addWidget(new IconLabel(iconName, iconSize, tint), 0, Qt::AlignTop);
    columns->addLayout(words, 1);
    m_rows->addWidget(row);
    row->show(); // now, so that it counts
    takeHeight();
}

int RowList::count() const
{
    return int(m_texts.size());
}

void RowList::takeHeight()
{
    const int width = std::max(viewport()->width(), iconSize);
    const int wanted = m_texts.isEmpty() ? 0 : m_rows->totalHeightForWidth(width);
    m_height = std::clamp(wanted, 0, m_most);
    setMaximumHeight(m_height);
    updateGeometry();
}

QSize RowList::sizeHint() const
{
    return {QScrollArea::sizeHint().width(), m_height};
}

/// In a small window the list shrinks and scrolls, before anything overlaps.
QSize RowList::minimumSizeHint() const
{
    return {QScrollArea::minimumSizeHint().width(), std::min(m_height, leastHeight)};
}

void RowList::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    takeHeight();
}

} // namespace perdura
