// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/WebAccessDialog.h"

#include "app/kit/Look.h"
#include "app/shell/WebAccess.h"
#include "engine/http/WebSettings.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace perdura {

WebAccessDialog::WebAccessDialog(WebAccess &access, QWidget *parent)
    : QDialog(parent)
    , m_access(access)
    , m_state(makeLabel({}))
    , m_switch(makeButton({}, ButtonTone::Primary))
    , m_choice(new QWidget)
    , m_port(new QSpinBox)
    , m_facts(new QWidget)
{
    setWindowTitle(tr("Web access"));
    setMinimumWidth(560);
    QLabel *what =
        makeLabel(tr("Other programs of this machine can start workflows, ask for their status and raise "
                     "events over HTTP, as with Durable Functions, while this is on."),
                  TextStyle::Secondary, TextTone::Secondary);
    what->setWordWrap(true);
    m_state->setWordWrap(true);
    m_port->setRange(1, 65535);
    m_port->setValue(WebSettings().port);
    m_port->setAccessibleName(tr("Port"));
    auto *choice = new QHBoxLayout(m_choice);
    choice->setContentsMargins(0, 0, 0, 0);
    choice->setSpacing(space::s);
    choice->addWidget(makeLabel(tr("Port"), TextStyle::Secondary, TextTone::Secondary));
    choice->addWidget(m_port);
    choice->addStretch();
    auto *facts = new QVBoxLayout(m_facts);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(space::m);
    facts->addWidget(field(tr("Address"), m_address, tr("Copy address")));
    facts->addWidget(field(tr("Key"), m_key, tr("Copy key")));
    facts->addWidget(field(tr("Start a workflow"), m_example, tr("Copy command")));
    QPushButton *close = makeButton(tr("Close"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_switch);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    column->addWidget(what);
    column->addWidget(m_state);
    column->addWidget(m_choice);
    column->addWidget(m_facts);
    column->addStretch(); // what is too much after it has become smaller
    column->addLayout(buttons);
    m_switch->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_switch, &QPushButton::clicked, this, [this] {
        m_switch->setEnabled(false);
        if (m_access.address())
            emit closeRequested();
        else
            emit openRequested(quint16(m_port->value()));
    });
    connect(&m_access, &WebAccess::opened, this, &WebAccessDialog::showState);
    connect(&m_access, &WebAccess::closed, this, &WebAccessDialog::showState);
    connect(&m_access, &WebAccess::failed, this, &WebAccessDialog::showFailure);
    showState();
}

QWidget *WebAccessDialog::field(const QString &title, QLineEdit *&line, const QString &copyName)
{
    auto *group = new QWidget;
    line = new QLineEdit;
    line->setReadOnly(true);
    line->setAccessibleName(title);
    QPushButton *copy = makeButton(tr("Copy"));
    copy->setAccessibleName(copyName);
    connect(copy, &QPushButton::clicked, this, [line] { QApplication::clipboard()->setText(line->text()); });
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(line, 1);
    row->addWidget(copy);
    auto *column = new QVBoxLayout(group);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addWidget(makeLabel(title, TextStyle::Secondary, TextTone::Secondary));
    column->addLayout(row);
    return group;
}

void WebAccessDialog::showState()
{
    const auto &address = m_access.address();
    m_state->setText(address ? tr("Programs that know the key can come in.") : tr("Web access is off."));
    m_switch->setText(address ? tr("Turn off") : tr("Turn on"));
    m_switch->setEnabled(true);
    m_choice->setVisible(!address);
    m_facts->setVisible(address.has_value());
    adjustSize();
    if (!address)
        return;
    m_address->setText(address->url);
    m_key->setText(address->key);
    m_example->setText(
        QStringLiteral("curl -i -X POST '%1/orchestrators/NAME?code=%2'").arg(address->url, address->key));
    for (QLineEdit *line : {m_address, m_key, m_example})
        line->setCursorPosition(0);
}

void WebAccessDialog::showFailure(const QString &why)
{
    showState();
    m_state->setText(why);
}

} // namespace perdura
