// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/InstanceReport.h"

#include "app/cli/Waits.h"
#include "engine/client/HubCodec.h"
#include "engine/client/WhenFinished.h"
#include "engine/definition/DefinitionFile.h"

namespace perdura {

namespace {

/// Asks one thing after the other; a child of the context, so that it ends with it.
class Gathering final : public QObject
{
public:
    Gathering(HubClient &hub, InstanceId id, QObject *context,
              std::function<void(Result<InstanceReport>)> done)
        : QObject(context)
        , m_hub(hub)
        , m_id(std::move(id))
        , m_done(std::move(done))
    {}

    void begin()
    {
        ask(m_hub.instance(m_id), [this](const InstanceDetail &detail) {
            m_report.detail = detail;
            askForTasks();
        });
    }

private:
    template <typename T, typename Then>
    void ask(QFuture<Result<T>> future, Then then)
    {
        whenFinished(std::move(future), this, [this, then](const Result<T> &result) {
            if (result)
                then(*result);
            else
                end(fail(result.error()));
        });
    }

    void askForTasks()
    {
        ask(m_hub.humanTasks(m_id), [this](const std::vector<HumanTaskInfo> &tasks) {
            m_report.tasks = tasks;
            askForLog();
        });
    }

    void askForLog()
    {
        ask(m_hub.log(m_id), [this](const std::vector<LogLine> &lines) {
            m_report.log = lines;
            const bool hasWaits =
                !isTerminal(m_report.detail.summary.status) && !m_report.detail.summary.version.isEmpty();
            if (hasWaits)
                askForDefinition();
            else
                end(m_report);
        });
    }

    void askForDefinition()
    {
        ask(m_hub.definition(m_report.detail.summary.version), [this](const QByteArray &text) {
            auto definition = parseDefinition(text, QString::fromStdString(m_report.detail.summary.name));
            if (definition)
                askForHistory(std::make_shared<const WorkflowDefinition>(*std::move(definition)));
            else
                end(fail(definition.error()));
        });
    }

    void askForHistory(const std::shared_ptr<const WorkflowDefinition> &definition)
    {
        ask(m_hub.history(m_id), [this, definition](const History &history) {
            m_report.waits = findWaits(definition, history);
            end(m_report);
        });
    }

    void end(Result<InstanceReport> result)
    {
        deleteLater();
        m_done(std::move(result));
    }

    HubClient &m_hub;
    InstanceId m_id;
    std::function<void(Result<InstanceReport>)> m_done;
    InstanceReport m_report;
};

} // namespace

void gatherReport(HubClient &hub, const InstanceId &id, QObject *context,
                  std::function<void(Result<InstanceReport>)> done)
{
    (new Gathering(hub, id, context, std::move(done)))->begin();
}

Json toJson(const InstanceReport &report)
{
    Json tasks = Json::array();
    for (const HumanTaskInfo &task : report.tasks) {
        Json json = encodeHub(task.request);
        json["number"] = task.id.number;
        json["created"] = toIso(task.created);
        tasks.push_back(std::move(json));
    }
    Json waits = Json::array();
    for (const QString &wait : report.waits)
        waits.push_back(wait.toStdString());
    Json json = Json::object();
    json["instance"] = encodeHub(report.detail.summary);
    json["generation"] = report.detail.generation;
    json["input"] = report.detail.input;
    json["output"] = report.detail.output;
    json["customStatus"] = report.detail.customStatus;
    if (report.detail.failure)
        json["failure"] = toJson(*report.detail.failure);
    json["waitsFor"] = std::move(waits);
    json["tasks"] = std::move(tasks);
    json["log"] = encodeHub(report.log);
    return json;
}

} // namespace perdura
