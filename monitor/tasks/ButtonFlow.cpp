// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/tasks/ButtonFlow.h"

#include <algorithm>

namespace perdura {

ButtonFlow::ButtonFlow(int spacing)
{
    setSpacing(spacing);
    setContentsMargins(0, 0, 0, 0);
}

ButtonFlow::~ButtonFlow()
{
    for (QLayoutItem *item : m_items)
        delete item;
}

void ButtonFlow::addItem(QLayoutItem *item)
{
    m_items.push_back(item);
}

QLayoutItem *ButtonFlow::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[std::size_t(index)] : nullptr;
}

QLayoutItem *ButtonFlow::takeAt(int index)
{
    QLayoutItem *item = itemAt(index);
    if (item)
        m_items.erase(m_items.begin() + index);
    return item;
}

std::vector<QRect> ButtonFlow::placesIn(const QRect &place) const
{
    std::vector<QRect> places;
    int right = place.right() + 1, top = place.top(), rowHeight = 0;
    for (const QLayoutItem *item : m_items) {
        const QSize size = item->sizeHint().expandedTo(item->minimumSize());
        const bool isFirst = right == place.right() + 1;
        if (!isFirst && right - size.width() < place.left()) {
            right = place.right() + 1;
            top += rowHeight + spacing();
            rowHeight = 0;
        }
        places.emplace_back(QPoint(right - size.width(), top), size);
        right -= size.width() + spacing();
        rowHeight = std::max(rowHeight, size.height());
    }
    return places;
}

int ButtonFlow::heightForWidth(int width) const
{
    int height = 0;
    for (const QRect &place : placesIn({0, 0, width, 0}))
        height = std::max(height, place.bottom() + 1);
    return height;
}

QSize ButtonFlow::sizeHint() const
{
    int width = std::max(0, count() - 1) * spacing(), height = 0;
    for (const QLayoutItem *item : m_items) {
        width += item->sizeHint().width();
        height = std::max(height, item->sizeHint().height());
    }
    return {width, height};
}

QSize ButtonFlow::minimumSize() const
{
    QSize widest;
    for (const QLayoutItem *item : m_items)
        widest = widest.expandedTo(item->sizeHint()).expandedTo(item->minimumSize());
    return widest;
}

void ButtonFlow::setGeometry(const QRect &place)
{
    QLayout::setGeometry(place);
    const std::vector<QRect> places = placesIn(place);
    for (std::size_t i = 0; i < places.size(); ++i)
        m_items[i]->setGeometry(places[i]);
}

} // namespace perdura
