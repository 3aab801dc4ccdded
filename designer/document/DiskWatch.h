// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace perdura {

/// Tells when a file may have changed, also when it was replaced by another one or removed. Bursts are one
/// notice. GUI thread.
class DiskWatch final : public QObject
{
    Q_OBJECT

public:
    explicit DiskWatch(QObject *parent = nullptr);

    /// Empty: nothing is watched.
    void setPath(const QString &path);

signals:
    void touched();

private:
    void watchAgain();

    QFileSystemWatcher m_watcher;
    QTimer m_burst;
    QString m_path;
};

} // namespace perdura
