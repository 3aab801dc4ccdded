// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/InstanceExplanation.h"

#include <QString>

#include <functional>

namespace perdura {

/// How a node is called for people; without it, its id is shown.
using NodeNames = std::function<QString(const Origin &)>;

/// A reason in a few words: "the event “Paid”, since 2 h 14 min". Any thread.
[[nodiscard]] QString reasonWords(const InstanceReason &reason, Instant now, const NodeNames &nodeName = {});

/// The whole explanation as one sentence: "It waits for the event “Paid”, since 2 h." Any thread.
[[nodiscard]] QString explanationWords(const InstanceExplanation &explanation, Instant now,
                                       const NodeNames &nodeName = {});

} // namespace perdura
