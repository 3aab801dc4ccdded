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
{
    m_line->setAccessibleName(title);
    m_browse->setAutoDefault(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    row->addWidget(m_line, 1);
    row->addWidget(m_browse);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &FolderField::changed);
    connect(m_browse, &QPushButton::clicked, this, &FolderField::choose);
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
}

QWidget *FolderField::line() const
{
    return m_line;
}

void FolderField::choose()
{
    // Where it is, or where it will be made.
    QFileInfo start(folder());
    while (!start.exists() && !start.isRoot())
        start = QFileInfo(start.path());
    const QString chosen = QFileDialog::getExistingDirectory(this, m_title, start.absoluteFilePath());
    if (!chosen.isEmpty())
        setFolder(chosen);
}

} // namespace perdura
