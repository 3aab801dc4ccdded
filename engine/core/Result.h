// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Error.h"

#include <tl/expected.hpp>

namespace perdura {

/// A value, or the reason why there is none. Used for every fault of the world (files, input, database,
/// network); faults of our own code are assertions.
template <typename T>
using Result = tl::expected<T, Error>;

/// Builds the failing half of a Result: `return fail(ErrorCode::NotFound, tr("…"));`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, QString message)
{
    return tl::unexpected<Error>(Error{code, std::move(message)});
}

/// Hands on the error of another Result: `return fail(result.error());`
[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace perdura
