// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/RowsEditor.h"

#include <vector>

class QLineEdit;

namespace perdura {

/// A list of texts, one line edit per item, with buttons to move, to remove and to add. Enter in a line adds
/// the next one.
class StringListEditor final : public RowsEditor
{
    Q_OBJECT

public:
    StringListEditor(const SchemaFormOptions &options, bool keepsEmpty, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    void takeFocus() override;

protected:
    void forgetRow(std::size_t at) override;
    void swapWithNext(std::size_t at) override;

private:
    void addLine(std::size_t at, const QString &text);
    /// An empty line for the person to fill.
    void beginLine(std::size_t at);

    SchemaFormOptions m_options;
    std::vector<QLineEdit *> m_edits;
};

} // namespace perdura
