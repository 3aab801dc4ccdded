// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/FieldEditor.h"

#include <vector>

class QCheckBox;
class QComboBox;

namespace perdura {

/// A check box that shows its own title; while nothing is set it shows the default.
class BooleanEditor final : public FieldEditor
{
    Q_OBJECT

public:
    BooleanEditor(const Json &schema, const QString &title, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    void takeFocus() override;
    [[nodiscard]] bool showsTitle() const override { return true; }

private:
    bool m_default;
    bool m_set = false;
    QCheckBox *m_box;
};

/// A combo box over the schema's values. The row of the default stands for "not set" as well; without a
/// default a row of its own does.
class EnumEditor final : public FieldEditor
{
    Q_OBJECT

public:
    EnumEditor(const Json &schema, bool required, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    [[nodiscard]] QString complaint() const override;
    void markInvalid(bool invalid) override;
    void takeFocus() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::vector<Json> m_values;
    int m_firstRow = 0;            ///< row of the first value; 1 when the row before stands for "not set"
    int m_unsetRow = -1;           ///< shown while nothing is set
    bool m_defaultIsSet = false;   ///< the value holds the default, rather than nothing
    std::optional<Json> m_foreign; ///< a value that is none of the choices; kept until another one is chosen
    QComboBox *m_box;
};

} // namespace perdura
