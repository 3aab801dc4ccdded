// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/JsonTransform.h"

#include "engine/activities/JsonOperations.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::JsonTransform", text);
}

/// Why the step is not one of the operation; empty when it is.
QString complaintAbout(const Json &step, const JsonOperation &operation)
{
    for (const auto &[member, value] : step.items()) {
        if (member != "op" &&
            std::find(operation.members.begin(), operation.members.end(), member) == operation.members.end())
            return tr("“%1” is not known here").arg(QString::fromStdString(member));
    }
    if (!operation.required.empty() && !step.contains(operation.required))
        return tr("“%1” is missing").arg(QString::fromStdString(operation.required));
    if (operation.name == "map" && step.contains("field") == step.contains("fields"))
        return tr("it needs either “field” or “fields”");
    return {};
}

} // namespace

QStringList transformOperations()
{
    QStringList names;
    for (const JsonOperation &operation : jsonOperations())
        names << QString::fromStdString(operation.name);
    return names;
}

tl::expected<Json, FailureDetails> transformJson(Json value, const Json &steps)
{
    if (!steps.is_array())
        return tl::unexpected(
            finalFailure("InvalidInput", tr("The field “steps” must be a list of objects.")));
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Json &step = steps[i];
        const std::string name = step.is_object() && step.contains("op") && step["op"].is_string()
                                     ? step["op"].get<std::string>()
                                     : std::string();
        const auto operation = std::find_if(jsonOperations().begin(), jsonOperations().end(),
                                            [&name](const JsonOperation &o) { return o.name == name; });
        if (operation == jsonOperations().end()) {
            return tl::unexpected(
                finalFailure("InvalidInput", tr("Step %1 needs an “op” that is one of %2.")
                                                 .arg(i + 1)
                                                 .arg(transformOperations().join(", "_L1))));
        }
        const auto failure = [&](const char *errorType, const QString &reason) {
            return tl::unexpected(finalFailure(
                errorType,
                tr("Step %1 (%2): %3.").arg(QString::number(i + 1), QString::fromStdString(name), reason)));
        };
        if (const QString complaint = complaintAbout(step, *operation); !complaint.isEmpty())
            return failure("InvalidInput", complaint);
        InputReader reader(step);
        JsonOutcome outcome = operation->apply(std::move(value), reader);
        if (reader.failure()) {
            QString reason = QString::fromStdString(reader.failure()->errorMessage);
            reason.chop(1); // the full stop
            return failure("InvalidInput", reason);
        }
        if (!outcome)
            return failure("TransformError", outcome.error());
        value = std::move(*outcome);
    }
    return value;
}

} // namespace perdura
