// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>

#include <chrono>
#include <stop_token>
#include <thread>

namespace perdura {

/// Interrupts what an open SQLite connection does when it is told to stop or its time is up. Qt does not
/// offer that, so SQLite's own sqlite3_interrupt() is called, where Qt's driver uses the system's library;
/// where it has one of its own, nothing is interrupted. Goes before the connection does.
class SqliteInterrupt
{
public:
    SqliteInterrupt(const QSqlDatabase &database, std::chrono::steady_clock::time_point deadline,
                    const std::stop_token &stop);
    SqliteInterrupt(const SqliteInterrupt &) = delete;
    SqliteInterrupt &operator=(const SqliteInterrupt &) = delete;
    /// Nothing is interrupted any more.
    ~SqliteInterrupt() = default;

private:
    std::jthread m_thread;
};

} // namespace perdura
