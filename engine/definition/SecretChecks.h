// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ExpressionTokens.h"
#include "engine/definition/ProblemList.h"

#include <set>
#include <string>
#include <vector>

namespace perdura {

/// Whether expressions in that field may name secrets: the inputs of activities and HTTP calls.
[[nodiscard]] bool takesSecrets(NodeKind kind, const std::string &path);

/// What is wrong with how the expression at `path` uses secrets.
void checkSecretUse(const Node &node, const std::vector<ExpressionToken> &tokens, const std::string &path,
                    ProblemList &problems);

/// Fields for passwords and the like ("format": "secret") in which the value itself is written.
void checkSecretTexts(const Node &node, const Json &value, const Json &schema, const std::string &path,
                      ProblemList &problems);

/// The names of a workspace's secrets.
using SecretNames = std::set<std::string>;

/// Warnings about the secrets that the drawing names and the workspace does not have, in the order of its
/// nodes. For whoever knows the workspace; validate() knows only the drawing. Pure; any thread.
[[nodiscard]] std::vector<Problem> unknownSecrets(const WorkflowDefinition &definition,
                                                  const SecretNames &secrets);

} // namespace perdura
