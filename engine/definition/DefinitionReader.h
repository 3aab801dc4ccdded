// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QString>

#include <string>

namespace perdura {

/// Makes a definition of the parsed text of a file, in time proportional to its size. One object reads one
/// file.
class DefinitionReader
{
public:
    /// `fileName` is for the messages.
    explicit DefinitionReader(QString fileName);
    [[nodiscard]] Result<WorkflowDefinition> read(const Json &file);

private:
    using Check = Result<void>;

    [[nodiscard]] tl::unexpected<Error> wrong(const std::string &path, const QString &what) const;
    [[nodiscard]] Check readFormat(const Json &file) const;
    [[nodiscard]] Check readHeader(const Json &file, WorkflowDefinition &definition) const;
    [[nodiscard]] Check readNodes(const Json &nodes, WorkflowDefinition &definition) const;
    [[nodiscard]] Check readNode(const Json &json, const std::string &path, Node &node) const;
    [[nodiscard]] Check readEdges(const Json &edges, WorkflowDefinition &definition) const;
    [[nodiscard]] Check readEdge(const Json &json, const std::string &path, Edge &edge) const;
    [[nodiscard]] Check readLayout(const Json &layout, WorkflowDefinition &definition) const;
    [[nodiscard]] Result<double> readCoordinate(const Json &json, const std::string &path) const;
    /// `remedy` is a text to be translated; only failures pay for that.
    [[nodiscard]] Result<std::string> readText(const Json &object, const char *member,
                                               const std::string &path, const char *remedy) const;
    [[nodiscard]] Check checkParents(const WorkflowDefinition &definition) const;
    [[nodiscard]] Check checkEdges(const WorkflowDefinition &definition) const;

    QString m_fileName;
};

} // namespace perdura
