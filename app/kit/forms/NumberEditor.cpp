// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/NumberEditor.h"

#include "app/kit/Look.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace perdura {
namespace {

std::optional<double> bound(const Json &schema, const char *member)
{
    const auto it = schema.find(member);
    if (it == schema.end() || !it->is_number())
        return std::nullopt;
    return it->get<double>();
}

QString numberText(double number)
{
    return QString::number(number, 'g', 15);
}

} // namespace

NumberEditor::NumberEditor(const Json &schema, QWidget *parent)
    : FieldEditor(parent)
    , m_whole(schemaType(schema) == "integer")
    , m_minimum(bound(schema, "minimum"))
    , m_maximum(bound(schema, "maximum"))
    , m_schema(schema)
    , m_edit(new QLineEdit)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit);
    m_edit->setPlaceholderText(placeholderFor(schema));
    setFocusProxy(m_edit);
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &) { emit changed(); });
}

void NumberEditor::show(const Json *value)
{
    const QString text = value && !value->is_null() ? fieldText(*value) : QString();
    showFromStart(m_edit, text);
}

std::optional<Json> NumberEditor::parsed() const
{
    const QString text = m_edit->text().trimmed();
    bool ok = false;
    const qint64 whole = text.toLongLong(&ok);
    if (ok)
        return Json(whole);
    const double number = text.toDouble(&ok);
    if (ok && !m_whole && qIsFinite(number))
        return Json(number);
    return std::nullopt;
}

bool NumberEditor::inBounds(double number) const
{
    return (!m_minimum || number >= *m_minimum) && (!m_maximum || number <= *m_maximum);
}

std::optional<Json> NumberEditor::value() const
{
    std::optional<Json> number = parsed();
    if (number && !inBounds(number->get<double>()))
        return std::nullopt;
    return number;
}

QString NumberEditor::complaint() const
{
    if (m_edit->text().trimmed().isEmpty())
        return {};
    const std::optional<Json> number = parsed();
    if (!number)
        return m_whole ? tr("Write a whole number.") : tr("Write a number.");
    if (inBounds(number->get<double>()))
        return {};
    if (m_minimum && m_maximum)
        return tr("Write a number from %1 to %2.").arg(numberText(*m_minimum), numberText(*m_maximum));
    return m_minimum ? tr("Write a number of at least %1.").arg(numberText(*m_minimum))
                     : tr("Write a number of at most %1.").arg(numberText(*m_maximum));
}

void NumberEditor::setReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
}

void NumberEditor::markInvalid(bool invalid)
{
    setInvalid(m_edit, invalid);
}

void NumberEditor::showDefaultAsExample(bool isExample)
{
    m_edit->setPlaceholderText(placeholderFor(m_schema, isExample));
}

void NumberEditor::takeFocus()
{
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->selectAll();
}

void NumberEditor::step(int by)
{
    double from = m_minimum.value_or(0) - by;
    if (const std::optional<Json> number = parsed())
        from = number->get<double>();
    else if (const auto byDefault = bound(m_schema, "default"))
        from = *byDefault;
    if (!inBounds(from + by))
        return;
    m_edit->setText(numberText(from + by));
    emit changed();
}

bool NumberEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress && !m_edit->isReadOnly()) {
        const auto *keys = static_cast<QKeyEvent *>(event);
        const int key = keys->modifiers() & Qt::AltModifier ? 0 : keys->key(); // Alt moves rows of lists
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            step(key == Qt::Key_Up ? 1 : -1);
            return true;
        }
    }
    return FieldEditor::eventFilter(watched, event);
}

} // namespace perdura
