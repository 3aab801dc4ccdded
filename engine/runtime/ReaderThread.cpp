// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/ReaderThread.h"

#include <future>

namespace perdura {

ReaderThread::~ReaderThread()
{
    stop();
}

Result<void> ReaderThread::start(std::shared_ptr<const Store> store)
{
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    m_thread = std::thread([this, store = std::move(store), promise = std::move(opened)]() mutable {
        const auto reader = store->openReader();
        if (!reader) {
            promise.set_value(fail(reader.error()));
            return;
        }
        promise.set_value({});
        while (const auto question = m_questions.takeOne())
            (*question)(**reader);
    });
    return result.get();
}

bool ReaderThread::ask(Question question)
{
    return m_questions.push(std::move(question));
}

void ReaderThread::stop()
{
    m_questions.abandon();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace perdura
