// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/ChoiceEditors.h"

#include "app/kit/Look.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>

namespace perdura {

BooleanEditor::BooleanEditor(const Json &schema, const QString &title, QWidget *parent)
    : FieldEditor(parent)
    , m_default(schema.contains("default") && schema["default"] == true)
    , m_box(new QCheckBox(title))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_box);
    row->addStretch();
    setFocusProxy(m_box);
    m_box->setChecked(m_default);
    connect(m_box, &QCheckBox::clicked, this, [this] {
        m_set = true;
        emit changed();
    });
}

void BooleanEditor::show(const Json *value)
{
    m_set = value && value->is_boolean();
    m_box->setChecked(m_set ? value->get<bool>() : m_default);
}

std::optional<Json> BooleanEditor::value() const
{
    if (!m_set)
        return std::nullopt;
    return Json(m_box->isChecked());
}

void BooleanEditor::takeFocus()
{
    m_box->setFocus(Qt::OtherFocusReason);
}

EnumEditor::EnumEditor(const Json &schema, bool required, QWidget *parent)
    : FieldEditor(parent)
    , m_box(new QComboBox)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_box);
    setFocusProxy(m_box);
    m_box->installEventFilter(this);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(8);
    const Json titles = schema.value("x-enumTitles", Json(Json::array()));
    const Json *byDefault = schema.contains("default") ? &schema["default"] : nullptr;
    for (const Json &value : schema["enum"]) {
        const QString title = fieldText(m_values.size() < titles.size() ? titles[m_values.size()] : value);
        const bool isDefault = byDefault && value == *byDefault;
        if (isDefault)
            m_unsetRow = m_box->count();
        m_values.push_back(value);
        m_box->addItem(isDefault ? tr("%1 (default)").arg(title) : title);
    }
    // Without a default among the choices the first row stands for "not set". A required field has no way
    // back to it, only shows it until something is chosen.
    if (m_unsetRow < 0) {
        const QString unset = required ? tr("Choose…") : tr("Not set");
        m_box->insertItem(0, byDefault ? tr("%1 (default)").arg(fieldText(*byDefault)) : unset);
        m_unsetRow = 0;
        m_firstRow = 1;
    }
    m_box->setCurrentIndex(m_unsetRow);
    connect(m_box, &QComboBox::activated, this, [this, required](int chosen) {
        m_foreign.reset();
        m_defaultIsSet = m_firstRow == 0 && chosen == m_unsetRow && (required || m_defaultIsSet);
        emit changed();
    });
}

void EnumEditor::show(const Json *value)
{
    m_foreign.reset();
    m_defaultIsSet = false;
    if (!value) {
        m_box->setCurrentIndex(m_unsetRow);
        return;
    }
    const auto it = std::find(m_values.begin(), m_values.end(), *value);
    if (it == m_values.end()) {
        m_foreign = *value;
        m_box->setCurrentIndex(-1);
        m_box->setPlaceholderText(fieldText(*value));
        return;
    }
    const int row = int(it - m_values.begin()) + m_firstRow;
    m_defaultIsSet = row == m_unsetRow;
    m_box->setCurrentIndex(row);
}

std::optional<Json> EnumEditor::value() const
{
    if (m_foreign)
        return m_foreign;
    const int row = m_box->currentIndex();
    if (row < 0 || (row == m_unsetRow && !m_defaultIsSet))
        return std::nullopt;
    return m_values[std::size_t(row - m_firstRow)];
}

QString EnumEditor::complaint() const
{
    return m_foreign ? tr("%1 is none of the choices. Choose one of the list.").arg(fieldText(*m_foreign))
                     : QString();
}

void EnumEditor::markInvalid(bool invalid)
{
    setInvalid(m_box, invalid);
}

void EnumEditor::takeFocus()
{
    m_box->setFocus(Qt::OtherFocusReason);
}

bool EnumEditor::eventFilter(QObject *watched, QEvent *event)
{
    // The wheel scrolls the form; it must not change a choice that happens to pass under the pointer.
    if (watched == m_box && event->type() == QEvent::Wheel) {
        event->ignore();
        return true;
    }
    return FieldEditor::eventFilter(watched, event);
}

} // namespace perdura
