// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/BackgroundQueue.h"

namespace perdura {

BackgroundQueue::BackgroundQueue(QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("designer-background"));
    m_thread.start();
}

BackgroundQueue::~BackgroundQueue()
{
    m_thread.quit();
    m_thread.wait();
}

void BackgroundQueue::post(std::function<void()> job)
{
    QMetaObject::invokeMethod(m_worker, std::move(job), Qt::QueuedConnection);
}

} // namespace perdura
