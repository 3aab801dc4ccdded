// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

class QPainter;

namespace perdura {

/// One button of the rail: icon over a word, a bar at the left while it is the current one, a count in the
/// corner.
class RailButton final : public QAbstractButton
{
    Q_OBJECT

public:
    RailButton(const QString &text, const QString &iconName, QWidget *parent = nullptr);
    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void paintCount(QPainter &painter) const;

    QString m_icon;
    int m_count = 0;
};

} // namespace perdura
