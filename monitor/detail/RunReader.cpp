// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/RunReader.h"

#include "engine/definition/DefinitionFile.h"

#include <set>

namespace perdura {

class RunReader::Worker final : public QObject
{
    Q_OBJECT

public:
    Worker(RunTracerFactory makeTracer, std::shared_ptr<std::atomic<int>> newest)
        : m_makeTracer(std::move(makeTracer))
        , m_newest(std::move(newest))
    {}

    void read(int job, const std::shared_ptr<const History> &history, const QByteArray &definitionText,
              Instant now)
    {
        if (job != *m_newest)
            return;
        auto reading = std::make_shared<RunReading>();
        useDefinition(definitionText);
        reading->definition = m_definition;
        reading->definitionProblem = m_problem;
        reading->history = history;
        if (m_definition && !history->empty() && tracer())
            reading->trace = tracer()(m_definition, *history);
        reading->rows = historyRows(*history, m_definition.get());
        reading->timeline =
            buildTimeline(*history, m_definition.get(), reading->trace ? &*reading->trace : nullptr, now);
        reading->awaitedEvents = awaitedEvents(*reading);
        emit finished(job, reading);
    }

signals:
    void finished(int job, const std::shared_ptr<const perdura::RunReading> &reading);

private:
    void useDefinition(const QByteArray &text)
    {
        if (text == m_definitionText)
            return;
        m_definitionText = text;
        m_definition.reset();
        m_problem.clear();
        if (text.isEmpty())
            return;
        auto definition = parseDefinition(text, tr("The definition of this version"));
        if (definition)
            m_definition = std::make_shared<const WorkflowDefinition>(std::move(*definition));
        else
            m_problem = definition.error().message;
    }

    const RunTracer &tracer()
    {
        if (m_makeTracer)
            m_tracer = std::exchange(m_makeTracer, nullptr)();
        return m_tracer;
    }

    static std::vector<std::string> awaitedEvents(const RunReading &reading)
    {
        std::vector<std::string> names;
        if (!reading.trace)
            return names;
        std::set<std::string> seen;
        for (const NodeVisit &visit : reading.trace->visits) {
            const Node *node = visit.end ? nullptr : reading.definition->find(visit.node);
            if (!node || node->kind != NodeKind::WaitForEvent)
                continue;
            Json events = Json::array({node->fields.value("event", Json())});
            for (const Json &other : node->fields.value("others", Json(Json::array())))
                events.push_back(other);
            for (const Json &name : events) {
                if (name.is_string() && !isExpression(name) && seen.insert(name.get<std::string>()).second)
                    names.push_back(name.get<std::string>());
            }
        }
        return names;
    }

    RunTracerFactory m_makeTracer;
    std::shared_ptr<std::atomic<int>> m_newest;
    RunTracer m_tracer;
    QByteArray m_definitionText;
    std::shared_ptr<const WorkflowDefinition> m_definition;
    QString m_problem;
};

RunReader::RunReader(RunTracerFactory makeTracer, QObject *parent)
    : QObject(parent)
    , m_newest(std::make_shared<std::atomic<int>>(0))
    , m_worker(new Worker(std::move(makeTracer), m_newest))
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &Worker::finished, this,
            [this](int job, const std::shared_ptr<const RunReading> &reading) {
                if (job == *m_newest)
                    emit finished(reading);
            });
    m_thread.start();
}

RunReader::~RunReader()
{
    cancel();
    m_thread.quit();
    m_thread.wait();
}

void RunReader::read(std::shared_ptr<const History> history, const QByteArray &definitionText, Instant now)
{
    const int job = ++*m_newest;
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, job, history = std::move(history), definitionText, now] {
            worker->read(job, history, definitionText, now);
        },
        Qt::QueuedConnection);
}

} // namespace perdura

#include "RunReader.moc"
