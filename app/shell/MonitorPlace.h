// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/Place.h"
#include "engine/definition/ActivityCatalog.h"

namespace perdura {

class MonitorPage;

/// The place where runs are watched.
class MonitorPlace final : public Place
{
    Q_OBJECT

public:
    explicit MonitorPlace(ActivityCatalog activities);

    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString icon() const override;
    [[nodiscard]] QWidget *makePage() override;
    void setClient(HubClient *client) override;
    bool showInstance(const InstanceId &id) override;

private:
    ActivityCatalog m_activities;
    MonitorPage *m_page = nullptr; ///< owned by the window
};

} // namespace perdura
