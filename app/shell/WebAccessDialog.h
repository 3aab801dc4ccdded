// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace perdura {

class WebAccess;

/// Switches the web door on and off, and shows what another program needs to come in.
class WebAccessDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `access` must outlive this.
    WebAccessDialog(WebAccess &access, QWidget *parent = nullptr);

signals:
    void openRequested(quint16 port);
    void closeRequested();

private:
    void showState();
    void showFailure(const QString &why);
    /// A line that can be read and copied.
    QWidget *field(const QString &title, QLineEdit *&line, const QString &copyName);

    WebAccess &m_access;
    QLabel *m_state;
    QPushButton *m_switch;
    QWidget *m_choice; ///< of the port, while the door is shut
    QSpinBox *m_port;
    QWidget *m_facts; ///< while it is open
    QLineEdit *m_address = nullptr;
    QLineEdit *m_key = nullptr;
    QLineEdit *m_example = nullptr;
};

} // namespace perdura
