// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace perdura {

/// All that can be done right now, by its words: type to narrow, Enter does it. Words may be typed in part
/// and in any order
/// ("dark app" finds "Appearance: dark").
class CommandPalette final : public QDialog
{
    Q_OBJECT

public:
    /// The actions must outlive the dialog; disabled ones are left out.
    CommandPalette(const QList<QAction *> &actions, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void narrow(const QString &text);
    void runCurrent();

    QList<QAction *> m_actions;
    QLineEdit *m_search;
    QListWidget *m_list;
};

} // namespace perdura
