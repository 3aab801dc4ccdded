// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/FolderField.h"

#include "app/kit/Look.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace perdura {

FolderField::FolderField(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_line(new QLineEdit)
    , m_browse(makeButton(tr("Browse…")))
    , m_browseFiles(makeButton(tr("Choose file…")))
{
    m_line->setAccessibleName(title);
    m_browse->setAutoDefault(false);
    m_browseFiles->setAutoDefault(false);
    m_browseFiles->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    row->addWidget(m_line, 1);
    row->addWidget(m_browse);
    row->addWidget(m_browseFiles);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &FolderField::changed);
    connect(m_browse, &QPushButton::clicked, this, &FolderField::choose);
    connect(m_browseFiles, &QPushButton::clicked, this, &FolderField::chooseFile);
}

void FolderField::offerFiles(const QString &filter)
{
    m_filter = filter;
    m_browse->setText(tr("Choose folder…"));
    m_browseFiles->show();
}

void FolderField::setFolder(const QString &folder)
{
    m_line->setText(QDir::toNativeSeparators(folder));
    m_line->setToolTip(m_line->text());
}

QString FolderField::folder() const
{
    const QString text = QDir::fromNativeSeparators(m_line->text().trimmed());
    return text.isEmpty() ? QString() : QDir::cleanPath(QDir::home().absoluteFilePath(text));
}

void FolderField::setReadOnly(bool readOnly)
{
    m_line->setReadOnly(readOnly);
    m_browse->setEnabled(!readOnly);
    m_browseFiles->setEnabled(!readOnly);
}

QWidget *FolderField::line() const
{
    return m_line;
}

/// Where it is, or where it will be made.
QString FolderField::nearestFolder() const
{
    QFileInfo start(folder());
    while (!start.isDir() && !start.isRoot())
        start = QFileInfo(start.path());
    return start.absoluteFilePath();
}

void FolderField::chooseFile()
{
    const QString chosen = QFileDialog::getOpenFileName(this, m_title, nearestFolder(), m_filter);
    if (!chosen.isEmpty())
        setFolder(chosen);
}

void FolderField::choose()
{
    const QString chosen = QFileDialog::getExistingDirectory(this, m_title, nearestFolder());
    if (!chosen.isEmpty())
        setFolder(chosen);
}

} // namespace perdura
