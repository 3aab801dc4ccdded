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
    for (const Json &value : schema["enum"])
        m_values.push_back(value);
    // Row 0 stands for "not set"; a required field has no way back to it, only shows it until something is
    // chosen.
    QString unset = required ? tr("Choose…") : tr("Not set");
    if (schema.contains("default"))
        unset = tr("%1 (default)").arg(fieldText(schema["default"]));
    m_box->addItem(unset);
    const Json titles = schema.value("x-enumTitles", Json(Json::array()));
    for (std::size_t i = 0; i < m_values.size(); ++i)
        m_box->addItem(fieldText(i < titles.size() ? titles[i] : m_values[i]));
    connect(m_box, &QComboBox::activated, this, [this](int) {
        m_foreign.reset();
        emit changed();
    });
}

void EnumEditor::show(const Json *value)
{
    m_foreign.reset();
    if (!value) {
        m_box->setCurrentIndex(0);
        return;
    }
    const auto it = std::find(m_values.begin(), m_values.end(), *value);
    if (it == m_values.end()) {
        m_foreign = *value;
        m_box->setCurrentIndex(-1);
        m_box->setPlaceholderText(fieldText(*value));
        return;
    }
    m_box->setCurrentIndex(int(it - m_values.begin()) + 1);
}

std::optional<Json> EnumEditor::value() const
{
    if (m_foreign)
        return m_foreign;
    const int index = m_box->currentIndex();
    if (index <= 0)
        return std::nullopt;
    return m_values[std::size_t(index - 1)];
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
