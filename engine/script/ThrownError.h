// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJSValue>
#include <QString>

namespace perdura {

/// What the engine says of an error.
struct ThrownError
{
    QString message;
    int line = 0; ///< of the text that was run, from 1; 0: not known
};

[[nodiscard]] ThrownError thrownError(const QJSValue &error);

/// The engine's words for an error, as a sentence, with the line when there are several.
[[nodiscard]] QString describeError(const QJSValue &error, const QString &text);

/// May the code write to something?
[[nodiscard]] bool mayAssign(const QString &text);

} // namespace perdura
