// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/page/DiskBanner.h"

#include "app/kit/Banner.h"
#include "designer/document/DefinitionDocument.h"

#include <QFileInfo>
#include <QPushButton>
#include <QVBoxLayout>

namespace perdura {

DiskBanner::DiskBanner(QWidget *parent)
    : QWidget(parent)
    , m_banner(new Banner(this))
{
    m_banner->setObjectName(QStringLiteral("diskBanner"));
    m_banner->setClosable(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_banner);
}

void DiskBanner::setDocument(DefinitionDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (m_document)
        connect(m_document, &DefinitionDocument::diskChanged, this, &DiskBanner::refresh);
    refresh();
}

void DiskBanner::refresh()
{
    if (!m_document || !m_document->hasChangedOnDisk()) {
        m_banner->clear();
        return;
    }
    const QString file = QFileInfo(m_document->path()).fileName();
    m_banner->showMessage(Banner::Kind::Warning,
                          m_document->isModified()
                              ? tr("“%1” changed on disk, and there are unsaved changes here.").arg(file)
                              : tr("“%1” changed on disk.").arg(file));
    QPushButton *reload = m_banner->addAction(tr("Reload"));
    reload->setToolTip(tr("Take what is on disk; Undo brings back what is here"));
    connect(reload, &QPushButton::clicked, m_document, &DefinitionDocument::takeFromDisk);
    QPushButton *keep = m_banner->addAction(tr("Keep mine"));
    keep->setToolTip(tr("Go on with what is here; saving replaces what is on disk"));
    connect(keep, &QPushButton::clicked, m_document, &DefinitionDocument::keepMine);
}

} // namespace perdura
