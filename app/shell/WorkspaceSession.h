// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/OpenHub.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace perdura {

/// How a hub is opened; openHub() in the program, something else in tests.
using HubOpener =
    std::function<void(HubOptions, QObject *, std::function<void(Result<std::unique_ptr<HubClient>>)>)>;

/// The workspace that the window is on, with its hub. Opening does not block; whoever opens another workspace
/// meanwhile gets the last one asked for. GUI thread.
class WorkspaceSession final : public QObject
{
    Q_OBJECT

public:
    WorkspaceSession(HubOpener opener, std::shared_ptr<const ActivityRegistry> activities,
                     QObject *parent = nullptr);
    ~WorkspaceSession() override;

    /// Closes the hub of before and opens the folder's. `opened` or `failed` follows.
    void open(const QString &folder);
    /// Tries the same folder again, after a failure.
    void retry();
    void close();

    [[nodiscard]] QString folder() const { return m_folder; }
    /// Null while opening, after a failure, and without a workspace.
    [[nodiscard]] HubClient *client() const { return m_client.get(); }
    [[nodiscard]] const HubState &state() const { return m_state; }

signals:
    /// The client is about to go; drop every pointer to it.
    void closing();
    void opening(const QString &folder);
    void opened(perdura::HubClient *client);
    void failed(const perdura::Error &error);
    void stateChanged(const perdura::HubState &state);

private:
    void take(Result<std::unique_ptr<HubClient>> result);
    void setState(const HubState &state);

    HubOpener m_opener;
    std::shared_ptr<const ActivityRegistry> m_activities;
    QString m_folder;
    std::unique_ptr<HubClient> m_client;
    std::unique_ptr<QObject>
        m_attempt; ///< context of the opening under way; gone: its answer is not wanted any more
    HubState m_state{HubState::Kind::Stopped, {}};
};

} // namespace perdura
