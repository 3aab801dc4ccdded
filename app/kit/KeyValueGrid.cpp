// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/KeyValueGrid.h"

#include "app/kit/Look.h"

#include <QGridLayout>
#include <QLabel>

namespace perdura {

KeyValueGrid::KeyValueGrid(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::l);
    m_grid->setVerticalSpacing(space::s);
    m_grid->setColumnStretch(1, 1);
}

KeyValueGrid::Row &KeyValueGrid::rowFor(const QString &name)
{
    const auto found = m_rows.find(name);
    if (found != m_rows.end())
        return *found;
    Row row;
    row.name = makeLabel(name, TextStyle::Text, TextTone::Secondary, this);
    row.value = makeLabel({}, TextStyle::Text, TextTone::Normal, this);
    row.value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row.value->setFocusPolicy(Qt::NoFocus);
    row.value->setWordWrap(true);
    const int at = m_grid->rowCount();
    m_grid->addWidget(row.name, at, 0, Qt::AlignTop | Qt::AlignLeft);
    m_grid->addWidget(row.value, at, 1, Qt::AlignTop);
    return *m_rows.insert(name, row);
}

void KeyValueGrid::setValue(const QString &name, const QString &value, const QString &toolTip)
{
    Row &row = rowFor(name);
    row.value->setText(value);
    row.value->setToolTip(toolTip);
    row.name->setVisible(!value.isEmpty());
    row.value->setVisible(!value.isEmpty());
}

void KeyValueGrid::setCode(const QString &name, const QString &value)
{
    setValue(name, value);
    rowFor(name).value->setFont(fontFor(TextStyle::Code));
}

QString KeyValueGrid::value(const QString &name) const
{
    const auto found = m_rows.constFind(name);
    return found != m_rows.constEnd() ? found->value->text() : QString();
}

void KeyValueGrid::clear()
{
    for (const Row &row : std::as_const(m_rows)) {
        delete row.name;
        delete row.value;
    }
    m_rows.clear();
}

} // namespace perdura
