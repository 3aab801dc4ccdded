// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ScriptActivity.h"

#include "engine/activities/InputReader.h"
#include "engine/script/JsSandbox.h"

#include <QCoreApplication>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ScriptActivity", text);
}

constexpr std::size_t maxResultBytes = 16u * 1024 * 1024;

/// Made once for each thread that runs scripts, for making one costs as much as hundreds of calls. Nothing
/// that a script does is seen by the next one.
struct Sandbox
{
    std::shared_ptr<Watchdog> watchdog = std::make_shared<Watchdog>();
    JsSandbox javaScript{watchdog};
};

using Outcome = tl::expected<Json, FailureDetails>;

Outcome runScript(const std::string &code, const Json &input, Duration limit, const std::stop_token &stop)
{
    thread_local std::unique_ptr<Sandbox> kept;
    auto sandbox = kept ? std::move(kept) : std::make_unique<Sandbox>();
    Outcome result;
    {
        const std::stop_callback onStop(stop, [&sandbox] { sandbox->watchdog->expireAll(); });
        result =
            sandbox->javaScript.runFunction(code, input, {.time = limit, .maxResultBytes = maxResultBytes});
    }
    // After trouble a new one is made: that one may be full of what was not finished, or told to stop.
    if (result && !stop.stop_requested())
        kept = std::move(sandbox);
    return result;
}

} // namespace

std::string ScriptActivity::name() const
{
    return "script";
}

QString ScriptActivity::title() const
{
    return tr("Script");
}

QString ScriptActivity::description() const
{
    return tr("Computes a value in JavaScript, without access to files, network or clock.");
}

Json ScriptActivity::inputSchema() const
{
    Json code = schemaField("string", tr("Code"),
                            tr("The body of a function: use “input”, and “return” the result."));
    code["format"] = "code";
    code["default"] = "return input;";
    Json limit = schemaField("string", tr("Time limit"), tr("The script is stopped when it takes longer."));
    limit["format"] = "duration";
    limit["default"] = "10 s";
    Json schema = {{"type", "object"}};
    schema["properties"]["code"] = std::move(code);
    schema["properties"]["input"] =
        Json{{"title", tr("Input").toStdString()},
             {"description", tr("Any value; the code sees it as “input”.").toStdString()}};
    schema["properties"]["timeLimit"] = std::move(limit);
    schema["required"] = Json::array({"code"});
    return schema;
}

QString ScriptActivity::summary(const Json &input) const
{
    const QString code = QString::fromStdString(InputReader(input).textOr("code", {})).trimmed();
    return code.section(u'\n', 0, 0);
}

void ScriptActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    const std::string code = input.text("code");
    const Duration limit = input.durationOr("timeLimit", 10s);
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    auto result = runScript(code, input.any("input"), limit, call.stop);
    if (!result)
        result.error().errorType = "ScriptError";
    done(std::move(result));
}

} // namespace perdura
