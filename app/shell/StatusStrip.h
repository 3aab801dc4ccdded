// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace perdura {

class ElidedLabel;
class IconLabel;

/// The strip at the foot of the window: hub, waiting tasks, problems, zoom; and for a while what just
/// happened.
class StatusStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void setHubState(const HubState &state, bool hasWorkspace);
    void setWaitingTasks(int count);
    void setProblems(int count);
    /// 1.0 is 100 %; none where there is nothing to zoom.
    void setZoom(std::optional<double> zoom);
    /// Shown for some seconds.
    void showMessage(const QString &message);
    [[nodiscard]] QString hubText() const;
    [[nodiscard]] QString zoomText() const;

signals:
    void waitingTasksClicked();
    void problemsClicked();

private:
    IconLabel *m_hubMark;
    QLabel *m_hub;
    ElidedLabel *m_message;
    QPushButton *m_tasks;
    QPushButton *m_problems;
    QLabel *m_zoom;
    QTimer m_messageTime;
};

} // namespace perdura
