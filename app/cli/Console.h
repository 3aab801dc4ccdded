// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Error.h"
#include "engine/core/Json.h"

#include <QString>

namespace perdura {

/// Standard output and standard error, in UTF-8 and flushed line by line. Control characters in texts do not
/// reach a terminal. A reader that went away is no reason to stop.
class Console
{
public:
    /// Results, on standard output.
    void print(const QString &text);
    void print(const Json &value);
    /// Progress, problems and hints, on standard error.
    void note(const QString &text);
    void note(const Error &error) { note(error.message); }
    void note(const Json &value);
};

/// One line without control characters.
[[nodiscard]] QString inOneLine(const QString &text);
[[nodiscard]] QString inOneLine(const std::string &text);

} // namespace perdura
