// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/palette/PalettePanel.h"

#include "app/kit/SearchField.h"
#include "app/kit/SectionHeader.h"
#include "app/kit/Theme.h"
#include "designer/document/DefinitionDocument.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace perdura {

PalettePanel::PalettePanel(const ActivityCatalog &catalog, QWidget *parent)
    : QWidget(parent)
    , m_search(new SearchField(tr("Find a node"), this))
    , m_model(new PaletteModel(catalog, true, this))
    , m_view(new PaletteView(m_model, this))
{
    setSurface(this, Surface::Panel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new SectionHeader(tr("Palette"), this));
    auto *inset = new QVBoxLayout;
    inset->setContentsMargins(space::m, 0, space::m, space::xs);
    inset->addWidget(m_search);
    column->addLayout(inset);
    column->addWidget(m_view, 1);
    m_search->setObjectName(QStringLiteral("paletteSearch"));
    m_view->setObjectName(QStringLiteral("paletteList"));
    m_search->installEventFilter(this);
    connect(m_search, &SearchField::searched, m_model, &PaletteModel::setFilter);
    connect(m_view, &PaletteView::templateChosen, this, &PalettePanel::templateChosen);
}

void PalettePanel::setDocument(const DefinitionDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (m_document)
        connect(m_document, &DefinitionDocument::changed, this, &PalettePanel::followKind);
    followKind();
}

void PalettePanel::followKind()
{
    m_model->setDefinitionKind(m_document ? m_document->definition()->kind : DefinitionKind::Workflow);
}

void PalettePanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool PalettePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_model->setFilter(m_search->text()); // Enter does not wait for the pause in typing
            m_view->chooseCurrent();
            return true;
        }
        if (key == Qt::Key_Down) {
            m_view->setFocus(Qt::TabFocusReason);
            m_view->step(1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace perdura
