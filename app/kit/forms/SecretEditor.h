// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/FieldEditor.h"

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace perdura {

/// A password or token: an expression that names a secret, which can be picked from those that there are. A
/// plain text is taken too, hidden, with a warning that it can be read.
class SecretEditor final : public FieldEditor
{
    Q_OBJECT

public:
    SecretEditor(const SchemaFormOptions &options, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    void setReadOnly(bool readOnly) override;
    void markInvalid(bool invalid) override;
    void takeFocus() override;
    [[nodiscard]] bool takesExpressions() const override { return true; }

private:
    void fillMenu();
    void choose(const QString &name);
    void updateLook();

    SchemaFormOptions m_options;
    QLineEdit *m_edit;
    QToolButton *m_pick = nullptr; ///< only where expressions are
    QMenu *m_menu = nullptr;
    QLabel *m_warning;
};

/// The expression that names a secret: "=secrets.token" or "=secrets[\"api-token\"]".
[[nodiscard]] QString secretExpression(const QString &name);

} // namespace perdura
