// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QByteArray>
#include <QString>

namespace perdura {

/// What came with an answer, as a value.
struct HttpBody
{
    Json value;
    bool isBase64 = false; ///< the value is a text that stands for bytes which are no text
};

/// JSON when the content type says so and the bytes are so, else text in the charset that it names (UTF-8
/// when it names none); null when empty. Bytes that cannot be read so come as Base64. Pure; any thread.
[[nodiscard]] HttpBody readHttpBody(const QString &contentType, const QByteArray &bytes);

} // namespace perdura
