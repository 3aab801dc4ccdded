// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Theme.h"

#include <QString>
#include <QWidget>

namespace perdura {

/// An icon of the family as a widget, tinted by a token that is looked up at each painting.
class IconLabel final : public QWidget
{
    Q_OBJECT

public:
    using Tint = QColor Tokens::*;

    IconLabel(const QString &name, int size, Tint tint = &Tokens::textSecondary, QWidget *parent = nullptr);
    void setIcon(const QString &name, Tint tint);
    [[nodiscard]] QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    int m_size;
    Tint m_tint;
};

} // namespace perdura
