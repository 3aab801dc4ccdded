// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Look.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace perdura {

class IconLabel;

/// What a view shows while it has nothing to show: what will be here, and the first step. Centred in its
/// place.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString &iconName, const QString &title, const QString &sentence,
               QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &sentence);
    void setIcon(const QString &iconName);
    /// Adds a button below the sentence; connect to its clicked(). The first one should be Primary.
    QPushButton *addAction(const QString &text, ButtonTone tone = ButtonTone::Normal,
                           const QString &iconName = {});

private:
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_sentence;
    QHBoxLayout *m_actions;
};

} // namespace perdura
