// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/triggers/TriggerService.h"

#include <QTemporaryDir>

#include <atomic>

namespace perdura {

/// A clock that the test moves; any thread.
class MovableClock final : public Clock
{
public:
    explicit MovableClock(const char *iso)
        : m_now(*instantFromIso(iso))
    {}
    [[nodiscard]] Instant now() const override { return m_now; }
    void set(Instant now) { m_now = now; }

private:
    std::atomic<Instant> m_now;
};

/// A workspace with a hub, and triggers that can be switched off and on.
class TriggeredWorkspace
{
public:
    TriggeredWorkspace();
    ~TriggeredWorkspace();

    /// A workflow that ends at once with its input, and that is started by that (fields of its Start node).
    void addWorkflow(const char *name, const QByteArray &startFields);
    /// Written whole, with a time of its own.
    void writeFile(const QString &path, const QByteArray &content, const char *modified);
    /// Waits until the service knows that many workflows with triggers.
    void switchOn(std::size_t workflows);
    void switchOff();
    /// Sets the clock; with a service, lets it look.
    void setClock(const char *iso);
    /// To the machine's, which the hub goes by.
    void setClockToNow() { m_clock->set(SystemClock().now()); }

    /// The ids of the workflow's instances in the order in which they were made, once there are that many and
    /// all have ended.
    [[nodiscard]] QStringList instancesOf(const char *workflow, int count);
    /// As JSON text.
    [[nodiscard]] std::string outputOf(const QString &instance);
    /// Starts a workflow by hand and waits for its end.
    void run(const char *workflow, const QString &id, const Json &input);

    [[nodiscard]] const QStringList &failures() const { return m_failures; }

private:
    QTemporaryDir m_folder;
    std::shared_ptr<MovableClock> m_clock;
    std::unique_ptr<HubClient> m_hub;
    std::unique_ptr<TriggerService> m_service;
    QStringList m_failures;
};

} // namespace perdura
