// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/dialogs/AnswerDialog.h"

#include "app/kit/Look.h"
#include "monitor/tasks/AnswerPanel.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace perdura {

AnswerDialog::AnswerDialog(HubClient *client, const HumanTaskInfo &task, QWidget *parent)
    : QDialog(parent)
    , m_panel(new AnswerPanel)
{
    setWindowTitle(QString::fromStdString(task.request.title));
    resize(560, 520);
    m_panel->setClient(client);
    m_panel->setTask(task);
    QPushButton *later = makeButton(tr("Answer later"));
    m_panel->addSideAction(later);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_panel);
    m_panel->focusFirstField();
    connect(m_panel, &AnswerPanel::answered, this, [this](const HumanTaskId &, const QString &outcome) {
        emit answered(outcome);
        accept();
    });
}

} // namespace perdura
