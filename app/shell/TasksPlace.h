// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/Place.h"

namespace perdura {

class TasksPage;

/// The place where people answer what workflows ask them.
class TasksPlace final : public Place
{
    Q_OBJECT

public:
    using Place::Place;

    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString icon() const override;
    [[nodiscard]] QWidget *makePage() override;
    void setClient(HubClient *client) override;
    bool showWaitingTasks() override;

private:
    TasksPage *m_page = nullptr; ///< owned by the window
};

} // namespace perdura
