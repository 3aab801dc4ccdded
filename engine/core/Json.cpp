// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Json.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Json", text);
}

struct TooDeep
{};

struct Position
{
    std::size_t line = 1;
    std::size_t column = 1;
};

Position positionAt(std::string_view text, std::size_t byte)
{
    Position position;
    for (std::size_t i = 0; i < std::min(byte, text.size()); ++i) {
        if (text[i] == '\n') {
            ++position.line;
            position.column = 1;
        } else {
            ++position.column;
        }
    }
    return position;
}

} // namespace

Result<Json> parseJson(std::string_view text, const JsonLimits &limits)
{
    if (text.size() > limits.maxBytes) {
        return fail(ErrorCode::InvalidJson, tr("The JSON text has %1 MB; the limit is %2 MB.")
                                                .arg(text.size() / 1048576)
                                                .arg(limits.maxBytes / 1048576));
    }
    const auto guardDepth = [&limits](int depth, Json::parse_event_t, Json &) {
        if (depth > limits.maxDepth)
            throw TooDeep{};
        return true;
    };
    try {
        return Json::parse(text, guardDepth);
    } catch (const TooDeep &) {
        return fail(ErrorCode::InvalidJson,
                    tr("The JSON text nests more than %1 levels deep; flatten it.").arg(limits.maxDepth));
    } catch (const Json::parse_error &error) {
        const std::size_t byte = error.byte > 0 ? error.byte - 1 : 0;
        const Position at = positionAt(text, byte);
        if (byte >= text.size()) {
            return fail(
                ErrorCode::InvalidJson,
                tr("The JSON text ends too early, at line %1, column %2.").arg(at.line).arg(at.column));
        }
        return fail(ErrorCode::InvalidJson,
                    tr("The text is not valid JSON at line %1, column %2.").arg(at.line).arg(at.column));
    }
}

std::string dumpJson(const Json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string prettyJson(const Json &value)
{
    return value.dump(2, ' ', false, Json::error_handler_t::replace);
}

} // namespace perdura
