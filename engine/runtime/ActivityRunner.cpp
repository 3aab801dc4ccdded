// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/ActivityRunner.h"

#include "engine/runtime/ActivityCalls.h"

namespace perdura {

ActivityRunner::ActivityRunner(Settings settings)
    : m_state(std::make_shared<State>(settings))
    , m_deadlines(settings.clock, [state = m_state](const PendingTimer &call) { state->timeOut(call); })
    , m_ioContext(new QObject)
{
    m_ioContext->moveToThread(&m_ioThread);
    QObject::connect(&m_ioThread, &QThread::finished, m_ioContext, &QObject::deleteLater);
    m_state->setIoReady([this] {
        QMetaObject::invokeMethod(
            m_ioContext, [this] { startIo(); }, Qt::QueuedConnection);
    });
    m_state->setDeadlines(&m_deadlines);
    m_ioThread.setObjectName(QStringLiteral("Activities with an event loop"));
    m_ioThread.start();
    for (int i = 0; i < settings.threads; ++i) {
        m_threads.emplace_back([state = m_state] {
            while (auto call = state->takeBlocking())
                call->run();
        });
    }
    if (settings.secrets)
        m_threads.emplace_back([state = m_state] { state->lookUpSecrets(); });
}

ActivityRunner::~ActivityRunner()
{
    shutDown(std::chrono::milliseconds(0));
}

void ActivityRunner::run(ScheduledActivity activity)
{
    const Activity *found = m_state->find(activity.task.name);
    if (!found)
        m_state->refuse(activity);
    else if (!activity.task.secrets.empty() && !m_state->canLookUpSecrets())
        m_state->refuseSecrets(activity);
    else
        m_state->enqueue(*found, std::move(activity));
}

void ActivityRunner::startIo()
{
    while (auto call = m_state->takeIo())
        call->run();
}

void ActivityRunner::giveUp(InstanceKey instance, SequenceNumber task)
{
    m_state->giveUp(instance, task);
}

void ActivityRunner::stopInstance(InstanceKey instance)
{
    m_state->stopInstance(instance);
}

std::vector<RunningActivity> ActivityRunner::activitiesOf(const InstanceId &instance) const
{
    return m_state->activitiesOf(instance);
}

ActivityRunner::Figures ActivityRunner::figures() const
{
    return m_state->figures();
}

void ActivityRunner::shutDown(std::chrono::milliseconds bound)
{
    if (m_threads.empty())
        return;
    m_deadlines.stop();
    m_state->stopAll();
    const bool allEnded = m_state->waitForCalls(bound);
    m_state->disconnect();
    m_ioThread.quit();
    m_ioThread.wait();
    for (std::thread &thread : m_threads) {
        // A call that does not heed its stop token cannot be ended; its thread goes on without us until it
        // does.
        if (allEnded)
            thread.join();
        else
            thread.detach();
    }
    m_threads.clear();
}

} // namespace perdura
