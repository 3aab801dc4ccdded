// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/FieldEditor.h"

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace perdura {

class RowTools;

/// What the editors of lists and maps have in common: rows below each other, which can be moved and removed,
/// and the button that adds one. The parts that hold the values are with the one who derives, by the same
/// index.
class RowsEditor : public FieldEditor
{
    Q_OBJECT

public:
    void markInvalid(bool invalid) override;

protected:
    /// `keepsEmpty`: emptied by the person, the value is an empty list; else there is none then.
    RowsEditor(const QString &addWords, int spacing, bool keepsEmpty, QWidget *parent);

    /// What stands in the place `at` of the derived list goes away, or swaps with the next.
    virtual void forgetRow(std::size_t at) = 0;
    virtual void swapWithNext(std::size_t at) = 0;

    /// Shows a row in that place; `tools` are its last part.
    void insertRow(std::size_t at, QWidget *row, RowTools *tools);
    /// Removes the rows beyond the first `count`, without a word.
    void cutRows(std::size_t count);
    /// After rows came: tells each its place, and lets Tab go through them as they stand.
    void arrange();
    [[nodiscard]] std::size_t indexOf(const QWidget *row) const;
    [[nodiscard]] std::size_t rowCount() const { return m_rows.size(); }
    [[nodiscard]] QPushButton *addButton() const { return m_add; }

    bool m_set = false; ///< there is a value, be it an empty list

private:
    struct Row
    {
        QWidget *widget;
        RowTools *tools;
    };
    void move(const QWidget *row, int by);
    void remove(QWidget *row);

    bool m_keepsEmpty;
    std::vector<Row> m_rows;
    QVBoxLayout *m_column;
    QPushButton *m_add;
};

} // namespace perdura
