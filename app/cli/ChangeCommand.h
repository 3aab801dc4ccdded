// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/HubCommand.h"
#include "app/cli/InstanceWatch.h"

#include <QPointer>

namespace perdura {

/// A command that sends something to one instance. Once the hub has it on disk, the command stays until the
/// instance has done what it now can do (it ends, or waits again), and says how it stands.
class ChangeCommand : public HubCommand
{
    Q_OBJECT

public:
    using HubCommand::HubCommand;
    void stop() override;

protected:
    /// Of the options that all of them have.
    [[nodiscard]] static QList<QCommandLineOption> commonOptions();
    /// For the help: what happens after the write.
    [[nodiscard]] static QString afterwards();
    /// Takes the instance and the common options, and opens the hub.
    void begin(const QCommandLineParser &given);
    [[nodiscard]] const InstanceId &instance() const { return m_id; }
    /// From here on it is about that instance.
    void follow(const InstanceId &id) { m_id = id; }
    /// The change is on disk; `what` says so.
    void accepted(const QString &what);

    /// The hub is open: send the change, then call accepted().
    virtual void send() = 0;

private:
    void hubOpened() final;
    void hubLost(const QString &why) final;
    void watch();
    void changed(const InstanceDetail &detail);
    void report();

    InstanceId m_id;
    bool m_asJson = false;
    bool m_isAccepted = false;
    QPointer<InstanceWatch> m_watch;
};

} // namespace perdura
