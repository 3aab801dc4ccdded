// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace perdura {

class Banner;
class SecretKeeper;

/// Lists the secrets of the workspace, without their values, and changes them.
class SecretsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `keeper` must outlive this.
    SecretsDialog(SecretKeeper &keeper, QWidget *parent = nullptr);

private:
    QWidget *makeList();
    void showSecrets();
    void updateButtons();
    void add();
    void replaceChosen();
    void removeChosen();
    /// Empty: none.
    [[nodiscard]] QString chosen() const;

    SecretKeeper &m_keeper;
    Banner *m_banner;
    QStackedWidget *m_pages; ///< the list, or what there is without any
    QTableWidget *m_list;
    QPushButton *m_add;
    QPushButton *m_replace;
    QPushButton *m_remove;
};

} // namespace perdura
