// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/PlaceRail.h"

#include "app/kit/Look.h"
#include "app/shell/RailButton.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

PlaceRail::PlaceRail(QWidget *parent)
    : QWidget(parent)
    , m_settings(new RailButton(tr("Settings"), u"settings"_s))
    , m_column(new QVBoxLayout)
{
    setSurface(this, Surface::Panel);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_column->setContentsMargins(0, space::xs, 0, space::xs);
    m_column->setSpacing(2);
    m_column->addStretch();
    m_column->addWidget(m_settings);
    row->addLayout(m_column);
    row->addWidget(makeLine(Qt::Vertical));
    m_settings->setToolTip(tr("Appearance, workspace, help"));
    connect(m_settings, &RailButton::clicked, this, &PlaceRail::settingsRequested);
}

void PlaceRail::addPlace(const QString &title, const QString &iconName)
{
    const int place = int(m_places.size());
    auto *button = new RailButton(title, iconName);
    button->setCheckable(true);
    button->setToolTip(tr("%1 (Ctrl+%2)").arg(title).arg(place + 1));
    m_column->insertWidget(place, button);
    m_places.push_back(button);
    connect(button, &RailButton::clicked, this, [this, place] { emit placeChosen(place); });
}

void PlaceRail::setCurrent(int place)
{
    for (int i = 0; i < int(m_places.size()); ++i)
        m_places[std::size_t(i)]->setChecked(i == place);
}

void PlaceRail::setPlacesEnabled(bool enabled)
{
    for (RailButton *button : m_places)
        button->setEnabled(enabled);
}

void PlaceRail::setCount(int place, int count)
{
    m_places[std::size_t(place)]->setCount(count);
}

} // namespace perdura
