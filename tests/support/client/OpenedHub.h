// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/OpenHub.h"

#include <QTest>

namespace perdura::test {

/// The answer of a hub; an error as well when none comes.
template <typename T>
[[nodiscard]] Result<T> waitFor(QFuture<Result<T>> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000) || future.resultCount() == 0)
        return fail(ErrorCode::TimedOut, QStringLiteral("(no answer)"));
    return future.result();
}

/// A hub as the program opens it; null, with a warning, when that fails.
[[nodiscard]] inline std::unique_ptr<HubClient> openedHub(const HubOptions &options)
{
    QObject context;
    bool isAnswered = false;
    std::unique_ptr<HubClient> hub;
    openHub(options, &context, [&](Result<std::unique_ptr<HubClient>> client) {
        isAnswered = true;
        if (client)
            hub = *std::move(client);
        else
            qWarning().noquote() << client.error().message;
    });
    (void)QTest::qWaitFor([&] { return isAnswered; }, 60'000);
    return hub;
}

/// The hub of that folder, by default without activities.
[[nodiscard]] inline std::unique_ptr<HubClient>
openedHub(const QString &folder,
          std::shared_ptr<const ActivityRegistry> activities = std::make_shared<ActivityRegistry>())
{
    HubOptions options;
    options.workspace = folder;
    options.activities = std::move(activities);
    return openedHub(options);
}

} // namespace perdura::test
