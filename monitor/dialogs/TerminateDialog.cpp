// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/dialogs/TerminateDialog.h"

#include "app/kit/Banner.h"
#include "app/kit/Look.h"
#include "app/kit/PressButton.h"
#include "engine/client/WhenFinished.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <set>

namespace perdura {

int runningActivities(const History &history)
{
    std::set<SequenceNumber> running;
    for (const HistoryEvent &event : history) {
        if (event.as<TaskScheduled>())
            running.insert(event.eventId);
        else if (const auto *completed = event.as<TaskCompleted>())
            running.erase(completed->taskId);
        else if (const auto *failed = event.as<TaskFailed>())
            running.erase(failed->taskId);
    }
    return int(running.size());
}

QString terminationConsequence(int runningActivities, int openTasks)
{
    QStringList parts;
    if (runningActivities == 1)
        parts << TerminateDialog::tr("1 running activity is told to stop");
    else if (runningActivities > 1)
        parts << TerminateDialog::tr("%1 running activities are told to stop").arg(runningActivities);
    if (openTasks == 1)
        parts << TerminateDialog::tr("1 open task is closed");
    else if (openTasks > 1)
        parts << TerminateDialog::tr("%1 open tasks are closed").arg(openTasks);
    const QString what = parts.isEmpty()
                             ? TerminateDialog::tr("Nothing of it runs right now; it just never continues.")
                             : QString(parts.join(QStringLiteral(", ")) + u'.');
    return what + u' ' + TerminateDialog::tr("This cannot be undone.");
}

TerminateDialog::TerminateDialog(HubClient *client, const InstanceSummary &instance, int runningActivities,
                                 int openTasks, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_instance(instance.id)
    , m_reason(new QLineEdit)
    , m_banner(new Banner)
    , m_terminate(makeButton(tr("Terminate instance"), ButtonTone::Destructive))
{
    setWindowTitle(tr("Terminate instance"));
    setMinimumWidth(460);
    auto *title =
        makeLabel(tr("Terminate “%1”?").arg(QString::fromStdString(instance.name)), TextStyle::Section);
    title->setWordWrap(true);
    auto *consequence = makeLabel(terminationConsequence(runningActivities, openTasks));
    consequence->setWordWrap(true);
    auto *id = makeLabel(instance.id.toQString(), TextStyle::Code, TextTone::Secondary);
    id->setWordWrap(true);
    m_reason->setPlaceholderText(tr("Why, for those who look at it later"));
    m_reason->setAccessibleName(tr("Reason"));
    auto *keep = makeButton(tr("Keep it running"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(keep);
    buttons->addWidget(m_terminate);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(title);
    column->addWidget(id);
    column->addWidget(consequence);
    column->addWidget(m_banner);
    column->addSpacing(space::s);
    column->addWidget(makeLabel(tr("Reason"), TextStyle::Secondary, TextTone::Secondary));
    column->addWidget(m_reason);
    column->addSpacing(space::m);
    column->addLayout(buttons);
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_terminate, &QPushButton::clicked, this, &TerminateDialog::send);
    m_reason->setFocus();
    // Return in the reason field neither leaves nor destroys.
    pressOnlyWithFocus(keep);
    pressOnlyWithFocus(m_terminate);
}

void TerminateDialog::send()
{
    if (!m_client)
        return;
    m_terminate->setEnabled(false);
    whenFinished(m_client->terminate(m_instance, m_reason->text().trimmed()), this,
                 [this](const Result<void> &result) {
                     m_terminate->setEnabled(true);
                     if (!result) {
                         m_banner->showMessage(Banner::Kind::Error, result.error().message);
                         return;
                     }
                     emit terminated();
                     accept();
                 });
}

} // namespace perdura
