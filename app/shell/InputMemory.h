// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QString>

#include <optional>

namespace perdura {

/// The last input of each workflow file of a workspace, kept in its `.perdura/inputs.json`. A file that
/// cannot be read counts as empty; one that cannot be written is no error worth a word, the next run just
/// starts from blank.
class InputMemory
{
public:
    /// `workspace` may be empty: then nothing is remembered past this object.
    explicit InputMemory(const QString &workspace = {});

    [[nodiscard]] QString workspace() const { return m_workspace; }
    /// `path` is the workflow's file; one in the workspace is remembered by its relative path.
    [[nodiscard]] std::optional<Json> input(const QString &path) const;
    void remember(const QString &path, const Json &input);

private:
    [[nodiscard]] std::string keyOf(const QString &path) const;

    QString m_workspace;
    Json m_inputs = Json::object();
};

} // namespace perdura
