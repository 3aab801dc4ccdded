// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace perdura {

class SchemaForm;

/// A form that scrolls where its window is too low for it, and says when it would like to be higher. GUI
/// thread.
class InputArea final : public QScrollArea
{
    Q_OBJECT

public:
    explicit InputArea(SchemaForm *form, QWidget *parent = nullptr);

    /// Pixels of the form that are out of sight; 0 when all of it is seen.
    [[nodiscard]] int missingHeight() const;

signals:
    /// Fields or messages came or went.
    void formChanged();

protected:
    bool event(QEvent *event) override;
};

} // namespace perdura
