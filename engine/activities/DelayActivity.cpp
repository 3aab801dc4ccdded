// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/DelayActivity.h"

#include "engine/activities/InputReader.h"
#include "engine/activities/PendingCall.h"

#include <QCoreApplication>
#include <QTimer>

namespace perdura {

using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::DelayActivity", text);
}

constexpr Duration maxDelay = 24h;

class Delay final : public PendingCall
{
public:
    Delay(Duration duration, const std::stop_token &stop, ActivityDone done)
        : PendingCall(stop, std::move(done))
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.callOnTimeout(this, [this] { finish(Json()); });
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(duration));
    }

private:
    QTimer m_timer;
};

} // namespace

std::string DelayActivity::name() const
{
    return "delay";
}

QString DelayActivity::title() const
{
    return tr("Delay");
}

QString DelayActivity::description() const
{
    return tr(
        "Takes its time, for tests of time limits and of parallel steps. A restart begins it anew; use a "
        "Timer to wait durably.");
}

Json DelayActivity::inputSchema() const
{
    Json duration = schemaField("string", tr("Duration"), tr("At most 24 h."));
    duration["format"] = "duration";
    Json schema = {{"type", "object"}};
    schema["properties"]["duration"] = std::move(duration);
    schema["required"] = Json::array({"duration"});
    return schema;
}

QString DelayActivity::summary(const Json &input) const
{
    const QString duration = QString::fromStdString(InputReader(input).textOr("duration", {}));
    return duration.isEmpty() ? duration : tr("Wait %1").arg(duration);
}

void DelayActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    (void)input.text("duration"); // which must be there
    const Duration duration = input.durationOr("duration", 1s);
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    if (duration > maxDelay) {
        return done(tl::unexpected(finalFailure(
            "InvalidInput", tr("The delay of %1 is longer than 24 h. Use a Timer, which survives restarts.")
                                .arg(describeDuration(duration)))));
    }
    new Delay(duration, call.stop, std::move(done)); // deletes itself
}

} // namespace perdura
