// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/StoredValues.h"
#include "engine/store/WriteRequest.h"

namespace perdura {

/// Where a list of instances goes on: after the instance with that time, of which there may be several, and
/// that key.
struct PageMark
{
    InstanceOrder order = InstanceOrder::NewestFirst;
    qint64 time = 0; ///< of start or change, in microseconds
    qint64 key = 0;

    [[nodiscard]] QByteArray toBytes() const;
    /// InvalidArgument when it is not a mark of that order.
    [[nodiscard]] static Result<PageMark> fromBytes(const QByteArray &bytes, InstanceOrder order);
};

} // namespace perdura
