// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/instances/CustomStatuses.h"

#include "engine/client/WhenFinished.h"

namespace perdura {

namespace {

constexpr int longestText = 200;
constexpr int mostKnown = 2000; // of a list that was scrolled far, the rest is asked for again

QString inOneLine(const Json &status)
{
    if (status.is_null())
        return {};
    const QString text =
        QString::fromStdString(status.is_string() ? status.get<std::string>() : dumpJson(status))
            .simplified();
    return text.size() > longestText ? text.left(longestText) + QChar(0x2026) : text;
}

} // namespace

void CustomStatuses::setClient(HubClient *client)
{
    m_client = client;
    m_known.clear();
    ++m_generation;
}

void CustomStatuses::want(const InstanceSummary &instance)
{
    if (!m_client || isTerminal(instance.status))
        return;
    if (m_known.size() > mostKnown)
        m_known.clear();
    Known &known = m_known[instance.id];
    if (known.asOf == instance.lastUpdated && known.events == instance.historyLength)
        return;
    known.asOf = instance.lastUpdated;
    known.events = instance.historyLength;
    whenFinished(m_client->instance(instance.id), this,
                 [this, id = instance.id, generation = m_generation](const Result<InstanceDetail> &detail) {
                     // One that is gone meanwhile leaves the list by itself.
                     if (generation == m_generation && detail)
                         take(id, detail->customStatus);
                 });
}

void CustomStatuses::take(const InstanceId &id, const Json &status)
{
    const auto known = m_known.find(id);
    const QString text = inOneLine(status);
    if (known == m_known.end() || known->text == text)
        return;
    known->text = text;
    emit changed(id);
}

} // namespace perdura
