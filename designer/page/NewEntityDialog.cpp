// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/page/NewEntityDialog.h"

#include "app/kit/Look.h"
#include "designer/document/NewEntity.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace perdura {

NewEntityDialog::NewEntityDialog(QStringList taken, QWidget *parent)
    : QDialog(parent)
    , m_taken(std::move(taken))
    , m_name(new QLineEdit)
    , m_flaw(makeLabel({}, TextStyle::Secondary, TextTone::Error))
    , m_create(makeButton(tr("Create entity"), ButtonTone::Primary))
{
    setObjectName(QStringLiteral("newEntityDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New entity"));
    setMinimumWidth(420);
    QLabel *title = makeLabel(tr("New entity"), TextStyle::Section);
    QLabel *what =
        makeLabel(tr("Something small that keeps a state, such as an account or a counter. Workflows "
                     "send to it by this name and a key."),
                  TextStyle::Text, TextTone::Secondary);
    what->setWordWrap(true);
    QLabel *nameLabel = makeLabel(tr("Name"), TextStyle::Secondary, TextTone::Secondary);
    nameLabel->setBuddy(m_name);
    m_name->setObjectName(QStringLiteral("entityName"));
    m_name->setPlaceholderText(tr("account"));
    m_name->setMaxLength(100);
    m_flaw->setObjectName(QStringLiteral("entityNameFlaw"));
    m_flaw->setWordWrap(true);
    m_create->setObjectName(QStringLiteral("createEntity"));
    QPushButton *cancel = makeButton(tr("Cancel"));

    auto *field = new QVBoxLayout;
    field->setSpacing(space::xs);
    field->addWidget(nameLabel);
    field->addWidget(m_name);
    field->addWidget(m_flaw);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    column->addWidget(title);
    column->addWidget(what);
    column->addLayout(field);
    column->addStretch();
    column->addLayout(buttons);

    m_create->setDefault(true);
    // The sentence has its place from the start, so that nothing jumps while someone types.
    m_flaw->setMinimumHeight(2 * m_flaw->fontMetrics().lineSpacing());
    m_flaw->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    connect(m_name, &QLineEdit::textChanged, this, &NewEntityDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this] { emit named(m_name->text()); });
    check();
    m_name->setFocus();
}

void NewEntityDialog::check()
{
    const QString flaw = flawOfEntityName(m_name->text(), m_taken);
    m_create->setEnabled(flaw.isEmpty());
    // Nobody is to blame for a name that has not been begun.
    const QString shown = m_name->text().isEmpty() ? QString() : flaw;
    m_flaw->setText(shown);
    setInvalid(m_name, !shown.isEmpty());
}

} // namespace perdura
