// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"
#include "engine/core/Time.h"
#include "engine/orchestration/FailureDetails.h"

#include <optional>
#include <string>
#include <vector>

namespace perdura {

/// Reads the members of a stored JSON object, one call each. The first fault is kept and the reader goes on
/// with defaults, so that decoding is written without branches; finish() then gives the value or that fault
/// (Damaged).
class FieldReader
{
public:
    /// `json` must outlive the reader; `what` names the object in messages ("TaskScheduled").
    FieldReader(const Json &json, std::string what);

    [[nodiscard]] bool has(const char *field) const;
    [[nodiscard]] std::string text(const char *field);
    [[nodiscard]] std::string textOr(const char *field, std::string fallback);
    [[nodiscard]] int number(const char *field);
    [[nodiscard]] std::int64_t wideNumber(const char *field);
    [[nodiscard]] int numberOr(const char *field, int fallback);
    [[nodiscard]] bool flagOr(const char *field, bool fallback);
    [[nodiscard]] Instant time(const char *field);
    [[nodiscard]] std::vector<std::string> texts(const char *field);
    [[nodiscard]] FailureDetails failure(const char *field);
    /// Any value; null when the member is missing.
    [[nodiscard]] Json any(const char *field) const;

    /// Records a fault of the member that the caller found.
    void reject(const char *field);
    void fail(Error error);

    template <typename T>
    [[nodiscard]] Result<T> finish(T value)
    {
        if (m_error)
            return perdura::fail(std::move(*m_error));
        return value;
    }

private:
    [[nodiscard]] const Json *find(const char *field) const;

    const Json &m_json;
    std::string m_what;
    std::optional<Error> m_error;
};

} // namespace perdura
