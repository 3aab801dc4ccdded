// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"

#include <QCommandLineOption>
#include <QList>

class QCommandLineParser;

namespace perdura {

/// The options that say which instances are meant.
[[nodiscard]] QList<QCommandLineOption> filterOptions();
/// What they say. InvalidArgument, in one sentence that names the option.
[[nodiscard]] Result<InstanceQuery> readFilter(const QCommandLineParser &given, Instant now);
/// "newest", "oldest" or "updated".
[[nodiscard]] std::optional<InstanceOrder> orderFromWord(const QString &word);

} // namespace perdura
