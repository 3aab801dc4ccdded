// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace perdura {

/// A raised box with an icon, a title and a sentence, which can be clicked and reached by keyboard.
class Card final : public QFrame
{
    Q_OBJECT

public:
    Card(const QString &iconName, const QString &title, const QString &sentence, QWidget *parent = nullptr);

signals:
    void clicked();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
};

} // namespace perdura
