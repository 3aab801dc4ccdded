// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/PayloadChecks.h"

#include "engine/orchestration/OrchestrationLimits.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

/// The field of which the value is written into the history or shown in lists; null: none is.
const char *payloadField(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Activity:
    case NodeKind::SubWorkflow:
    case NodeKind::StartInstance:
    case NodeKind::ContinueAsNew:
    case NodeKind::EntityCall:
    case NodeKind::EntitySignal:
        return "input";
    case NodeKind::HttpCall:
        return "body";
    case NodeKind::SignalInstance:
        return "payload";
    case NodeKind::End:
        return "output";
    case NodeKind::SetState:
        return "state";
    case NodeKind::SetStatus:
        return "status";
    default:
        return nullptr;
    }
}

Json withoutExpressions(const Json &value)
{
    if (isExpression(value))
        return nullptr;
    Json result = value;
    if (result.is_structured()) {
        for (auto member = result.begin(); member != result.end(); ++member)
            *member = withoutExpressions(*member);
    }
    return result;
}

std::size_t bytesOf(const Json &value, bool isStatus)
{
    const std::string text = dumpJson(value);
    return isStatus ? std::size_t(QString::fromStdString(text).size()) * sizeof(char16_t) : text.size();
}

} // namespace

void checkPayload(const Node &node, ProblemList &problems)
{
    const char *field = payloadField(node.kind);
    const auto value = field ? node.fields.find(field) : node.fields.end();
    if (value == node.fields.end())
        return;
    const bool isStatus = node.kind == NodeKind::SetStatus;
    const OrchestrationLimits limits;
    const std::size_t limit = isStatus ? limits.customStatusBytes : limits.payloadBytes;
    const std::size_t near = limit / 4 * 3;
    // The rough count is off by no more than a factor of four and spares the text of nearly all values.
    if (!isLargerThan(*value, near / 4))
        return;
    const std::size_t bytes = bytesOf(withoutExpressions(*value), isStatus);
    const QString is = QString::number(bytes);
    const QString allowed = QString::number(limit);
    const std::string path = std::string("/") + field;
    if (bytes > limit)
        problems.error("payload.large", node,
                       tr("This value has %1 bytes, and %2 are allowed; keep it in a file and pass the path.")
                           .arg(is, allowed),
                       path);
    else if (bytes > near)
        problems.warning("payload.near", node,
                         tr("This value has %1 bytes, close to the %2 that are allowed; keep it in a file "
                            "and pass the path.")
                             .arg(is, allowed),
                         path);
}

} // namespace perdura
