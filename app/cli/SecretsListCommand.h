// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "engine/secrets/SecretStore.h"

namespace perdura {

/// `perdura secrets list`
class SecretsListCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;

private:
    void print(const std::vector<SecretInfo> &secrets, const QString &workspace, bool asJson);
};

} // namespace perdura
