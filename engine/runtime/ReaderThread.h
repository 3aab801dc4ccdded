// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/BlockingQueue.h"
#include "engine/store/Store.h"

#include <functional>
#include <thread>

namespace perdura {

/// Answers questions to the store, one after the other, on a thread and a read-only connection of its own.
class ReaderThread
{
public:
    using Question = std::function<void(StoreReader &)>;

    ~ReaderThread();
    /// Opens the connection on the new thread and waits for that.
    [[nodiscard]] Result<void> start(std::shared_ptr<const Store> store);
    /// Any thread. False when the thread has been stopped: the question is not asked.
    bool ask(Question question);
    /// Questions that wait are dropped.
    void stop();

private:
    BlockingQueue<Question> m_questions;
    std::thread m_thread;
};

} // namespace perdura
