// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Look.h"

#include <QWidget>

class QHBoxLayout;

namespace perdura {

/// The title of an area in a side pane, with small buttons at its right end.
class SectionHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit SectionHeader(const QString &title, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    QToolButton *addButton(const QString &iconName, const QString &toolTip);
    void addWidget(QWidget *widget);

private:
    QLabel *m_title;
    QHBoxLayout *m_buttons;
};

} // namespace perdura
