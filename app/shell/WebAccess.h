// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/http/WebSettings.h"

#include <QObject>
#include <QThread>

namespace perdura {

/// The web door of the workspace that the window is on. It works on a thread of its own, and reaches the hub
/// as another program would, so that requests never hold up the window. GUI thread.
class WebAccess final : public QObject
{
    Q_OBJECT

public:
    struct Address
    {
        QString url; ///< "http://127.0.0.1:7071"
        QString key;
        bool operator==(const Address &) const = default;
    };

    explicit WebAccess(QObject *parent = nullptr);
    ~WebAccess() override;

    /// `opened` or `failed` follows. The hub of the workspace must be running.
    void open(const QString &workspace, quint16 port);
    /// Returns when the door is shut.
    void close();
    /// Nothing while it is shut, or about to open.
    [[nodiscard]] const std::optional<Address> &address() const { return m_address; }

signals:
    void opened();
    void closed();
    void failed(const QString &why);

private:
    QThread m_thread;
    QObject *m_worker = nullptr; ///< lives on the thread, which deletes it
    std::optional<Address> m_address;
};

} // namespace perdura
