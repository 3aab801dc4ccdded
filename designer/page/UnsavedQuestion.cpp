// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/page/UnsavedQuestion.h"

#include "app/kit/Look.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::DesignerPage", text);
}

} // namespace

void askAboutUnsaved(const QStringList &names, QWidget *parent, const std::function<void()> &save,
                     const std::function<void()> &discard)
{
    auto *question =
        new QMessageBox(QMessageBox::NoIcon, tr("Unsaved changes"),
                        tr("Save the changes to %1 before closing?").arg(names.join(QStringLiteral(", "))),
                        QMessageBox::NoButton, parent);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("Changes that are not saved are lost."));
    QPushButton *keep = question->addButton(tr("Save and close"), QMessageBox::AcceptRole);
    QPushButton *lose = question->addButton(tr("Discard changes"), QMessageBox::DestructiveRole);
    question->setEscapeButton(question->addButton(tr("Keep open"), QMessageBox::RejectRole));
    setTone(keep, ButtonTone::Primary);
    setTone(lose, ButtonTone::Destructive);
    question->setDefaultButton(keep);
    QObject::connect(keep, &QPushButton::clicked, parent, save);
    QObject::connect(lose, &QPushButton::clicked, parent, discard);
    question->open();
}

} // namespace perdura
