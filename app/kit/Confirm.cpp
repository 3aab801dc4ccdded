// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Confirm.h"

#include "app/kit/Look.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace perdura {

QDialog *confirm(QWidget *parent, const Question &question, std::function<void()> confirmed)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(question.title);
    dialog->setMinimumWidth(420);
    QLabel *title = makeLabel(question.title, TextStyle::Section);
    title->setWordWrap(true);
    QLabel *consequence = makeLabel(question.consequence, TextStyle::Text, TextTone::Secondary);
    consequence->setWordWrap(true);
    QPushButton *keep = makeButton(question.keep.isEmpty() ? QCoreApplication::translate("Confirm", "Cancel")
                                                           : question.keep);
    QPushButton *verb =
        makeButton(question.verb, question.destructive ? ButtonTone::Destructive : ButtonTone::Primary);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addStretch();
    buttons->addWidget(keep);
    buttons->addWidget(verb);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    column->addWidget(title);
    column->addWidget(consequence);
    column->addSpacing(space::s);
    column->addLayout(buttons);

    (question.destructive ? keep : verb)->setDefault(true);
    (question.destructive ? keep : verb)->setFocus();
    QObject::connect(keep, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(verb, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, dialog, std::move(confirmed));
    dialog->open();
    return dialog;
}

} // namespace perdura
