// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/JsonFieldEditor.h"

#include "app/kit/JsonEdit.h"

#include <QVBoxLayout>

namespace perdura {

JsonFieldEditor::JsonFieldEditor(const QString &placeholder, QWidget *parent)
    : FieldEditor(parent)
    , m_edit(new JsonEdit)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_edit);
    m_edit->setErrorLineVisible(false);
    m_edit->setGrowing(3, 12);
    m_edit->setPlaceholderText(placeholder);
    setFocusProxy(m_edit);
    connect(m_edit, &JsonEdit::edited, this, &FieldEditor::changed);
}

void JsonFieldEditor::show(const Json *value)
{
    if (value)
        m_edit->setValue(*value);
    else
        m_edit->setText({});
}

std::optional<Json> JsonFieldEditor::value() const
{
    return m_edit->value();
}

QString JsonFieldEditor::complaint() const
{
    return m_edit->error();
}

void JsonFieldEditor::setReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
}

void JsonFieldEditor::markInvalid(bool invalid)
{
    m_edit->markInvalid(invalid);
}

void JsonFieldEditor::takePending()
{
    m_edit->takePending();
}

void JsonFieldEditor::takeFocus()
{
    m_edit->setFocus(Qt::OtherFocusReason);
}

} // namespace perdura
