// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/RowsEditor.h"

#include <vector>

class QLineEdit;

namespace perdura {

/// Names with values, one row each. Where the schema takes any value, what reads as JSON is JSON (5, true,
/// {"a": 1}), all else is text; where it takes text only, everything is text.
class MapEditor final : public RowsEditor
{
    Q_OBJECT

public:
    MapEditor(const Json &valueSchema, const SchemaFormOptions &options, bool keepsEmpty, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    [[nodiscard]] QString complaint() const override;
    void takeFocus() override;

protected:
    void forgetRow(std::size_t at) override;
    void swapWithNext(std::size_t at) override;

private:
    struct Entry
    {
        QLineEdit *name;
        QLineEdit *value;
    };

    void addEntry(const QString &name, const QString &value);
    [[nodiscard]] Json valueOf(const QString &text) const;
    [[nodiscard]] QString textOf(const Json &value) const;

    bool m_textOnly;
    SchemaFormOptions m_options;
    std::vector<Entry> m_entries;
};

} // namespace perdura
