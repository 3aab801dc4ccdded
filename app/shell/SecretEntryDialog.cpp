// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/SecretEntryDialog.h"

#include "app/kit/Look.h"
#include "engine/secrets/SecretRules.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace perdura {

SecretEntryDialog::SecretEntryDialog(const QString &name, QStringList taken, QWidget *parent)
    : QDialog(parent)
    , m_taken(std::move(taken))
    , m_name(new QLineEdit(name))
    , m_value(new QLineEdit)
    , m_error(makeLabel({}, TextStyle::Secondary, TextTone::Error))
    , m_keep(makeButton(name.isEmpty() ? tr("Add secret") : tr("Replace value"), ButtonTone::Primary))
{
    setWindowTitle(name.isEmpty() ? tr("Add secret") : tr("Replace the value of “%1”").arg(name));
    setMinimumWidth(440);
    auto *nameLabel = makeLabel(tr("Name"), TextStyle::Secondary, TextTone::Secondary);
    nameLabel->setBuddy(m_name);
    m_name->setPlaceholderText(tr("api-token"));
    m_name->setAccessibleName(tr("Name"));
    nameLabel->setVisible(name.isEmpty());
    m_name->setVisible(name.isEmpty());
    auto *valueLabel = makeLabel(tr("Value"), TextStyle::Secondary, TextTone::Secondary);
    valueLabel->setBuddy(m_value);
    m_value->setAccessibleName(tr("Value"));
    m_value->setEchoMode(QLineEdit::Password);
    auto *reveal = new QCheckBox(tr("Show what I type"));
    auto *hint = makeLabel(tr("For a value of several lines use “perdura secrets set NAME < FILE”."),
                           TextStyle::Secondary, TextTone::Secondary);
    hint->setWordWrap(true);
    m_error->setWordWrap(true);
    auto *cancel = makeButton(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_keep);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::s);
    for (QWidget *widget :
         {static_cast<QWidget *>(nameLabel), static_cast<QWidget *>(m_name),
          static_cast<QWidget *>(valueLabel), static_cast<QWidget *>(m_value), static_cast<QWidget *>(reveal),
          static_cast<QWidget *>(hint), static_cast<QWidget *>(m_error)})
        column->addWidget(widget);
    column->addStretch();
    column->addLayout(buttons);
    m_keep->setDefault(true);
    (name.isEmpty() ? m_name : m_value)->setFocus();
    connect(reveal, &QCheckBox::toggled, this,
            [this](bool shown) { m_value->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    connect(m_name, &QLineEdit::textEdited, this, &SecretEntryDialog::showComplaint);
    connect(m_value, &QLineEdit::textEdited, this, &SecretEntryDialog::showComplaint);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_keep, &QPushButton::clicked, this, &SecretEntryDialog::finish);
    showComplaint();
}

QString SecretEntryDialog::name() const
{
    return m_name->text().trimmed();
}

QString SecretEntryDialog::value() const
{
    return m_value->text();
}

QString SecretEntryDialog::complaint() const
{
    if (const auto checked = checkSecretName(name().toStdString()); !checked)
        return checked.error().message;
    if (m_taken.contains(name()))
        return tr("There is a secret “%1” already; choose another name, or replace its value.").arg(name());
    const auto checked = checkSecretValue(value().toStdString());
    return checked ? QString() : checked.error().message;
}

// What is still empty is not complained of before it is to be kept.
void SecretEntryDialog::showComplaint()
{
    const QString wrong = complaint();
    const bool isBegun = !name().isEmpty() && !value().isEmpty();
    m_error->setText(isBegun ? wrong : QString());
    m_keep->setEnabled(isBegun && wrong.isEmpty());
    // A window does not follow the lines of its labels by itself.
    layout()->activate();
    resize(width(), qMax(height(), layout()->totalHeightForWidth(width())));
}

void SecretEntryDialog::finish()
{
    if (complaint().isEmpty())
        accept();
}

} // namespace perdura
