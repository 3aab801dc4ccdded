// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/AboutDialog.h"

#include "app/kit/IconLabel.h"
#include "app/kit/Look.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("About Perdura"));
    setMinimumWidth(420);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::m);
    head->addWidget(new IconLabel(u"workflow"_s, 28, &Tokens::accent));
    head->addWidget(makeLabel(tr("Perdura %1").arg(QCoreApplication::applicationVersion()), TextStyle::Page));
    head->addStretch();
    QLabel *what = makeLabel(tr("A desktop studio for durable workflows."));
    QLabel *licence = makeLabel(
        tr("Free software under the GNU General Public License, version 3 or later. Made with Qt %1. "
           "Icons by the Lucide contributors, under the ISC licence.")
            .arg(QString::fromLatin1(qVersion())),
        TextStyle::Secondary, TextTone::Secondary);
    licence->setWordWrap(true);
    QPushButton *close = makeButton(tr("Close"));
    close->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    column->addLayout(head);
    column->addWidget(what);
    column->addWidget(licence);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace perdura
