// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/EventChecks.h"

#include "engine/definition/TextDistance.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

/// A workspace in which so many events are lost has other worries than the spelling of each.
constexpr std::size_t mostCompared = 64;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

template <typename Names>
std::string slipAmong(const Names &names, const std::string &wrong)
{
    const auto found =
        std::ranges::find_if(names, [&wrong](const std::string &name) { return isSlipOf(name, wrong); });
    return found == names.end() ? std::string() : *found;
}

} // namespace

EventChecks::EventChecks(const WorkflowDefinition &definition, const WorkspaceEvents &others,
                         ProblemList &problems)
    : m_definition(definition)
    , m_others(others)
    , m_problems(problems)
    , m_uses(eventUsesOf(definition))
    , m_own({m_uses})
{}

void EventChecks::run()
{
    if (!m_uses.waits.empty())
        m_lost = lostEvents();
    for (const EventUses::Wait &wait : m_uses.waits)
        checkWait(wait);
    for (const EventUses::Raise &raise : m_uses.raises)
        checkRaise(raise);
}

void EventChecks::add(Problem::Severity severity, const char *code, const NodeId &node, QString message,
                      std::string field, std::string proposal)
{
    m_problems.add({severity, code, std::move(message), node, std::move(field), {}, std::move(proposal)});
}

bool EventChecks::isRaisedHere(const std::string &event) const
{
    const auto reaches = [this](const WorkspaceEvents::Raiser &raiser) {
        return raiser.target.empty() || raiser.target == m_definition.name;
    };
    for (const WorkspaceEvents *events : {&m_own, &m_others}) {
        if (std::ranges::any_of(events->raisersOf(event), reaches) ||
            std::ranges::any_of(events->raisersOf({}), reaches))
            return true;
    }
    return false;
}

bool EventChecks::mayWait(const std::string &workflow, const std::string &event) const
{
    return m_own.mayWait(workflow, event) || m_others.mayWait(workflow, event);
}

std::vector<std::string> EventChecks::lostEvents() const
{
    std::set<std::string> lost;
    for (const WorkspaceEvents *events : {&m_own, &m_others}) {
        for (const auto &[event, raisers] : events->raises()) {
            if (event.empty())
                continue;
            const auto isLost = [&](const WorkspaceEvents::Raiser &raiser) {
                if (raiser.target.empty())
                    return !m_own.mayAnyWait(event) && !m_others.mayAnyWait(event);
                return raiser.target == m_definition.name && !mayWait(m_definition.name, event);
            };
            if (std::ranges::any_of(raisers, isLost))
                lost.insert(event);
        }
    }
    std::vector<std::string> compared(lost.begin(), lost.end());
    compared.resize(std::min(compared.size(), mostCompared));
    return compared;
}

std::string EventChecks::wrongTargetOf(const std::string &event) const
{
    for (const WorkspaceEvents *events : {&m_own, &m_others}) {
        for (const WorkspaceEvents::Raiser &raiser : events->raisersOf(event)) {
            if (m_others.knows(raiser.target) && !mayWait(raiser.target, event))
                return raiser.target;
        }
    }
    return {};
}

void EventChecks::checkWait(const EventUses::Wait &wait)
{
    if (isRaisedHere(wait.event))
        return;
    const QString name = qs(wait.event);
    if (std::string meant = slipAmong(m_lost, wait.event); !meant.empty()) {
        add(Problem::Severity::Warning, "event.misspelt", wait.node,
            tr("Nothing in this workspace raises “%1”, but “%2” is raised and nobody waits for it; give both "
               "the same name.")
                .arg(name, qs(meant)),
            wait.field, meant);
        return;
    }
    if (const std::string target = wrongTargetOf(wait.event); !target.empty()) {
        add(Problem::Severity::Warning, "event.elsewhere", wait.node,
            tr("“%1” is raised only for “%2”, which never waits for it; raise it for an instance of this "
               "workflow.")
                .arg(name, qs(target)),
            wait.field);
        return;
    }
    add(Problem::Severity::Hint, "event.notRaised", wait.node,
        tr("Nothing in this workspace raises “%1”; raise it by hand, by HTTP or draw a Signal instance.")
            .arg(name),
        wait.field);
}

void EventChecks::checkRaise(const EventUses::Raise &raise)
{
    const bool isOwn = raise.target == m_definition.name;
    const bool isKnown = !raise.target.empty() && (isOwn || m_others.knows(raise.target));
    if (raise.event.empty() || !isKnown || mayWait(raise.target, raise.event))
        return;
    std::string meant = slipAmong(m_others.waitsOf(raise.target), raise.event);
    if (meant.empty())
        meant = slipAmong(m_own.waitsOf(raise.target), raise.event);
    const QString message = meant.empty()
                                ? tr("“%1” never waits for “%2”; correct the name, or draw the wait there.")
                                      .arg(qs(raise.target), qs(raise.event))
                                : tr("“%1” never waits for “%2”, but for “%3”; give both the same name.")
                                      .arg(qs(raise.target), qs(raise.event), qs(meant));
    add(Problem::Severity::Warning, "event.notWaited", raise.node, message, "/event", std::move(meant));
}

} // namespace perdura
