// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/palette/NodePicker.h"

#include <QVBoxLayout>

namespace perdura {

NodePicker::NodePicker(const QString &title, const ActivityCatalog &catalog, bool withStart, QWidget *parent)
    : SearchPopup(title, parent)
    , m_model(new PaletteModel(catalog, withStart, this))
    , m_view(new PaletteView(m_model, this))
{
    setObjectName(QStringLiteral("nodePicker"));
    column()->addWidget(m_view, 1);
    m_view->setDragEnabled(false);
    m_view->setCurrentIndex(m_model->bestEntry());
    connect(m_view, &PaletteView::templateChosen, this, [this](const edits::NodeTemplate &from) {
        emit templateChosen(from);
        close();
    });
    connect(m_view, &QListView::clicked, m_view, &PaletteView::chooseCurrent);
}

void NodePicker::setDefinitionKind(DefinitionKind kind)
{
    m_model->setDefinitionKind(kind);
    m_view->setCurrentIndex(m_model->bestEntry());
}

void NodePicker::narrow(const QString &text)
{
    m_model->setFilter(text);
    m_view->setCurrentIndex(m_model->bestEntry());
}

void NodePicker::step(int direction)
{
    m_view->step(direction);
}

void NodePicker::choose()
{
    m_view->chooseCurrent();
}

} // namespace perdura
