// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/client/OpenedHub.h"

#include <QProcess>

namespace perdura::test {

/// A workspace's hub in a process of its own (PatternHub.cpp), that can be killed and opened again. The tests
/// talk to it as another program of the same person would.
class KillableHub
{
public:
    explicit KillableHub(QString workspace);
    ~KillableHub();
    KillableHub(const KillableHub &) = delete;
    KillableHub &operator=(const KillableHub &) = delete;

    /// With a web door, from the next open() on; it keeps its port.
    void openDoorToo() { m_hasDoor = true; }
    [[nodiscard]] quint16 port() const { return m_port; }

    /// Begins a life; it ends by itself when the fail point ("K3:2") is passed. False: it ended before it was
    /// open.
    [[nodiscard]] bool open(const QString &failPoint = {});
    /// Asserts that it is open, or was.
    [[nodiscard]] HubClient &client() { return *m_client; }
    [[nodiscard]] bool isAlive() const { return m_process && m_process->state() == QProcess::Running; }
    /// How many notices of changes have come; read before what they are about.
    [[nodiscard]] int notices() const { return m_notices; }
    /// Waits for another notice than those, or the end of the process; false when neither comes.
    [[nodiscard]] bool waitForNews(int seen);

    /// Waits for the death at the fail point.
    [[nodiscard]] bool waitForDeath();
    void kill();
    /// In that time, while the test goes on.
    void killIn(std::chrono::milliseconds time);
    /// Lets it end in order; true when it did.
    [[nodiscard]] bool close();

private:
    [[nodiscard]] bool connectClient();
    void removeSocket();

    QString m_workspace;
    bool m_hasDoor = false;
    quint16 m_port = 0;
    QString m_socket;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<HubClient> m_client;
    int m_notices = 0;
};

} // namespace perdura::test
