// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/FieldEditor.h"

namespace perdura {

class JsonEdit;

/// Any JSON, typed as text; nothing while the text is empty or wrong.
class JsonFieldEditor final : public FieldEditor
{
    Q_OBJECT

public:
    JsonFieldEditor(const QString &placeholder, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    [[nodiscard]] QString complaint() const override;
    void setReadOnly(bool readOnly) override;
    void markInvalid(bool invalid) override;
    void takePending() override;
    void takeFocus() override;

private:
    JsonEdit *m_edit;
};

} // namespace perdura
