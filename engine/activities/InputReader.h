// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

#include <optional>
#include <string>
#include <vector>

namespace perdura {

/// Reads the input object of an activity, one member per call. A missing or null member gives the fallback;
/// the first member of a wrong kind is kept as the failure ("InvalidInput", non-retriable), to be asked for
/// when all is read.
class InputReader
{
public:
    explicit InputReader(const Json &input);

    [[nodiscard]] std::string text(const char *member); ///< required, not empty
    [[nodiscard]] std::string textOr(const char *member, std::string fallback);
    [[nodiscard]] bool flagOr(const char *member, bool fallback);
    [[nodiscard]] Duration durationOr(const char *member, Duration fallback); ///< text or a number of seconds
    [[nodiscard]] qint64 wholeNumberOr(const char *member, qint64 fallback, qint64 least, qint64 most);
    [[nodiscard]] double numberOr(const char *member, double fallback, double least, double most);
    [[nodiscard]] std::vector<std::string> textsOr(const char *member); ///< also numbers, as text
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> pairsOr(const char *member);
    [[nodiscard]] std::string oneOf(const char *member, const std::vector<std::string> &choices,
                                    std::string fallback);
    [[nodiscard]] Json any(const char *member) const;

    [[nodiscard]] const std::optional<FailureDetails> &failure() const { return m_failure; }

private:
    [[nodiscard]] const Json *find(const char *member) const;
    void reject(const char *member, const std::string &need);

    const Json &m_input;
    std::optional<FailureDetails> m_failure;
};

/// A failure that no retry will mend.
[[nodiscard]] FailureDetails finalFailure(std::string errorType, const QString &message);
/// A failure that may pass.
[[nodiscard]] FailureDetails passingFailure(std::string errorType, const QString &message);

/// Builds the schema of one input field.
[[nodiscard]] Json schemaField(const char *type, const QString &title, const QString &description);
/// A field with a fixed number of values, each with the words that stand for it in forms.
[[nodiscard]] Json choiceField(const QString &title, const QString &description,
                               const std::vector<std::pair<const char *, QString>> &choices);

} // namespace perdura
