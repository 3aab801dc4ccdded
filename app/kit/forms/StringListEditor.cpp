// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/StringListEditor.h"

#include "app/kit/Look.h"
#include "app/kit/forms/RowTools.h"
#include "app/kit/forms/TextCompleter.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace perdura {

StringListEditor::StringListEditor(const SchemaFormOptions &options, bool keepsEmpty, QWidget *parent)
    : RowsEditor(tr("Add item"), space::xs, keepsEmpty, parent)
    , m_options(options)
{
    connect(addButton(), &QPushButton::clicked, this, [this] { beginLine(rowCount()); });
}

void StringListEditor::show(const Json *value)
{
    cutRows(0);
    m_set = value && value->is_array();
    if (m_set) {
        for (const Json &item : *value)
            addLine(rowCount(), fieldText(item));
    }
    arrange();
}

std::optional<Json> StringListEditor::value() const
{
    if (!m_set)
        return std::nullopt;
    Json list = Json::array();
    for (const QLineEdit *edit : m_edits)
        list.push_back(edit->text().toStdString());
    return list;
}

void StringListEditor::takeFocus()
{
    if (m_edits.empty())
        addButton()->setFocus(Qt::OtherFocusReason);
    else
        m_edits.front()->setFocus(Qt::OtherFocusReason);
}

void StringListEditor::forgetRow(std::size_t at)
{
    m_edits.erase(m_edits.begin() + std::ptrdiff_t(at));
}

void StringListEditor::swapWithNext(std::size_t at)
{
    std::swap(m_edits[at], m_edits[at + 1]);
}

void StringListEditor::beginLine(std::size_t at)
{
    addLine(at, {});
    arrange();
    m_edits[at]->setFocus();
    m_set = true;
    emit changed();
}

void StringListEditor::addLine(std::size_t at, const QString &text)
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::xs);
    auto *edit = new QLineEdit;
    showFromStart(edit, text);
    const auto updateFont = [edit, allowed = m_options.expressionsAllowed] {
        edit->setFont(fontFor(allowed && edit->text().startsWith(u'=') ? TextStyle::Code : TextStyle::Text));
    };
    updateFont();
    layout->addWidget(edit, 1);
    auto *tools = new RowTools(row, tr("Remove this item"));
    layout->addWidget(tools);
    connect(edit, &QLineEdit::textEdited, this, [this, updateFont] {
        updateFont();
        emit changed();
    });
    connect(edit, &QLineEdit::returnPressed, this, [this, row] { beginLine(indexOf(row) + 1); });
    TextCompleter::attach(edit, m_options);
    m_edits.insert(m_edits.begin() + std::ptrdiff_t(at), edit);
    insertRow(at, row, tools);
}

} // namespace perdura
