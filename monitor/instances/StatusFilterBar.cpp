// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/instances/StatusFilterBar.h"

#include "app/kit/Icons.h"
#include "app/kit/Theme.h"
#include "monitor/StatusWords.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

namespace perdura {

namespace {

bool isRare(OrchestrationStatus status)
{
    return status == OrchestrationStatus::Pending || status == OrchestrationStatus::Suspended ||
           status == OrchestrationStatus::Canceled;
}

/// What the rows say that a toggle shows: one that waits is a running one to the hub.
QString wordOf(OrchestrationStatus status)
{
    return status == OrchestrationStatus::Running ? StatusFilterBar::tr("Running or waiting")
                                                  : statusWord(status);
}

} // namespace

StatusFilterBar::StatusFilterBar(QWidget *parent)
    : QWidget(parent)
{
    using Status = OrchestrationStatus;
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::xs);
    for (const Status status : {Status::Running, Status::Pending, Status::Suspended, Status::Completed,
                                Status::Failed, Status::Terminated, Status::Canceled}) {
        auto *button = new QToolButton(this);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize({16, 16});
        button->setFixedHeight(space::controlHeight);
        button->setText(wordOf(status));
        button->setToolTip(tr("Show instances that are: %1").arg(wordOf(status)));
        button->setVisible(!isRare(status));
        connect(button, &QToolButton::clicked, this, &StatusFilterBar::changed);
        row->addWidget(button);
        m_toggles.push_back({status, button});
    }
    updateIcons();
}

void StatusFilterBar::setCounts(const StatusCounts &counts)
{
    for (const auto &[status, button] : m_toggles) {
        const qint64 count = counts.value(int(status));
        button->setText(tr("%1  %2").arg(wordOf(status), QLocale().toString(count)));
        button->setVisible(!isRare(status) || count > 0 || button->isChecked());
    }
}

std::vector<OrchestrationStatus> StatusFilterBar::chosen() const
{
    std::vector<OrchestrationStatus> statuses;
    for (const auto &[status, button] : m_toggles) {
        if (button->isChecked())
            statuses.push_back(status);
    }
    return statuses;
}

void StatusFilterBar::clear()
{
    for (const auto &[status, button] : m_toggles)
        button->setChecked(false);
}

QToolButton *StatusFilterBar::button(OrchestrationStatus status) const
{
    for (const auto &toggle : m_toggles) {
        if (toggle.status == status)
            return toggle.button;
    }
    return nullptr;
}

void StatusFilterBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcons();
    QWidget::changeEvent(event);
}

void StatusFilterBar::updateIcons()
{
    const Tokens &tokens = tokensFor(palette());
    for (const auto &[status, button] : m_toggles) {
        const RunState state = runStateOf(status);
        button->setIcon(
            QIcon(iconPixmap(runStateIcon(state), 16, runStateColor(state, tokens), devicePixelRatioF())));
    }
}

} // namespace perdura
