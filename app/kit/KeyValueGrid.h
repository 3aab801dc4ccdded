// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace perdura {

/// Facts in two columns: name in grey, value selectable.
class KeyValueGrid final : public QWidget
{
    Q_OBJECT

public:
    explicit KeyValueGrid(QWidget *parent = nullptr);

    /// Adds the row or changes its value. An empty value hides the row.
    void setValue(const QString &name, const QString &value, const QString &toolTip = {});
    /// The same for ids and other code.
    void setCode(const QString &name, const QString &value);
    [[nodiscard]] QString value(const QString &name) const;
    void clear();

private:
    struct Row
    {
        QLabel *name = nullptr;
        QLabel *value = nullptr;
    };

    Row &rowFor(const QString &name);

    QGridLayout *m_grid;
    QHash<QString, Row> m_rows;
};

} // namespace perdura
