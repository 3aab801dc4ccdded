// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace perdura {

/// The end of a row of a list: up and down, which show while the pointer is over the row or the focus is in
/// it, and remove. Alt+Up and Alt+Down in the row move it as well. GUI thread.
class RowTools final : public QWidget
{
    Q_OBJECT

public:
    /// `row` is the widget around all of the row, this one included.
    RowTools(QWidget *row, const QString &removeWords);

    /// Where the row stands: it cannot go beyond the ends, and one that is alone has nowhere to go.
    void setPlace(std::size_t at, std::size_t count);

signals:
    void moveRequested(int by); ///< -1 up, 1 down
    void removeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QToolButton *makeMover(const QString &iconName, const QString &words, int by);
    void showMovers();

    QWidget *m_row;
    QWidget *m_movers;
    QToolButton *m_up;
    QToolButton *m_down;
    bool m_pointed = false;
    bool m_focused = false;
    bool m_alone = true;
};

} // namespace perdura
