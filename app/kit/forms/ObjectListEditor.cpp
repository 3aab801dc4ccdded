// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/ObjectListEditor.h"

#include "app/kit/Look.h"
#include "app/kit/forms/RowTools.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

ObjectListEditor::ObjectListEditor(const Json &itemSchema, const QString &title,
                                   const SchemaFormOptions &options, bool keepsEmpty, QWidget *parent)
    : RowsEditor(tr("Add"), space::s, keepsEmpty, parent)
    , m_itemSchema(itemSchema)
    , m_title(title)
    , m_options(options)
{
    m_options.expressionsAllowed = m_options.expressionsAllowed || itemSchema.value("x-expressions", false);
    m_options.defaultsAreExamples = false;
    addButton()->setAccessibleName(tr("Add to %1").arg(title));
    connect(addButton(), &QPushButton::clicked, this, [this] {
        addCard(Json::object());
        arrange();
        m_set = true;
        const QStringList pointers = m_forms.back()->pointers();
        if (!pointers.isEmpty())
            m_forms.back()->focusField(pointers.constFirst());
        emit changed();
    });
}

void ObjectListEditor::show(const Json *value)
{
    m_set = value && value->is_array();
    const std::size_t count = m_set ? value->size() : 0;
    cutRows(count);
    // Cards that stay keep the caret.
    for (std::size_t i = 0; i < count; ++i) {
        if (i < m_forms.size())
            m_forms[i]->setValue((*value)[i]);
        else
            addCard((*value)[i]);
    }
    arrange();
}

std::optional<Json> ObjectListEditor::value() const
{
    if (!m_set)
        return std::nullopt;
    Json list = Json::array();
    for (const SchemaForm *form : m_forms)
        list.push_back(form->value());
    return list;
}

void ObjectListEditor::takePending()
{
    for (SchemaForm *form : m_forms)
        form->takePending();
}

void ObjectListEditor::takeFocus()
{
    if (m_forms.empty() || m_forms.front()->isEmpty())
        addButton()->setFocus(Qt::OtherFocusReason);
    else
        m_forms.front()->focusField(m_forms.front()->pointers().constFirst());
}

void ObjectListEditor::forgetRow(std::size_t at)
{
    m_forms.erase(m_forms.begin() + std::ptrdiff_t(at));
}

void ObjectListEditor::swapWithNext(std::size_t at)
{
    std::swap(m_forms[at], m_forms[at + 1]);
}

void ObjectListEditor::addCard(const Json &value)
{
    auto *card = new QFrame(this);
    card->setProperty("surface", u"card"_s);
    auto *form = new SchemaForm;
    form->setSchema(m_itemSchema, m_options);
    form->setValue(value);
    auto *layout = new QHBoxLayout(card);
    layout->setContentsMargins(space::s, space::s, space::xs, space::s);
    layout->setSpacing(space::xs);
    layout->addWidget(form, 1);
    auto *tools = new RowTools(card, tr("Remove from %1").arg(m_title));
    layout->addWidget(tools, 0, Qt::AlignTop);
    connect(form, &SchemaForm::edited, this, &ObjectListEditor::changed);
    m_forms.push_back(form);
    insertRow(rowCount(), card, tools);
}

} // namespace perdura
