// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/StatusStrip.h"

#include "app/kit/ElidedLabel.h"
#include "app/kit/IconLabel.h"
#include "app/kit/Look.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace perdura {

StatusStrip::StatusStrip(QWidget *parent)
    : QWidget(parent)
    , m_hubMark(new IconLabel(u"circle"_s, 12, &Tokens::terminated))
    , m_hub(makeLabel({}, TextStyle::Secondary, TextTone::Secondary))
    , m_message(new ElidedLabel({}, TextStyle::Secondary, TextTone::Secondary))
    , m_tasks(makeButton({}, ButtonTone::Link, u"user-check"_s))
    , m_problems(makeButton({}, ButtonTone::Link, u"triangle-alert"_s))
    , m_zoom(makeLabel({}, TextStyle::Secondary, TextTone::Secondary))
{
    setSurface(this, Surface::Panel);
    setFixedHeight(29);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::m, 0, space::m, 0);
    row->setSpacing(space::s);
    row->addWidget(m_hubMark);
    row->addWidget(m_hub);
    row->addSpacing(space::m);
    row->addWidget(m_message, 1);
    for (QPushButton *button : {m_tasks, m_problems}) {
        button->setFont(fontFor(TextStyle::Secondary));
        button->setFixedHeight(space::controlHeight);
        button->hide();
        row->addWidget(button);
    }
    row->addWidget(m_zoom);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(Qt::Horizontal));
    column->addLayout(row, 1);

    m_messageTime.setSingleShot(true);
    m_messageTime.setInterval(6s);
    connect(&m_messageTime, &QTimer::timeout, this, [this] { m_message->setText({}); });
    connect(m_tasks, &QPushButton::clicked, this, &StatusStrip::waitingTasksClicked);
    connect(m_problems, &QPushButton::clicked, this, &StatusStrip::problemsClicked);
    setHubState({HubState::Kind::Stopped, {}}, false);
}

void StatusStrip::setHubState(const HubState &state, bool hasWorkspace)
{
    switch (state.kind) {
    case HubState::Kind::Starting:
        m_hub->setText(tr("Hub is starting"));
        m_hubMark->setIcon(u"loader-circle"_s, &Tokens::waiting);
        break;
    case HubState::Kind::Running:
        m_hub->setText(tr("Hub is running"));
        m_hubMark->setIcon(u"circle-check"_s, &Tokens::completed);
        break;
    case HubState::Kind::Paused:
        m_hub->setText(tr("Hub is paused"));
        m_hubMark->setIcon(u"circle-pause"_s, &Tokens::waiting);
        break;
    case HubState::Kind::Stopped:
        m_hub->setText(hasWorkspace ? tr("Hub is stopped") : tr("No workspace is open"));
        m_hubMark->setIcon(u"circle"_s, &Tokens::terminated);
        break;
    }
    m_hub->setToolTip(state.text);
}

void StatusStrip::setWaitingTasks(int count)
{
    m_tasks->setText(count == 1 ? tr("1 task is waiting") : tr("%1 tasks are waiting").arg(count));
    m_tasks->setVisible(count > 0);
}

void StatusStrip::setProblems(int count)
{
    m_problems->setText(count == 1 ? tr("1 problem") : tr("%1 problems").arg(count));
    m_problems->setVisible(count > 0);
}

void StatusStrip::setZoom(std::optional<double> zoom)
{
    m_zoom->setText(zoom ? tr("%1 %").arg(qRound(*zoom * 100)) : QString());
}

void StatusStrip::showMessage(const QString &message)
{
    m_message->setText(message);
    m_messageTime.start();
}

QString StatusStrip::hubText() const
{
    return m_hub->text();
}

QString StatusStrip::zoomText() const
{
    return m_zoom->text();
}

} // namespace perdura
