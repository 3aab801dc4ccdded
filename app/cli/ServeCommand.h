// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/HubCommand.h"
#include "engine/http/WebDoor.h"

namespace perdura {

/// Runs a workspace's hub with its web door open, without a display.
class ServeCommand final : public HubCommand
{
    Q_OBJECT

public:
    using HubCommand::HubCommand;
    ~ServeCommand() override;

    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;
    void stop() override;

protected:
    void hubOpened() override;
    void hubLost(const QString &why) override;

private:
    void open(const QByteArray &key);

    WebSettings m_settings;
    bool m_wantsKey = true;
    std::unique_ptr<WebDoor> m_door; ///< goes before the hub, which it uses
};

/// Reads "127.0.0.1:7071", "[::1]:7071", "localhost" or ":7071" into the settings; what is not given stays.
[[nodiscard]] Result<void> readListenAddress(const QString &text, WebSettings &settings);

} // namespace perdura
