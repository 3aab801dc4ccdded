// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/ExplanationWords.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace perdura {

namespace {

using Kind = InstanceReason::Kind;

/// So many reasons make a sentence; more of them are counted.
constexpr std::size_t namedReasons = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ExplanationWords", text);
}

QString quoted(const std::string &text)
{
    return QString::fromStdString(text).simplified();
}

QString from(Instant now, Instant since)
{
    return describeDuration(std::max(Duration(0), now - since));
}

/// "in 3 h", or that it is due.
QString ahead(Instant now, Instant until)
{
    return until > now ? tr("in %1").arg(describeDuration(until - now)) : tr("now");
}

QString activityWords(const InstanceReason &reason)
{
    const QString name = quoted(reason.name);
    switch (reason.kind) {
    case Kind::ActivityQueued:
        return tr("the activity “%1”, which is number %2 in the queue").arg(name).arg(reason.count);
    case Kind::ActivityRunning:
        return tr("the activity “%1”, which runs").arg(name);
    default:
        return tr("the result of the activity “%1”").arg(name);
    }
}

QString messageWords(const InstanceReason &reason)
{
    return reason.count == 0 ? tr("its first turn") : tr("its next turn, with %1 messages").arg(reason.count);
}

QString humanTaskWords(const InstanceReason &reason)
{
    return reason.detail.empty()
               ? tr("an answer to “%1”").arg(quoted(reason.name))
               : tr("an answer to “%1” from %2").arg(quoted(reason.name), quoted(reason.detail));
}

QString timerWords(const InstanceReason &reason, Instant now)
{
    const QString when = reason.until ? ahead(now, *reason.until) : QString();
    if (reason.kind == Kind::Retry)
        return tr("another try of “%1” %2 (%3)").arg(quoted(reason.name), when, quoted(reason.detail));
    if (reason.detail.empty())
        return tr("a timer that fires %1").arg(when);
    return tr("the timer “%1”, which fires %2").arg(quoted(reason.detail), when);
}

/// What is waited for, without since when.
QString subject(const InstanceReason &reason, Instant now)
{
    const QString name = quoted(reason.name);
    switch (reason.kind) {
    case Kind::ScheduledStart:
        return tr("its start %1").arg(reason.until ? ahead(now, *reason.until) : QString());
    case Kind::WaitsForWorker:
        return messageWords(reason);
    case Kind::Suspended:
        return reason.detail.empty() ? tr("somebody to resume it")
                                     : tr("somebody to resume it (suspended: %1)").arg(quoted(reason.detail));
    case Kind::ExternalEvent:
        return tr("the event “%1”").arg(name);
    case Kind::Timer:
    case Kind::Retry:
        return timerWords(reason, now);
    case Kind::ActivityQueued:
    case Kind::ActivityRunning:
    case Kind::Activity:
        return activityWords(reason);
    case Kind::HumanTask:
        return humanTaskWords(reason);
    case Kind::Child:
        return tr("the instance “%1” (%2)").arg(name, quoted(reason.detail));
    case Kind::EntityCall:
        return tr("an answer of the entity %1 to “%2”").arg(name, quoted(reason.detail));
    case Kind::EntityLock:
        return tr("the lock of %1").arg(name);
    case Kind::HoldsLock:
        return tr("nobody: it holds the lock of %1").arg(name);
    case Kind::Returned:
        return tr("%1 open tasks; its own code has come to its end").arg(reason.count);
    case Kind::Ended:
        return reason.detail.empty() ? tr("nothing") : quoted(reason.detail);
    }
    Q_UNREACHABLE();
}

QString endWords(const InstanceExplanation &explanation)
{
    const auto why = explanation.reasons.empty() ? QString() : quoted(explanation.reasons.front().detail);
    switch (explanation.status) {
    case OrchestrationStatus::Completed:
        return tr("It has completed.");
    case OrchestrationStatus::Failed:
        return why.isEmpty() ? tr("It has failed.") : tr("It has failed: %1").arg(why);
    default:
        return why.isEmpty() ? tr("It was terminated.") : tr("It was terminated: %1").arg(why);
    }
}

} // namespace

QString reasonWords(const InstanceReason &reason, Instant now, const NodeNames &nodeName)
{
    QString words = subject(reason, now);
    if (reason.attempt > 1)
        words = tr("%1 (attempt %2)").arg(words).arg(reason.attempt);
    if (reason.since && reason.kind != Kind::Ended)
        words = tr("%1, since %2").arg(words, from(now, *reason.since));
    if (!reason.origin.node.empty()) {
        const QString node = nodeName ? nodeName(reason.origin) : quoted(reason.origin.node);
        words = tr("%1 [%2]").arg(words, node);
    }
    return words;
}

QString explanationWords(const InstanceExplanation &explanation, Instant now, const NodeNames &nodeName)
{
    if (isTerminal(explanation.status))
        return endWords(explanation);
    QStringList parts;
    int others = explanation.unnamed;
    for (const InstanceReason &reason : explanation.reasons) {
        if (reason.kind == Kind::HoldsLock)
            continue;
        if (std::size_t(parts.size()) < namedReasons)
            parts += reasonWords(reason, now, nodeName);
        else
            ++others;
    }
    if (parts.isEmpty()) {
        return tr("Nothing is known that it waits for; its next turn is under way, or its code waits for "
                  "something that never comes.");
    }
    if (others > 0)
        parts += others == 1 ? tr("one more thing") : tr("%1 more things").arg(others);
    const QString last = parts.takeLast();
    return parts.isEmpty() ? tr("It waits for %1.").arg(last)
                           : tr("It waits for %1 and %2.").arg(parts.join(tr("; ")), last);
}

} // namespace perdura
