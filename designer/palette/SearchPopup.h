// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QVBoxLayout;

namespace perdura {

class SearchField;

/// A small popup with a search field above a list that its heirs add: typing narrows, up and down step, Enter
/// chooses, Esc closes. Deletes itself when it closes. GUI thread.
class SearchPopup : public QFrame
{
    Q_OBJECT

public:
    /// Opens with its top left corner near the point, inside the screen.
    void openAt(const QPoint &globalPos);

protected:
    SearchPopup(const QString &title, QWidget *parent);

    virtual void narrow(const QString &text) = 0;
    virtual void step(int direction) = 0;
    virtual void choose() = 0;

    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    [[nodiscard]] SearchField *search() const { return m_search; }
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    SearchField *m_search;
    QVBoxLayout *m_column;
};

} // namespace perdura
