// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/SqliteInterrupt.h"

#include <QSqlDriver>
#include <QVariant>

#include <condition_variable>
#include <mutex>

#ifdef Q_OS_LINUX
#include <dlfcn.h>
#endif

namespace perdura {

namespace {

using Interrupt = void (*)(void *);

/// The function of the library that Qt's driver has loaded; null when that is not the system's.
Interrupt systemsInterrupt()
{
#ifdef Q_OS_LINUX
    // Counts as one more user of a library that is there already, and never loads one.
    if (void *library = ::dlopen("libsqlite3.so.0", RTLD_LAZY | RTLD_NOLOAD))
        return reinterpret_cast<Interrupt>(::dlsym(library, "sqlite3_interrupt"));
#endif
    return nullptr;
}

/// What the driver stands for: a pointer to its connection, in a variant of the type "sqlite3*".
void *connectionOf(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    if (!handle.isValid() || qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return nullptr;
    return *static_cast<void *const *>(handle.constData());
}

void watch(const std::stop_token &isOver, Interrupt interrupt, void *connection,
           std::chrono::steady_clock::time_point deadline, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any changed;
    const std::stop_callback onStop(stop, [&] {
        const std::lock_guard lock(mutex);
        changed.notify_all();
    });
    std::unique_lock lock(mutex);
    changed.wait_until(lock, isOver, deadline, [&stop] { return stop.stop_requested(); });
    if (!isOver.stop_requested())
        interrupt(connection);
}

} // namespace

SqliteInterrupt::SqliteInterrupt(const QSqlDatabase &database, std::chrono::steady_clock::time_point deadline,
                                 const std::stop_token &stop)
{
    static const Interrupt interrupt = systemsInterrupt();
    void *connection = connectionOf(database);
    if (interrupt && connection)
        m_thread = std::jthread(watch, interrupt, connection, deadline, stop);
}

} // namespace perdura
