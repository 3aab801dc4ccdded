// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/TimelineToolTip.h"

#include "app/kit/TimeText.h"
#include "monitor/StatusWords.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::TimelineToolTip", text);
}

QString titleOf(const TimelineLane &lane, const std::string &iteration)
{
    return iteration.empty() || !lane.iteration.empty()
               ? lane.title
               : tr("%1, item %2").arg(lane.title, itemNumber(iteration));
}

/// The drawing's expressions count from 0.
void addIndex(QStringList &lines, const std::string &iteration)
{
    if (!iteration.empty())
        lines << tr("Index %1").arg(QString::fromStdString(iteration));
}

QString stateWord(TimelineSpan::State state)
{
    switch (state) {
    case TimelineSpan::State::Running:
        return tr("running");
    case TimelineSpan::State::Waiting:
        return tr("waiting");
    case TimelineSpan::State::Completed:
        return tr("completed");
    case TimelineSpan::State::Failed:
        return tr("failed");
    case TimelineSpan::State::Terminated:
        return tr("stopped");
    }
    Q_UNREACHABLE();
}

} // namespace

QString momentToolTip(Instant moment)
{
    return exactTime(moment) + u'\n' + tr("UTC %1").arg(QString::fromStdString(toIso(moment)));
}

QString spanToolTip(const TimelineLane &lane, const TimelineSpan &span)
{
    QStringList lines{titleOf(lane, span.iteration)};
    addIndex(lines, span.iteration);
    lines << (span.attempt > 1 ? tr("Attempt %1, %2").arg(span.attempt).arg(stateWord(span.state))
                               : stateWord(span.state));
    if (!span.text.isEmpty())
        lines << span.text;
    lines << tr("From %1").arg(clockTime(span.begin));
    if (span.end)
        lines << tr("To %1 (%2)").arg(clockTime(*span.end), describeDuration(*span.end - span.begin));
    lines << tr("UTC %1").arg(QString::fromStdString(toIso(span.begin)));
    return lines.join(u'\n');
}

QString markToolTip(const TimelineLane &lane, const TimelineMark &mark)
{
    QStringList lines{titleOf(lane, mark.iteration)};
    addIndex(lines, mark.iteration);
    if (mark.kind == TimelineMark::Kind::Passed)
        lines << (mark.text.isEmpty() ? tr("Passed") : tr("Left by “%1”").arg(mark.text));
    else if (!mark.text.isEmpty())
        lines << mark.text;
    lines << momentToolTip(mark.time);
    return lines.join(u'\n');
}

} // namespace perdura
