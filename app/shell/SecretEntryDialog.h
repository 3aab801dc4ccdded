// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>

class QLabel;
class QLineEdit;
class QPushButton;

namespace perdura {

/// Asks for the value of a secret, and for its name when it is a new one. What is typed is hidden until the
/// person wants to see it.
class SecretEntryDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `name` is empty for a new secret, which must not have one of the `taken` names.
    SecretEntryDialog(const QString &name, QStringList taken, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const;
    [[nodiscard]] QString value() const;

private:
    [[nodiscard]] QString complaint() const;
    void showComplaint();
    void finish();

    QStringList m_taken;
    QLineEdit *m_name;
    QLineEdit *m_value;
    QLabel *m_error;
    QPushButton *m_keep;
};

} // namespace perdura
