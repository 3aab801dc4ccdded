// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace perdura {

class RailButton;

/// The strip at the left edge: one button for each place, settings at the foot.
class PlaceRail final : public QWidget
{
    Q_OBJECT

public:
    explicit PlaceRail(QWidget *parent = nullptr);

    /// Places are numbered in the order of the calls; Ctrl+number is told in the tooltip.
    void addPlace(const QString &title, const QString &iconName);
    void setCurrent(int place);
    /// Off while there is no workspace to show in a place.
    void setPlacesEnabled(bool enabled);
    /// A number on the button; 0 hides it.
    void setCount(int place, int count);
    [[nodiscard]] int placeCount() const { return int(m_places.size()); }
    [[nodiscard]] RailButton *settingsButton() const { return m_settings; }

signals:
    void placeChosen(int place);
    void settingsRequested();

private:
    std::vector<RailButton *> m_places;
    RailButton *m_settings;
    QVBoxLayout *m_column;
};

} // namespace perdura
