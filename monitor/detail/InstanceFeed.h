// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "monitor/detail/RunReader.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace perdura {

/// Keeps everything about one instance up to date: asks the hub, reads the history on another thread, and
/// asks again (not more often than a person can see) while it changes. GUI thread; the client is not owned.
class InstanceFeed final : public QObject
{
    Q_OBJECT

public:
    explicit InstanceFeed(RunTracerFactory makeTracer, QObject *parent = nullptr);

    void setClient(HubClient *client);
    /// An empty id: follows nothing. What belonged to the old instance is forgotten at once.
    void follow(const InstanceId &id);
    [[nodiscard]] const InstanceId &id() const { return m_id; }
    /// Null until the hub has answered.
    [[nodiscard]] const InstanceDetail *detail() const { return m_detail ? &*m_detail : nullptr; }
    [[nodiscard]] const std::shared_ptr<const RunReading> &reading() const { return m_reading; }
    [[nodiscard]] const std::vector<HumanTaskInfo> &tasks() const { return m_tasks; }

signals:
    void detailChanged();
    void readingChanged();
    void tasksChanged();
    void logChanged(const std::vector<perdura::LogLine> &lines);
    void failed(const QString &message);

private:
    void fetch();
    void fetchDetail();
    void fetchHistory();
    void fetchDefinition();
    void fetchTasks();
    void fetchLog();
    void read();
    template <typename T>
    bool isCurrent(int generation, const Result<T> &result);

    QPointer<HubClient> m_client;
    RunReader m_reader;
    InstanceId m_id;
    std::optional<InstanceDetail> m_detail;
    std::shared_ptr<const History> m_history;
    std::shared_ptr<const RunReading> m_reading;
    std::vector<HumanTaskInfo> m_tasks;
    VersionId m_version; // that m_definitionText is of
    QByteArray m_definitionText;
    bool m_isDefinitionKnown = false; // or known not to be had
    int m_generation = 0;             // answers to questions of an older one are dropped
    QTimer m_changeDelay;
};

} // namespace perdura
