// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QPushButton;

namespace perdura {

class Banner;
class JsonEdit;

/// What was sent last, offered again the next time.
struct EventDraft
{
    QString name;
    QString payload;
};

/// Sends an event with a JSON payload to an instance. Closes when the hub has taken it. The client is not
/// owned.
class RaiseEventDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `awaited`: the names of the events that the instance waits for now, offered first.
    RaiseEventDialog(HubClient *client, const InstanceSummary &instance, const QStringList &awaited,
                     const EventDraft &draft, QWidget *parent = nullptr);

signals:
    void raised(const EventDraft &draft);

private:
    void updateButton();
    void send();

    QPointer<HubClient> m_client;
    InstanceId m_instance;
    QComboBox *m_name;
    JsonEdit *m_payload;
    Banner *m_banner;
    QPushButton *m_send;
    bool m_isSending = false;
};

} // namespace perdura
