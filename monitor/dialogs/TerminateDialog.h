// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QDialog>
#include <QPointer>

class QLineEdit;
class QPushButton;

namespace perdura {

class Banner;

/// How many activities of a history have begun and not ended.
[[nodiscard]] int runningActivities(const History &history);
/// What terminating will do, in whole sentences.
[[nodiscard]] QString terminationConsequence(int runningActivities, int openTasks);

/// Says what terminating an instance will do, asks for the reason and does it. The client is not owned.
class TerminateDialog final : public QDialog
{
    Q_OBJECT

public:
    TerminateDialog(HubClient *client, const InstanceSummary &instance, int runningActivities, int openTasks,
                    QWidget *parent = nullptr);

signals:
    void terminated();

private:
    void send();

    QPointer<HubClient> m_client;
    InstanceId m_instance;
    QLineEdit *m_reason;
    Banner *m_banner;
    QPushButton *m_terminate;
};

} // namespace perdura
