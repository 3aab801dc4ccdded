// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstanceRules.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::InstanceId", text);
}

constexpr int maxCharacters = 256;

} // namespace

Result<void> checkInstanceId(const InstanceId &id)
{
    const QString text = id.toQString();
    if (text.isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("The instance id is empty; give one or leave it out."));
    const auto characters = text.toUcs4().size();
    if (characters > maxCharacters) {
        return fail(ErrorCode::InvalidArgument,
                    tr("The instance id has %1 characters; at most %2 are allowed.")
                        .arg(characters)
                        .arg(maxCharacters));
    }
    if (text.startsWith(u'@'))
        return fail(ErrorCode::InvalidArgument,
                    tr("The instance id “%1” begins with @; leave that out.").arg(text));
    const auto isForbidden = [](QChar character) {
        return character.category() == QChar::Other_Control || QStringLiteral("/\\#?").contains(character);
    };
    if (std::any_of(text.begin(), text.end(), isForbidden)) {
        return fail(
            ErrorCode::InvalidArgument,
            tr("The instance id “%1” contains one of / \\ # ? or a control character; use other characters.")
                .arg(text));
    }
    return {};
}

} // namespace perdura
