// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/DiskWatch.h"

#include <QFileInfo>

#include <chrono>

namespace perdura {

namespace {

constexpr std::chrono::milliseconds burstPause{100};

} // namespace

DiskWatch::DiskWatch(QObject *parent)
    : QObject(parent)
{
    m_burst.setSingleShot(true);
    m_burst.setInterval(burstPause);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_burst, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_burst, qOverload<>(&QTimer::start));
    connect(&m_burst, &QTimer::timeout, this, [this] {
        watchAgain();
        emit touched();
    });
}

void DiskWatch::setPath(const QString &path)
{
    m_path = path;
    watchAgain();
}

void DiskWatch::watchAgain()
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    if (m_path.isEmpty())
        return;
    // Editors write a new file and put it in the place of the old one: then only the folder tells.
    const QFileInfo file(m_path);
    m_watcher.addPath(file.absolutePath());
    if (file.exists())
        m_watcher.addPath(m_path);
}

} // namespace perdura
