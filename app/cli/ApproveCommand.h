// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/ChangeCommand.h"

namespace perdura {

/// `perdura instances approve ID`: answers a task that waits for a person.
class ApproveCommand final : public ChangeCommand
{
    Q_OBJECT

public:
    using ChangeCommand::ChangeCommand;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;

private:
    void send() override;
    void choose(const std::vector<HumanTaskInfo> &tasks);
    void answer(const HumanTaskInfo &task);
    [[nodiscard]] bool chooseOutcome(const HumanTaskRequest &request);

    std::optional<SequenceNumber> m_task;
    std::optional<QString> m_outcome; ///< the first one, when absent
    HumanTaskAnswer m_answer;
};

} // namespace perdura
