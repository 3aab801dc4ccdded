// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslError>
#include <QString>

namespace perdura {

/// What is wrong with a server's certificate, as the end of a sentence: "it is self-signed". Each fault once.
[[nodiscard]] QString certificateWords(const QList<QSslError> &errors);

} // namespace perdura
