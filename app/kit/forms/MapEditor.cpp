// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/MapEditor.h"

#include "app/kit/Look.h"
#include "app/kit/forms/RowTools.h"
#include "app/kit/forms/TextCompleter.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace perdura {

MapEditor::MapEditor(const Json &valueSchema, const SchemaFormOptions &options, bool keepsEmpty,
                     QWidget *parent)
    : RowsEditor(tr("Add entry"), space::xs, keepsEmpty, parent)
    , m_textOnly(schemaType(valueSchema) == "string")
    , m_options(options)
{
    connect(addButton(), &QPushButton::clicked, this, [this] {
        addEntry({}, {});
        arrange();
        m_entries.back().name->setFocus();
    });
}

void MapEditor::show(const Json *value)
{
    cutRows(0);
    m_set = value && value->is_object();
    if (m_set) {
        for (const auto &[name, item] : value->items())
            addEntry(QString::fromStdString(name), textOf(item));
    }
    arrange();
}

std::optional<Json> MapEditor::value() const
{
    if (!m_set)
        return std::nullopt;
    Json map = Json::object();
    for (const Entry &entry : m_entries) {
        if (!entry.name->text().isEmpty())
            map[entry.name->text().toStdString()] = valueOf(entry.value->text());
    }
    return map;
}

QString MapEditor::complaint() const
{
    QStringList names;
    for (const Entry &entry : m_entries) {
        const QString name = entry.name->text();
        if (name.isEmpty() && !entry.value->text().isEmpty())
            return tr("Give each entry a name.");
        if (!name.isEmpty() && names.contains(name))
            return tr("There are two entries named %1. Rename or remove one.").arg(name);
        names.append(name);
    }
    return {};
}

void MapEditor::takeFocus()
{
    if (m_entries.empty())
        addButton()->setFocus(Qt::OtherFocusReason);
    else
        m_entries.front().name->setFocus(Qt::OtherFocusReason);
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

void MapEditor::forgetRow(std::size_t at)
{
    m_entries.erase(m_entries.begin() + std::ptrdiff_t(at));
}

void MapEditor::swapWithNext(std::size_t at)
{
    std::swap(m_entries[at], m_entries[at + 1]);
}

void MapEditor::addEntry(const QString &name, const QString &value)
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::xs);
    auto *nameEdit = new QLineEdit;
    showFromStart(nameEdit, name);
    nameEdit->setPlaceholderText(tr("Name"));
    auto *valueEdit = new QLineEdit;
    showFromStart(valueEdit, value);
    valueEdit->setPlaceholderText(m_options.expressionsAllowed ? tr("Value or =expression") : tr("Value"));
    const auto updateFont = [valueEdit, allowed = m_options.expressionsAllowed] {
        valueEdit->setFont(
            fontFor(allowed && valueEdit->text().startsWith(u'=') ? TextStyle::Code : TextStyle::Text));
    };
    updateFont();
    layout->addWidget(nameEdit, 2);
    layout->addWidget(valueEdit, 3);
    auto *tools = new RowTools(row, tr("Remove this entry"));
    layout->addWidget(tools);
    const auto edited = [this, updateFont] {
        updateFont();
        m_set = true;
        emit changed();
    };
    connect(nameEdit, &QLineEdit::textEdited, this, edited);
    connect(valueEdit, &QLineEdit::textEdited, this, edited);
    TextCompleter::attach(valueEdit, m_options);
    m_entries.push_back({nameEdit, valueEdit});
    insertRow(rowCount(), row, tools);
}

} // namespace perdura
