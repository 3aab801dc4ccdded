// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/dialogs/RaiseEventDialog.h"

#include "app/kit/Banner.h"
#include "app/kit/JsonEdit.h"
#include "app/kit/Look.h"
#include "engine/client/WhenFinished.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace perdura {

RaiseEventDialog::RaiseEventDialog(HubClient *client, const InstanceSummary &instance,
                                   const QStringList &awaited, const EventDraft &draft, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_instance(instance.id)
    , m_name(new QComboBox)
    , m_payload(new JsonEdit)
    , m_banner(new Banner)
    , m_send(makeButton(tr("Raise event"), ButtonTone::Primary))
{
    setWindowTitle(tr("Raise event"));
    resize(520, 400);
    m_name->setEditable(true);
    m_name->setInsertPolicy(QComboBox::NoInsert);
    m_name->addItems(awaited);
    m_name->lineEdit()->setPlaceholderText(tr("Name of the event"));
    m_name->setAccessibleName(tr("Event"));
    // A name that it waits for is what the person wants nearly always; the last one comes second.
    m_name->setCurrentText(awaited.isEmpty()              ? draft.name
                           : awaited.contains(draft.name) ? draft.name
                                                          : awaited.first());
    m_payload->setText(draft.payload);
    m_payload->setPlaceholderText(tr("Empty: null"));

    auto *intro =
        makeLabel(awaited.isEmpty()
                      ? tr("“%1” waits for no event now; it keeps the event until it does.")
                            .arg(QString::fromStdString(instance.name))
                      : tr("“%1” waits for: %2")
                            .arg(QString::fromStdString(instance.name), awaited.join(QStringLiteral(", "))),
                  TextStyle::Text, TextTone::Secondary);
    intro->setWordWrap(true);
    auto *cancel = makeButton(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_send);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(makeLabel(tr("Raise event"), TextStyle::Section));
    column->addWidget(intro);
    column->addWidget(m_banner);
    column->addSpacing(space::s);
    column->addWidget(makeLabel(tr("Event"), TextStyle::Secondary, TextTone::Secondary));
    column->addWidget(m_name);
    column->addWidget(makeLabel(tr("Payload (JSON)"), TextStyle::Secondary, TextTone::Secondary));
    column->addWidget(m_payload, 1);
    column->addLayout(buttons);

    m_send->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &RaiseEventDialog::send);
    connect(m_name, &QComboBox::editTextChanged, this, &RaiseEventDialog::updateButton);
    connect(m_payload, &JsonEdit::edited, this, &RaiseEventDialog::updateButton);
    updateButton();
}

void RaiseEventDialog::updateButton()
{
    const bool hasName = !m_name->currentText().trimmed().isEmpty();
    const bool isJson = m_payload->error().isEmpty();
    m_send->setEnabled(hasName && isJson && !m_isSending);
    m_send->setToolTip(!hasName  ? tr("Give the event a name first")
                       : !isJson ? tr("Mend the payload first: %1").arg(m_payload->error())
                                 : QString());
}

void RaiseEventDialog::send()
{
    updateButton();
    if (!m_client || !m_send->isEnabled())
        return;
    const EventDraft draft{m_name->currentText().trimmed(), m_payload->text()};
    m_isSending = true;
    updateButton();
    whenFinished(m_client->raiseEvent(m_instance, draft.name, m_payload->value().value_or(Json())), this,
                 [this, draft](const Result<void> &result) {
                     m_isSending = false;
                     updateButton();
                     if (!result) {
                         m_banner->showMessage(Banner::Kind::Error, result.error().message);
                         return;
                     }
                     emit raised(draft);
                     accept();
                 });
}

} // namespace perdura
