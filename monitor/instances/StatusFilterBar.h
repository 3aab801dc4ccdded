// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"

#include <QWidget>

#include <vector>

class QToolButton;

namespace perdura {

/// One toggle per status, with its number of instances; none pressed means any. Rare states show only while
/// there are any.
class StatusFilterBar final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusFilterBar(QWidget *parent = nullptr);

    void setCounts(const StatusCounts &counts);
    [[nodiscard]] std::vector<OrchestrationStatus> chosen() const;
    /// Releases all toggles; emits nothing.
    void clear();
    [[nodiscard]] QToolButton *button(OrchestrationStatus status) const;

signals:
    /// By the person.
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Toggle
    {
        OrchestrationStatus status;
        QToolButton *button;
    };
    void updateIcons();

    std::vector<Toggle> m_toggles;
};

} // namespace perdura
