// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/FieldEditor.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace perdura {

/// One row of a form: title, editor or expression, help text, error.
class FormField final : public QWidget
{
    Q_OBJECT

public:
    struct Spec
    {
        Json schema;
        std::vector<std::string> path; ///< keys from the form's root; empty: the form is this one field
        QString title;
        bool required = false;
        SchemaFormOptions options;
    };

    FormField(Spec spec, QWidget *parent);

    [[nodiscard]] const std::vector<std::string> &path() const { return m_spec.path; }
    [[nodiscard]] QString pointer() const;
    [[nodiscard]] bool isRequired() const { return m_spec.required; }

    void show(const Json *value);
    [[nodiscard]] std::optional<Json> value() const;
    [[nodiscard]] QString complaint() const;
    void setError(const QString &message);
    /// Shown beside an error, if there is one; empty: none.
    void setWarning(const QString &message);
    void setReadOnly(bool readOnly);
    void takeFocus();
    void takePending() { m_editor->takePending(); }
    void showDefaultAsExample(bool isExample) { m_editor->showDefaultAsExample(isExample); }

signals:
    void changed();

private:
    void buildTitle(QVBoxLayout *column);
    void setExpression(bool expression);
    void toggleExpression(bool expression);
    void syncToggle();

    Spec m_spec;
    FieldEditor *m_editor;
    QLineEdit *m_expression = nullptr;
    QToolButton *m_fx = nullptr;
    QLabel *m_error;
    QWidget *m_warning = nullptr; ///< made for the first one
    QLabel *m_warningText = nullptr;
};

/// "/address/city" for {"address", "city"}, escaped as in JSON pointers.
[[nodiscard]] QString pointerOf(const std::vector<std::string> &path);

} // namespace perdura
