// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/EntityId.h"

#include "engine/core/Text.h"

#include <QCoreApplication>
#include <QString>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::EntityId", text);
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool isForbiddenInKey(char character)
{
    const auto code = static_cast<unsigned char>(character);
    return code < 0x20 || code == 0x7f || character == '/' || character == '\\' || character == '#' ||
           character == '?';
}

} // namespace

std::string toText(const EntityId &id)
{
    return '@' + id.name + '@' + id.key;
}

Result<EntityId> makeEntityId(std::string_view name, std::string_view key)
{
    if (name.empty() || name.find('@') != std::string_view::npos) {
        return fail(ErrorCode::InvalidArgument,
                    tr("“%1” is no name of an entity; it needs a name without “@”.").arg(toQString(name)));
    }
    if (std::ranges::any_of(key, isForbiddenInKey)) {
        return fail(
            ErrorCode::InvalidArgument,
            tr("The key “%1” of the entity has characters that are not allowed; leave out / \\ # ? and "
               "control characters.")
                .arg(toQString(key)));
    }
    return EntityId{lowerCase(name), std::string(key)};
}

Result<EntityId> entityIdFromText(std::string_view text)
{
    const auto second = text.starts_with('@') ? text.find('@', 1) : std::string_view::npos;
    if (second == std::string_view::npos) {
        return fail(ErrorCode::InvalidArgument,
                    tr("“%1” is no address of an entity; write @name@key.").arg(toQString(text)));
    }
    return makeEntityId(text.substr(1, second - 1), text.substr(second + 1));
}

} // namespace perdura
