// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/RowsEditor.h"

#include "app/kit/Look.h"
#include "app/kit/TabOrder.h"
#include "app/kit/forms/RowTools.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

RowsEditor::RowsEditor(const QString &addWords, int spacing, bool keepsEmpty, QWidget *parent)
    : FieldEditor(parent)
    , m_keepsEmpty(keepsEmpty)
    , m_column(new QVBoxLayout)
    , m_add(makeButton(addWords, ButtonTone::Link, u"plus"_s))
{
    setAttribute(Qt::WA_StyledBackground); // for the border of what is wrong
    setProperty("rows", true);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(spacing);
    m_column->setSpacing(spacing);
    outer->addLayout(m_column);
    outer->addWidget(m_add, 0, Qt::AlignLeft);
}

void RowsEditor::markInvalid(bool invalid)
{
    const int room = invalid ? space::xs : 0;
    layout()->setContentsMargins(room, room, room, room);
    setInvalid(this, invalid);
}

void RowsEditor::insertRow(std::size_t at, QWidget *row, RowTools *tools)
{
    connect(tools, &RowTools::moveRequested, this, [this, row](int by) { move(row, by); });
    connect(tools, &RowTools::removeRequested, this, [this, row] { remove(row); });
    m_column->insertWidget(int(at), row);
    row->show();
    m_rows.insert(m_rows.begin() + std::ptrdiff_t(at), Row{row, tools});
}

void RowsEditor::cutRows(std::size_t count)
{
    while (m_rows.size() > count) {
        delete m_rows.back().widget;
        m_rows.pop_back();
        forgetRow(m_rows.size());
    }
}

void RowsEditor::arrange()
{
    QList<QWidget *> parts;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].tools->setPlace(i, m_rows.size());
        parts.append(m_rows[i].widget);
    }
    parts.append(m_add);
    tabThroughWithin(this, parts);
}

std::size_t RowsEditor::indexOf(const QWidget *row) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(),
                                 [row](const Row &candidate) { return candidate.widget == row; });
    return std::size_t(it - m_rows.begin());
}

void RowsEditor::move(const QWidget *row, int by)
{
    const std::size_t from = indexOf(row);
    const std::size_t first = by < 0 ? from - 1 : from;
    if (first + 1 >= m_rows.size())
        return;
    std::swap(m_rows[first], m_rows[first + 1]);
    m_column->removeWidget(m_rows[first].widget);
    m_column->insertWidget(int(first), m_rows[first].widget);
    swapWithNext(first);
    arrange();
    emit changed();
}

void RowsEditor::remove(QWidget *row)
{
    const std::size_t at = indexOf(row);
    m_rows.erase(m_rows.begin() + std::ptrdiff_t(at));
    forgetRow(at);
    row->hide();
    row->deleteLater();
    if (m_rows.empty())
        m_set = m_keepsEmpty;
    arrange();
    emit changed();
}

} // namespace perdura
