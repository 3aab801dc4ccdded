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
    const auto watchdog = std::make_shared<Watchdog>();
    const std::stop_callback onStop(call.stop, [watchdog] { watchdog->expireAll(); });
    JsSandbox sandbox(watchdog);
    auto result =
        sandbox.runFunction(code, input.any("input"), {.time = limit, .maxResultBytes = maxResultBytes});
    if (!result)
        result.error().errorType = "ScriptError";
    done(std::move(result));
}

} // namespace perdura
