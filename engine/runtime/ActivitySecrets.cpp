// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/ActivityCalls.h"

#include <QCoreApplication>

#include <map>

namespace perdura {

namespace {

using Uses = std::vector<SecretUse>;

/// Each secret is asked for once, however often the input needs it.
Result<Uses> usesOf(const std::vector<SecretReference> &references, const SecretStore &store,
                    const std::stop_token &stop)
{
    std::map<std::string, std::string> values;
    Uses uses;
    for (const SecretReference &reference : references) {
        auto known = values.find(reference.name);
        if (known == values.end()) {
            auto value = store.value(reference.name, stop);
            if (!value)
                return fail(value.error());
            known = values.emplace(reference.name, *std::move(value)).first;
        }
        uses.push_back({reference.pointer, reference.name, known->second});
    }
    return uses;
}

/// May pass: the secret can be added and the step tried again.
FailureDetails failureOf(const Error &error)
{
    FailureDetails failure;
    failure.errorType = error.code == ErrorCode::NotFound ? "SecretNotFound" : "SecretUnavailable";
    failure.errorMessage = error.message.toStdString();
    return failure;
}

} // namespace

std::optional<ActivityRunner::State::Waiting> ActivityRunner::State::takeConfidential()
{
    std::unique_lock lock(m_mutex);
    m_lookupWanted.wait(lock, [this] { return m_isStopping || !m_confidential.empty(); });
    if (m_isStopping)
        return {};
    Waiting next = std::move(m_confidential.front());
    m_confidential.pop_front();
    Json input = std::exchange(next.activity.task.input, nullptr);
    m_lookup = Lookup{std::make_shared<const ScheduledActivity>(next.activity), {}};
    next.activity.task.input = std::move(input);
    return next;
}

void ActivityRunner::State::lookUpSecrets()
{
    while (auto next = takeConfidential()) {
        const std::stop_token stop = m_lookup->stop.get_token(); // only this thread changes it
        auto uses = usesOf(next->activity.task.secrets, *m_settings.secrets, stop);
        endLookup(*std::move(next), std::move(uses));
    }
}

void ActivityRunner::State::endLookup(Waiting waiting, Result<std::vector<SecretUse>> secrets)
{
    const Activity *kind = find(waiting.activity.task.name);
    {
        const std::lock_guard lock(m_mutex);
        const bool isWanted = !m_lookup->stop.stop_requested();
        m_lookup.reset();
        m_callEnded.notify_all();
        if (!isWanted)
            return;
        if (secrets) {
            waiting.secrets = *std::move(secrets);
            makeReady(kind->runs(), std::move(waiting));
            return;
        }
    }
    deliver(waiting.activity, tl::unexpected(failureOf(secrets.error())));
}

void ActivityRunner::State::refuseSecrets(const ScheduledActivity &activity) const
{
    const Error error{
        ErrorCode::NotFound,
        QCoreApplication::translate("perdura::Hub",
                                    "“%1” needs the secret “%2”, but this hub has no place for secrets; "
                                    "open the workspace in Perdura.")
            .arg(QString::fromStdString(activity.task.name),
                 QString::fromStdString(activity.task.secrets.front().name))};
    m_settings.finished(activity, tl::unexpected(failureOf(error)));
}

} // namespace perdura
