// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTimer>

#include <optional>
#include <utility>
#include <vector>

namespace perdura {

struct ProcessRequest
{
    QString program;
    QStringList arguments;
    QString workingFolder; ///< absolute
    std::vector<std::pair<QString, QString>> environment;
    QByteArray standardInput;
    Duration timeout{};
    bool allowFailure = false;
};

/// One program under way. Lives on the thread that started it, which needs an event loop, and deletes itself
/// when the answer has been given. Stopping it kills the program and what it started (where the system has
/// process groups).
class ProcessCall : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 maxOutputBytes = 4 * 1024 * 1024; ///< of each stream

    static void start(ProcessRequest request, const std::stop_token &stop, ActivityDone done);

private:
    ProcessCall(ProcessRequest request, ActivityDone done);
    void launch(const std::stop_token &stop);
    void collect();
    void kill(FailureDetails failure);
    void onError(QProcess::ProcessError error);
    void finish();
    [[nodiscard]] ActivityResult outcome();

    using StopCallback = std::stop_callback<std::function<void()>>;

    ProcessRequest m_request;
    ActivityDone m_done;
    QProcess m_process;
    QTimer m_timeLimit;
    QByteArray m_output;
    QByteArray m_errors;
    std::optional<FailureDetails> m_failure; ///< why it was killed or never started
    std::optional<StopCallback> m_onStop;
};

} // namespace perdura
