// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/WebAccess.h"

#include "engine/activities/ActivityRegistry.h"
#include "engine/client/OpenHub.h"
#include "engine/http/WebDoor.h"
#include "engine/http/WebKey.h"

namespace perdura {

namespace {

/// Holds hub and door together on their thread.
class DoorKeeper final : public QObject
{
public:
    using Told = std::function<void(Result<WebAccess::Address>)>;

    void open(const QString &workspace, quint16 port, Told told)
    {
        const auto key = workspaceWebKey(workspace);
        if (!key) {
            told(fail(key.error()));
            return;
        }
        WebSettings settings;
        settings.port = port;
        settings.key = *key;
        HubOptions options;
        options.workspace = workspace;
        options.activities = builtInActivities();
        options.connectOnly = true;
        openHub(options, this, [this, workspace, settings, told](Result<std::unique_ptr<HubClient>> hub) {
            if (!hub) {
                told(fail(hub.error()));
                return;
            }
            m_hub = *std::move(hub);
            m_door = std::make_unique<WebDoor>(*m_hub, workspace, builtInActivities(), settings);
            const auto opened = m_door->open();
            if (opened)
                told(WebAccess::Address{m_door->address(), QString::fromUtf8(settings.key)});
            else
                told(fail(opened.error()));
        });
    }

private:
    std::unique_ptr<HubClient> m_hub;
    std::unique_ptr<WebDoor> m_door; ///< goes first, since it uses the hub
};

} // namespace

WebAccess::WebAccess(QObject *parent)
    : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("web door"));
}

WebAccess::~WebAccess()
{
    close();
}

void WebAccess::open(const QString &workspace, quint16 port)
{
    close();
    auto *keeper = new DoorKeeper;
    m_worker = keeper;
    keeper->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, keeper, &QObject::deleteLater);
    m_thread.start();
    const auto told = [this, keeper](const Result<Address> &address) {
        QMetaObject::invokeMethod(this, [this, keeper, address] {
            // It may have been shut since.
            if (m_worker != keeper)
                return;
            if (address) {
                m_address = *address;
                emit opened();
            } else {
                close();
                emit failed(address.error().message);
            }
        });
    };
    QMetaObject::invokeMethod(keeper,
                              [keeper, workspace, port, told] { keeper->open(workspace, port, told); });
}

void WebAccess::close()
{
    if (!std::exchange(m_worker, nullptr))
        return;
    m_thread.quit();
    m_thread.wait();
    if (std::exchange(m_address, std::nullopt))
        emit closed();
}

} // namespace perdura
