// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace perdura {

/// Name, version, licence, and whose work is in here.
class AboutDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent);
};

} // namespace perdura
