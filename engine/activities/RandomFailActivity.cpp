// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/RandomFailActivity.h"

#include "engine/activities/InputReader.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QtEndian>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::RandomFailActivity", text);
}

/// From 0 to just below 1, evenly; the same for the same call on every machine.
double drawFor(const ActivityCall &call)
{
    const std::string text = call.idempotencyKey + '#' + std::to_string(call.attempt);
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256);
    constexpr int fractionBits = 53; // as many as a double has
    const auto bits = qFromBigEndian<quint64>(hash.constData()) >> (64 - fractionBits);
    return double(bits) / double(quint64(1) << fractionBits);
}

} // namespace

std::string RandomFailActivity::name() const
{
    return "random.fail";
}

QString RandomFailActivity::title() const
{
    return tr("Fail at random");
}

QString RandomFailActivity::description() const
{
    return tr(
        "Fails with a probability, for tests of retries and error ports. A call that is repeated after a "
        "crash fails or succeeds as before.");
}

Json RandomFailActivity::inputSchema() const
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["probability"] = schemaField("number", tr("Probability"), tr("From 0, never, to 1, always."));
    fields["probability"]["minimum"] = 0;
    fields["probability"]["maximum"] = 1;
    fields["probability"]["default"] = 0.5;
    fields["errorType"] = schemaField("string", tr("Error type"), tr("What conditions on errors see."));
    fields["errorType"]["default"] = "RandomFailure";
    fields["message"] = schemaField("string", tr("Message"), {});
    fields["message"]["default"] = tr("This failure was asked for.").toStdString();
    schema["required"] = Json::array();
    return schema;
}

QString RandomFailActivity::summary(const Json &input) const
{
    const QString probability = QString::fromStdString(InputReader(input).textOr("probability", {}));
    return probability.isEmpty() ? probability : tr("Fail with a chance of %1").arg(probability);
}

void RandomFailActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    const double probability = input.numberOr("probability", 0.5, 0, 1);
    const std::string errorType = input.textOr("errorType", "RandomFailure");
    const std::string message = input.textOr("message", tr("This failure was asked for.").toStdString());
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    if (drawFor(call) < probability)
        return done(tl::unexpected(passingFailure(errorType, QString::fromStdString(message))));
    done(Json());
}

} // namespace perdura
