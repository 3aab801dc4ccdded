// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QThread>

#include <functional>
#include <utility>

namespace perdura {

/// One thread for what must not hold up the window: files and validation. Jobs run in order; what a job gives
/// is handed to its receiver on the thread of the queue, if the receiver still lives. The destructor lets the
/// job that runs finish and drops the others' results.
class BackgroundQueue final : public QObject
{
    Q_OBJECT

public:
    explicit BackgroundQueue(QObject *parent = nullptr);
    ~BackgroundQueue() override;

    /// `work` runs on the background thread and must share nothing with others but constants; `deliver` runs
    /// here.
    template <typename Work, typename Deliver>
    void run(QObject *receiver, Work work, Deliver deliver)
    {
        post([this, receiver = QPointer<QObject>(receiver), work = std::move(work),
              deliver = std::move(deliver)]() mutable {
            QMetaObject::invokeMethod(
                this,
                [receiver = std::move(receiver), result = work(), deliver = std::move(deliver)]() mutable {
                    if (receiver)
                        deliver(std::move(result));
                },
                Qt::QueuedConnection);
        });
    }

private:
    void post(std::function<void()> job);

    QThread m_thread;
    QObject *m_worker; ///< lives on m_thread and goes with it
};

} // namespace perdura
