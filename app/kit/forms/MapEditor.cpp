// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/MapEditor.h"

#include "app/kit/Look.h"
#include "app/kit/forms/TextCompleter.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

MapEditor::MapEditor(const Json &valueSchema, const SchemaFormOptions &options, QWidget *parent)
    : FieldEditor(parent)
    , m_textOnly(schemaType(valueSchema) == "string")
    , m_options(options)
    , m_column(new QVBoxLayout)
    , m_add(makeButton(tr("Add entry"), ButtonTone::Link, u"plus"_s))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(space::xs);
    m_column->setSpacing(space::xs);
    outer->addLayout(m_column);
    outer->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({}, {});
        m_rows.back().name->setFocus();
    });
}

void MapEditor::show(const Json *value)
{
    while (!m_rows.empty()) {
        delete m_rows.back().widget;
        m_rows.pop_back();
    }
    m_set = value && value->is_object();
    if (!m_set)
        return;
    for (const auto &[name, item] : value->items())
        addRow(QString::fromStdString(name), textOf(item));
}

std::optional<Json> MapEditor::value() const
{
    if (!m_set)
        return std::nullopt;
    Json map = Json::object();
    for (const Row &row : m_rows) {
        if (!row.name->text().isEmpty())
            map[row.name->text().toStdString()] = valueOf(row.value->text());
    }
    return map;
}

QString MapEditor::complaint() const
{
    QStringList names;
    for (const Row &row : m_rows) {
        const QString name = row.name->text();
        if (name.isEmpty() && !row.value->text().isEmpty())
            return tr("Give each entry a name.");
        if (!name.isEmpty() && names.contains(name))
            return tr("There are two entries named %1. Rename or remove one.").arg(name);
        names.append(name);
    }
    return {};
}

void MapEditor::takeFocus()
{
    if (m_rows.empty())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        m_rows.front().name->setFocus(Qt::OtherFocusReason);
}

Json MapEditor::valueOf(const QString &text) const
{
    const std::string utf8 = text.toStdString();
    if (!m_textOnly && !text.isEmpty() && !text.startsWith(u'=')) {
        if (Result<Json> parsed = parseJson(utf8))
            return *std::move(parsed);
    }
    return Json(utf8);
}

QString MapEditor::textOf(const Json &value) const
{
    if (!value.is_string())
        return fieldText(value);
    // A text that would read back as another value ("5") keeps its quotes.
    const QString text = fieldText(value);
    return valueOf(text) == value ? text : QString::fromStdString(dumpJson(value));
}

void MapEditor::addRow(const QString &name, const QString &value)
{
    auto *widget = new QWidget(this);
    auto *layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::xs);
    auto *nameEdit = new QLineEdit(name);
    nameEdit->setPlaceholderText(tr("Name"));
    auto *valueEdit = new QLineEdit(value);
    valueEdit->setPlaceholderText(m_options.expressionsAllowed ? tr("Value or =expression") : tr("Value"));
    const auto updateFont = [valueEdit, allowed = m_options.expressionsAllowed] {
        valueEdit->setFont(
            fontFor(allowed && valueEdit->text().startsWith(u'=') ? TextStyle::Code : TextStyle::Text));
    };
    updateFont();
    QToolButton *remove = makeIconButton(u"x"_s, tr("Remove this entry"));
    layout->addWidget(nameEdit, 2);
    layout->addWidget(valueEdit, 3);
    layout->addWidget(remove);
    const auto edited = [this, updateFont] {
        updateFont();
        m_set = true;
        emit changed();
    };
    connect(nameEdit, &QLineEdit::textEdited, this, edited);
    connect(valueEdit, &QLineEdit::textEdited, this, edited);
    TextCompleter::attach(valueEdit, m_options);
    connect(remove, &QToolButton::clicked, this, [this, widget] { removeRow(widget); });
    m_column->addWidget(widget);
    widget->show();
    m_rows.push_back(Row{widget, nameEdit, valueEdit});
}

void MapEditor::removeRow(QWidget *widget)
{
    const auto it =
        std::find_if(m_rows.begin(), m_rows.end(), [widget](const Row &row) { return row.widget == widget; });
    m_rows.erase(it);
    widget->hide();
    widget->deleteLater();
    if (m_rows.empty())
        m_set = false;
    emit changed();
}

} // namespace perdura
