// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/StringListEditor.h"

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

StringListEditor::StringListEditor(const SchemaFormOptions &options, QWidget *parent)
    : FieldEditor(parent)
    , m_options(options)
    , m_column(new QVBoxLayout)
    , m_add(makeButton(tr("Add item"), ButtonTone::Link, u"plus"_s))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(space::xs);
    m_column->setSpacing(space::xs);
    outer->addLayout(m_column);
    outer->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        insertRow(int(m_rows.size()), {});
        m_rows.back().edit->setFocus();
        m_set = true;
        emit changed();
    });
}

void StringListEditor::show(const Json *value)
{
    while (!m_rows.empty()) {
        delete m_rows.back().widget;
        m_rows.pop_back();
    }
    m_set = value && value->is_array();
    if (!m_set)
        return;
    for (const Json &item : *value)
        insertRow(int(m_rows.size()), fieldText(item));
}

std::optional<Json> StringListEditor::value() const
{
    if (!m_set)
        return std::nullopt;
    Json list = Json::array();
    for (const Row &row : m_rows)
        list.push_back(row.edit->text().toStdString());
    return list;
}

void StringListEditor::takeFocus()
{
    if (m_rows.empty())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        m_rows.front().edit->setFocus(Qt::OtherFocusReason);
}

int StringListEditor::indexOf(const QWidget *widget) const
{
    const auto it =
        std::find_if(m_rows.begin(), m_rows.end(), [widget](const Row &row) { return row.widget == widget; });
    return int(it - m_rows.begin());
}

void StringListEditor::insertRow(int at, const QString &text)
{
    auto *widget = new QWidget(this);
    auto *layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::xs);
    auto *edit = new QLineEdit(text);
    const auto updateFont = [edit, allowed = m_options.expressionsAllowed] {
        edit->setFont(fontFor(allowed && edit->text().startsWith(u'=') ? TextStyle::Code : TextStyle::Text));
    };
    updateFont();
    QToolButton *remove = makeIconButton(u"x"_s, tr("Remove this item"));
    layout->addWidget(edit, 1);
    layout->addWidget(remove);
    connect(edit, &QLineEdit::textEdited, this, [this, updateFont] {
        updateFont();
        emit changed();
    });
    connect(edit, &QLineEdit::returnPressed, this, [this, widget] {
        const int next = indexOf(widget) + 1;
        insertRow(next, {});
        m_rows[std::size_t(next)].edit->setFocus();
        emit changed();
    });
    TextCompleter::attach(edit, m_options);
    connect(remove, &QToolButton::clicked, this, [this, widget] { removeRow(widget); });
    m_column->insertWidget(at, widget);
    widget->show();
    m_rows.insert(m_rows.begin() + at, Row{widget, edit});
}

void StringListEditor::removeRow(QWidget *widget)
{
    m_rows.erase(m_rows.begin() + indexOf(widget));
    widget->hide();
    widget->deleteLater();
    if (m_rows.empty())
        m_set = false;
    emit changed();
}

} // namespace perdura
