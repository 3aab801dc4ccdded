// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/Submitter.h"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace perdura {

namespace {

/// Shared with the answers, for the last of them may still be at work here when the waiting has ended.
struct Answers
{
    explicit Answers(std::size_t count)
        : receipts(count)
        , left(count)
    {}

    void take(std::size_t place, Result<WriteReceipt> receipt)
    {
        const std::lock_guard lock(mutex);
        receipts[place] = std::move(receipt);
        if (--left == 0)
            changed.notify_all();
    }

    std::mutex mutex;
    std::condition_variable changed;
    std::vector<Result<WriteReceipt>> receipts;
    std::size_t left;
};

} // namespace

std::vector<Result<WriteReceipt>> submitAndWait(const Submit &submit, std::vector<WriteRequest> requests)
{
    const auto answers = std::make_shared<Answers>(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
        submit(std::move(requests[i]),
               [answers, i](Result<WriteReceipt> receipt) { answers->take(i, std::move(receipt)); });
    }
    std::unique_lock lock(answers->mutex);
    answers->changed.wait(lock, [&answers] { return answers->left == 0; });
    return std::move(answers->receipts);
}

std::vector<Result<WriteReceipt>> purgeAndWait(const Submit &submit, std::vector<PurgeInstance> requests)
{
    auto results = submitAndWait(submit, std::vector<WriteRequest>(requests.begin(), requests.end()));
    for (std::size_t i = 0; i < results.size(); ++i) {
        while (results[i] && results[i]->isPartial) {
            auto next = std::move(submitAndWait(submit, std::vector<WriteRequest>{requests[i]}).front());
            if (next)
                next->purged.insert(next->purged.begin(), results[i]->purged.begin(),
                                    results[i]->purged.end());
            results[i] = std::move(next);
        }
    }
    return results;
}

bool isFaultOfStore(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Busy:
    case ErrorCode::NoSpace:
    case ErrorCode::AccessDenied:
    case ErrorCode::Damaged:
    case ErrorCode::Cancelled:
    case ErrorCode::Io:
        return true;
    default:
        return false;
    }
}

} // namespace perdura
