// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/ChangeNotifier.h"

namespace perdura {

ChangeNotifier::ChangeNotifier(QObject *parent)
    : QObject(parent)
    , m_nextNotice(this)
{
    m_nextNotice.setSingleShot(true);
    connect(&m_nextNotice, &QTimer::timeout, this, &ChangeNotifier::hand);
}

void ChangeNotifier::note(const InstanceId &id)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        isFirst = m_noted.isEmpty();
        m_noted.insert(id);
    }
    if (isFirst)
        QMetaObject::invokeMethod(
            this, [this] { schedule(); }, Qt::QueuedConnection);
}

void ChangeNotifier::noteState(const HubState &state)
{
    QMetaObject::invokeMethod(
        this, [this, state] { emit stateChanged(state); }, Qt::QueuedConnection);
}

void ChangeNotifier::schedule()
{
    const auto passed = m_sinceLast.isValid() ? std::chrono::milliseconds(m_sinceLast.elapsed()) : interval;
    m_nextNotice.start(std::max(interval - passed, std::chrono::milliseconds(0)));
}

void ChangeNotifier::hand()
{
    QSet<InstanceId> noted;
    {
        const std::lock_guard lock(m_mutex);
        noted.swap(m_noted);
    }
    m_sinceLast.start();
    emit instancesChanged(noted.values());
}

} // namespace perdura
