// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace perdura {

/// Turns the first Ctrl+C (SIGINT) or SIGTERM into a signal of Qt; a second one ends the process as usual.
/// There is one in a process, on the main thread.
class StopSignal final : public QObject
{
    Q_OBJECT

public:
    explicit StopSignal(QObject *parent = nullptr);
    ~StopSignal() override;

signals:
    void requested();
};

} // namespace perdura
