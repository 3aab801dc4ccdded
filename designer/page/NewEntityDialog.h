// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>

class QLabel;
class QLineEdit;
class QPushButton;

namespace perdura {

/// Asks for the name of a new entity; says why a name cannot be taken while it is typed. GUI thread.
class NewEntityDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `taken`: the names that there are.
    NewEntityDialog(QStringList taken, QWidget *parent);

signals:
    void named(const QString &name);

private:
    void check();

    QStringList m_taken;
    QLineEdit *m_name;
    QLabel *m_flaw;
    QPushButton *m_create;
};

} // namespace perdura
