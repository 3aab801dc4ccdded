// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"
#include "engine/core/Json.h"
#include "engine/orchestration/FailureDetails.h"
#include "engine/orchestration/HistoryEvent.h"

#include <QString>

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace perdura {

/// How far a call has come, for people; nothing depends on it.
struct ActivityProgress
{
    std::optional<double> fraction = {}; ///< from 0 to 1; nothing when the end is not known
    std::string text = {};               ///< "12 of 40 files"
    bool operator==(const ActivityProgress &) const = default;
};

/// Where an activity may do its work. Paths in its input are taken relative to the workspace and never leave
/// it.
struct ActivityEnvironment
{
    QString workspace; ///< absolute, existing folder
    std::function<void(const std::string &level, const std::string &text)>
        log; ///< thread-safe; shown with the instance
    /// Tells that the call is alive and how far it is; thread-safe, cheap, not kept over a restart. May be
    /// null.
    std::function<void(ActivityProgress)> progress = nullptr;
};

/// One call, possibly a repeated one: after a crash between effect and commit the same key comes again.
struct ActivityCall
{
    InstanceId instance;
    ExecutionId execution;
    SequenceNumber taskId = 0;
    int attempt = 1;
    Origin origin;
    Json input;
    std::string idempotencyKey; ///< "<instance>/<execution>/<task id>"; the same on every repetition
    bool holdsSecrets = false;  ///< values that must not get into files, logs or other hands were put in
    std::stop_token stop;       ///< requested on terminate, on a time-out and when the hub shuts down
    ActivityEnvironment environment;
};

using ActivityResult = tl::expected<Json, FailureDetails>;

/// Takes the outcome of a call. Must be called exactly once, from any thread.
using ActivityDone = std::function<void(ActivityResult)>;

/// One kind of side effect, registered under its name ("file.read"). Stateless: calls may overlap.
class Activity
{
public:
    /// Which of the hub's threads calls run().
    enum class Runs {
        OnWorker,  ///< one of a few pool threads; run() may block, checks call.stop now and then
        OnIoThread ///< the one thread with an event loop (QNetworkAccessManager, QProcess work there); must
                   ///< not block
    };

    virtual ~Activity() = default;

    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual Runs runs() const = 0;
    /// JSON Schema subset of the input object; drives the inspector's form and validation. Each property may
    /// carry "title", "description", "default", "enum", "format" ("multiline", "code", "path", "duration",
    /// "url", "secret"), and the object "required". The order of the properties is the order on screen.
    [[nodiscard]] virtual Json inputSchema() const = 0;
    [[nodiscard]] virtual QString title() const = 0; ///< "Read file"
    [[nodiscard]] virtual QString
    description() const = 0; ///< one or two sentences for the palette and the help
    /// One line for the drawing, from the input as written ("GET api/orders"); empty: the title is shown.
    [[nodiscard]] virtual QString summary(const Json &input) const = 0;

    /// Does the work. Never throws; every fault of the world becomes FailureDetails.
    virtual void run(ActivityCall call, ActivityDone done) const = 0;
};

} // namespace perdura
