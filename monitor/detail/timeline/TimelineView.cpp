// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/TimelineView.h"

#include "app/kit/Look.h"
#include "monitor/detail/timeline/TimelineOverview.h"
#include "monitor/detail/timeline/TimelineTracks.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

TimelineView::TimelineView(QWidget *parent)
    : QWidget(parent)
    , m_zoom(new TimelineZoom(this))
    , m_overview(new TimelineOverview(m_zoom, this))
    , m_tracks(new TimelineTracks(m_zoom, this))
    , m_fold(new QCheckBox(tr("Fold idle time"), this))
{
    m_fold->setChecked(true);
    m_fold->setToolTip(tr("Shows stretches in which nothing happens as narrow bands with their length"));
    connect(m_fold, &QCheckBox::toggled, this, [this] {
        useAxis();
        m_zoom->fit();
    });

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::m, space::xs, space::m, space::xs);
    bar->addWidget(m_fold);
    bar->addStretch();
    const auto addButton = [&](const QString &iconName, const QString &toolTip, auto action) {
        QToolButton *button = makeIconButton(iconName, toolTip, this);
        connect(button, &QToolButton::clicked, this, action);
        bar->addWidget(button);
    };
    addButton(u"zoom-out"_s, tr("Zoom out (-)"),
              [this] { m_zoom->zoom(0.8, m_tracks->trackWidth() / 2.0, m_tracks->trackWidth()); });
    addButton(u"maximize"_s, tr("Show everything (0)"), [this] { m_zoom->fit(); });
    addButton(u"zoom-in"_s, tr("Zoom in (+)"),
              [this] { m_zoom->zoom(1.25, m_tracks->trackWidth() / 2.0, m_tracks->trackWidth()); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_overview);
    column->addWidget(m_tracks, 1);
    setFocusProxy(m_tracks);
    connect(m_tracks, &TimelineTracks::nodeChosen, this, &TimelineView::nodeChosen);
}

void TimelineView::setReading(std::shared_ptr<const RunReading> reading)
{
    m_reading = std::move(reading);
    if (!m_reading)
        m_zoom->setAxis(TimeAxis());
    else
        m_axes = axesAt(m_reading->timeline, m_now);
    useAxis();
    m_overview->setReading(m_reading);
    m_tracks->setReading(m_reading);
}

void TimelineView::useAxis()
{
    const bool canFold = m_reading && !m_axes.folded.folds().empty();
    m_fold->setEnabled(canFold);
    if (m_reading)
        m_zoom->setAxis(m_fold->isChecked() ? m_axes.folded : m_axes.plain);
}

void TimelineView::setNow(Instant now)
{
    m_now = now;
    if (!m_reading || !m_reading->timeline.isLive)
        return;
    m_axes = axesAt(m_reading->timeline, now);
    useAxis();
}

void TimelineView::selectNode(const NodeId &node)
{
    m_tracks->selectNode(node);
}

} // namespace perdura
