// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "engine/secrets/SecretStore.h"

#include <memory>

namespace perdura {

class SecretInput;

/// `perdura secrets set NAME`
class SecretsSetCommand final : public Command
{
    Q_OBJECT

public:
    explicit SecretsSetCommand(Console &console);
    ~SecretsSetCommand() override;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;
    void stop() override;

private:
    void keep(const std::string &value);
    void kept(const Result<SecretPlace> &place);

    std::shared_ptr<SecretStore> m_secrets;
    std::string m_name;
    std::unique_ptr<SecretInput> m_input;
};

} // namespace perdura
