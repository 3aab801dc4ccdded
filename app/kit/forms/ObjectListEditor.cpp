// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/ObjectListEditor.h"

#include "app/kit/Look.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

ObjectListEditor::ObjectListEditor(const Json &itemSchema, const QString &title,
                                   const SchemaFormOptions &options, QWidget *parent)
    : FieldEditor(parent)
    , m_itemSchema(itemSchema)
    , m_title(title)
    , m_options(options)
    , m_column(new QVBoxLayout)
    , m_add(makeButton(tr("Add"), ButtonTone::Link, u"plus"_s))
{
    m_options.expressionsAllowed = m_options.expressionsAllowed || itemSchema.value("x-expressions", false);
    m_add->setAccessibleName(tr("Add to %1").arg(title));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(space::s);
    m_column->setSpacing(space::s);
    outer->addLayout(m_column);
    outer->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addCard(Json::object());
        m_set = true;
        const QStringList pointers = m_cards.back().form->pointers();
        if (!pointers.isEmpty())
            m_cards.back().form->focusField(pointers.constFirst());
        emit changed();
    });
}

void ObjectListEditor::show(const Json *value)
{
    m_set = value && value->is_array();
    const std::size_t count = m_set ? value->size() : 0;
    while (m_cards.size() > count) {
        delete m_cards.back().widget;
        m_cards.pop_back();
    }
    // Cards that stay keep the caret.
    for (std::size_t i = 0; i < count; ++i) {
        if (i < m_cards.size())
            m_cards[i].form->setValue((*value)[i]);
        else
            addCard((*value)[i]);
    }
}

std::optional<Json> ObjectListEditor::value() const
{
    if (!m_set)
        return std::nullopt;
    Json list = Json::array();
    for (const Card &card : m_cards)
        list.push_back(card.form->value());
    return list;
}

void ObjectListEditor::takeFocus()
{
    if (m_cards.empty() || m_cards.front().form->isEmpty())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        m_cards.front().form->focusField(m_cards.front().form->pointers().constFirst());
}

void ObjectListEditor::addCard(const Json &value)
{
    auto *widget = new QFrame(this);
    widget->setProperty("surface", u"card"_s);
    auto *form = new SchemaForm;
    form->setSchema(m_itemSchema, m_options);
    form->setValue(value);
    QToolButton *remove = makeIconButton(u"x"_s, tr("Remove from %1").arg(m_title));
    auto *layout = new QHBoxLayout(widget);
    layout->setContentsMargins(space::s, space::s, space::xs, space::s);
    layout->setSpacing(space::xs);
    layout->addWidget(form, 1);
    layout->addWidget(remove, 0, Qt::AlignTop);
    connect(form, &SchemaForm::edited, this, &ObjectListEditor::changed);
    connect(remove, &QToolButton::clicked, this, [this, widget] { removeCard(widget); });
    m_column->addWidget(widget);
    widget->show();
    m_cards.push_back({widget, form});
}

void ObjectListEditor::removeCard(QWidget *widget)
{
    const auto it = std::find_if(m_cards.begin(), m_cards.end(),
                                 [widget](const Card &card) { return card.widget == widget; });
    m_cards.erase(it);
    widget->hide();
    widget->deleteLater();
    if (m_cards.empty())
        m_set = false;
    emit changed();
}

} // namespace perdura
