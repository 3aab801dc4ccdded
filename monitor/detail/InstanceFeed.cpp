// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/InstanceFeed.h"

#include "engine/client/WhenFinished.h"

namespace perdura {

using namespace std::chrono_literals;

InstanceFeed::InstanceFeed(RunTracerFactory makeTracer, QObject *parent)
    : QObject(parent)
    , m_reader(std::move(makeTracer))
{
    m_changeDelay.setSingleShot(true);
    m_changeDelay.setInterval(150ms);
    connect(&m_changeDelay, &QTimer::timeout, this, &InstanceFeed::fetch);
    connect(&m_reader, &RunReader::finished, this, [this](const std::shared_ptr<const RunReading> &reading) {
        m_reading = reading;
        emit readingChanged();
    });
}

void InstanceFeed::setClient(HubClient *client)
{
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    m_version = {};
    if (m_client) {
        connect(m_client, &HubClient::instancesChanged, this, [this](const QList<InstanceId> &ids) {
            if (!m_id.isEmpty() && ids.contains(m_id) && !m_changeDelay.isActive())
                m_changeDelay.start();
        });
    }
    follow({});
}

void InstanceFeed::follow(const InstanceId &id)
{
    ++m_generation;
    m_changeDelay.stop();
    m_reader.cancel();
    m_id = id;
    m_detail.reset();
    m_history.reset();
    m_reading.reset();
    m_tasks.clear();
    emit detailChanged();
    emit readingChanged();
    emit tasksChanged();
    emit logChanged({});
    fetch();
}

void InstanceFeed::fetch()
{
    if (!m_client || m_id.isEmpty())
        return;
    ++m_generation; // answers still under way would only be older
    fetchDetail();
    fetchHistory();
    fetchTasks();
    fetchLog();
}

template <typename T>
bool InstanceFeed::isCurrent(int generation, const Result<T> &result)
{
    if (generation != m_generation)
        return false;
    if (!result)
        emit failed(result.error().message);
    return result.has_value();
}

void InstanceFeed::fetchDetail()
{
    whenFinished(m_client->instance(m_id), this,
                 [this, generation = m_generation](const Result<InstanceDetail> &detail) {
                     if (!isCurrent(generation, detail))
                         return;
                     m_detail = *detail;
                     emit detailChanged();
                     if (m_version != m_detail->summary.version)
                         fetchDefinition();
                     else
                         read();
                 });
}

void InstanceFeed::fetchDefinition()
{
    m_version = m_detail->summary.version;
    m_definitionText.clear();
    m_isDefinitionKnown = m_version.isEmpty();
    if (m_isDefinitionKnown) {
        read();
        return;
    }
    whenFinished(m_client->definition(m_version), this,
                 [this, version = m_version](const Result<QByteArray> &text) {
                     if (version != m_version)
                         return;
                     m_isDefinitionKnown = true;
                     if (text)
                         m_definitionText = *text;
                     else
                         emit failed(text.error().message);
                     read();
                 });
}

void InstanceFeed::fetchHistory()
{
    whenFinished(m_client->history(m_id), this,
                 [this, generation = m_generation](const Result<History> &history) {
                     if (!isCurrent(generation, history))
                         return;
                     m_history = std::make_shared<const History>(*history);
                     read();
                 });
}

void InstanceFeed::fetchTasks()
{
    whenFinished(m_client->humanTasks(m_id), this,
                 [this, generation = m_generation](const Result<std::vector<HumanTaskInfo>> &tasks) {
                     if (!isCurrent(generation, tasks))
                         return;
                     m_tasks = *tasks;
                     emit tasksChanged();
                 });
}

void InstanceFeed::fetchLog()
{
    whenFinished(m_client->log(m_id), this,
                 [this, generation = m_generation](const Result<std::vector<LogLine>> &lines) {
                     if (isCurrent(generation, lines))
                         emit logChanged(*lines);
                 });
}

// Called whenever one of the parts has come; reads as soon as all are there.
void InstanceFeed::read()
{
    if (m_detail && m_history && m_isDefinitionKnown && m_version == m_detail->summary.version)
        m_reader.read(m_history, m_definitionText, SystemClock().now());
}

} // namespace perdura
