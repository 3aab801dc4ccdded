// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"
#include "monitor/detail/HistoryRow.h"
#include "monitor/detail/RunTracer.h"
#include "monitor/detail/timeline/TimelineModel.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>
#include <optional>

namespace perdura {

/// Everything that the detail view shows of one history, read in one go. Shared as const between threads.
struct RunReading
{
    std::shared_ptr<const WorkflowDefinition> definition; ///< null when it is not known or cannot be read
    QString definitionProblem;                            ///< why there is no drawing; empty otherwise
    std::optional<RunTrace> trace;
    std::shared_ptr<const History> history;
    std::vector<HistoryRow> rows; ///< one per event
    TimelineModel timeline;
    std::vector<std::string> awaitedEvents; ///< names of the events that the run waits for now
};

/// Reads histories on a thread of its own. Only the newest request is answered; older ones are dropped,
/// before their work begins where possible. Lives on the GUI thread; destroying it waits for the work under
/// way.
class RunReader final : public QObject
{
    Q_OBJECT

public:
    /// The factory is called on the reader's thread, with the first drawing. It may give null: then there is
    /// no trace.
    explicit RunReader(RunTracerFactory makeTracer, QObject *parent = nullptr);
    ~RunReader() override;

    /// `definitionText` is read again only when it is not the one of the last request. Empty: no drawing.
    void read(std::shared_ptr<const History> history, const QByteArray &definitionText, Instant now);
    /// Drops what is under way.
    void cancel() { ++*m_newest; }

signals:
    void finished(const std::shared_ptr<const perdura::RunReading> &reading);

private:
    class Worker;

    std::shared_ptr<std::atomic<int>> m_newest;
    Worker *m_worker; // owned by its thread
    QThread m_thread;
};

} // namespace perdura
