// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/triggers/TriggeredWorkspace.h"

#include "engine/activities/ActivityRegistry.h"
#include "engine/client/WhenFinished.h"
#include "tests/support/client/OpenedHub.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

TriggeredWorkspace::TriggeredWorkspace()
    : m_clock(std::make_shared<MovableClock>("2026-11-27T06:30:00Z"))
{
    m_hub = test::openedHub(m_folder.path(), builtInActivities());
    QVERIFY(m_hub);
}

TriggeredWorkspace::~TriggeredWorkspace()
{
    m_service.reset();
}

void TriggeredWorkspace::addWorkflow(const char *name, const QByteArray &startFields)
{
    QFile file(m_folder.filePath(QString::fromUtf8(name) + u".workflow.json"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(QByteArray(R"({"format": 1, "name": ")") + name + R"(", "nodes": [
        {"id": "start", "kind": "start", "name": "Start", "fields": )" +
               startFields + R"(},
        {"id": "end", "kind": "end", "name": "End", "fields": {"output": "=input"}}],
        "edges": [{"from": "start", "to": "end"}]})");
}

void TriggeredWorkspace::writeFile(const QString &path, const QByteArray &content, const char *modified)
{
    const QFileInfo info(m_folder.filePath(path));
    QDir().mkpath(info.absolutePath());
    QFile file(info.absoluteFilePath());
    QVERIFY(file.open(QFile::WriteOnly) && file.write(content) == content.size() && file.flush());
    QVERIFY(file.setFileTime(toQDateTime(*instantFromIso(modified)), QFileDevice::FileModificationTime));
}

void TriggeredWorkspace::switchOn(std::size_t workflows)
{
    m_service = std::make_unique<TriggerService>(*m_hub, m_folder.path(), builtInActivities(), m_clock);
    QObject::connect(
        m_service.get(), &TriggerService::failed, m_service.get(),
        [this](const QString &workflow, const QString &why) { m_failures.append(workflow + u": "_s + why); });
    QVERIFY(QTest::qWaitFor([&] { return m_service->triggers().size() == workflows && m_service->isReady(); },
                            30'000));
}

void TriggeredWorkspace::switchOff()
{
    m_service.reset();
}

void TriggeredWorkspace::setClock(const char *iso)
{
    m_clock->set(*instantFromIso(iso));
    if (m_service)
        m_service->lookAtClock();
}

QStringList TriggeredWorkspace::instancesOf(const char *workflow, int count)
{
    InstanceQuery query;
    query.name = workflow;
    query.order = InstanceOrder::OldestFirst;
    QStringList ids;
    const bool came = QTest::qWaitFor(
        [&] {
            ids.clear();
            const auto page = test::waitFor(m_hub->instances(query));
            if (!page)
                return false;
            for (const InstanceSummary &summary : page->instances) {
                if (isTerminal(summary.status))
                    ids.append(summary.id.toQString());
            }
            return ids.size() >= count;
        },
        30'000);
    return came ? ids : ids + QStringList{u"(no more)"_s};
}

std::string TriggeredWorkspace::outputOf(const QString &instance)
{
    const auto detail = test::waitFor(m_hub->instance(InstanceId(instance)));
    return detail ? dumpJson(detail->output) : detail.error().message.toStdString();
}

void TriggeredWorkspace::run(const char *workflow, const QString &id, const Json &input)
{
    WorkflowStarter starter(*m_hub, m_folder.path(), builtInActivities());
    NamedStart start;
    start.workflow = workflow;
    start.id = InstanceId(id);
    start.input = input;
    std::optional<Result<InstanceId>> result;
    starter.start(start, [&](Result<InstanceId> started) { result = std::move(started); });
    QVERIFY(QTest::qWaitFor([&] { return result.has_value(); }, 30'000));
    QVERIFY2(*result, *result ? "" : qPrintable(result->error().message));
    QVERIFY(QTest::qWaitFor([&] { return instancesOf(workflow, 1).contains(id); }, 30'000));
}

} // namespace perdura
