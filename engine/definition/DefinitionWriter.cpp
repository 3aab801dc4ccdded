// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionWriter.h"

#include "engine/definition/NodeCatalog.h"

#include <algorithm>
#include <cmath>

namespace perdura {

namespace {

std::string quoted(const std::string &text)
{
    return dumpJson(Json(text));
}

/// Indented text whose lines after the first stand `indent` spaces further in.
std::string nested(const Json &value, std::size_t indent)
{
    const std::string flat = prettyJson(value);
    std::string text;
    text.reserve(flat.size());
    for (const char c : flat) {
        text += c;
        // A line feed inside a text is written as \n, so this one is always between two members.
        if (c == '\n')
            text.append(indent, ' ');
    }
    return text;
}

Json nodeJson(const Node &node)
{
    Json json = Json::object();
    json["id"] = node.id.value;
    json["kind"] = nodeKindInfo(node.kind).id;
    json["name"] = node.name;
    if (node.parent)
        json["parent"] = node.parent->value;
    if (!node.fields.empty())
        json["fields"] = node.fields;
    json.update(node.unknown);
    return json;
}

Json coordinate(double value)
{
    return value == std::trunc(value) && std::abs(value) < 1e15 ? Json(std::int64_t(value)) : Json(value);
}

/// Pointers to the elements, sorted; copies of a large drawing would cost more than the writing.
template <typename T, typename Less>
std::vector<const T *> sorted(const std::vector<T> &elements, Less less)
{
    std::vector<const T *> pointers;
    pointers.reserve(elements.size());
    for (const T &element : elements)
        pointers.push_back(&element);
    std::stable_sort(pointers.begin(), pointers.end(),
                     [&less](const T *a, const T *b) { return less(*a, *b); });
    return pointers;
}

} // namespace

DefinitionWriter::DefinitionWriter(const WorkflowDefinition &definition)
    : m_definition(definition)
{}

std::string DefinitionWriter::text() const
{
    return write(true);
}

std::string DefinitionWriter::textWithoutLayout() const
{
    return write(false);
}

std::string DefinitionWriter::write(bool withLayout) const
{
    std::string out = "{\n  \"format\": " + std::to_string(WorkflowDefinition::currentFormat);
    if (m_definition.kind == DefinitionKind::Entity)
        out += ",\n  \"kind\": \"entity\"";
    out += ",\n  \"name\": " + quoted(m_definition.name);
    if (!m_definition.description.empty())
        out += ",\n  \"description\": " + quoted(m_definition.description);
    if (!m_definition.inputSchema.is_null())
        out += ",\n  \"input\": " + nested(m_definition.inputSchema, 2);
    for (const auto &[name, value] : m_definition.unknown.items())
        out += ",\n  " + quoted(name) + ": " + nested(value, 2);
    writeNodes(out);
    writeEdges(out);
    if (withLayout)
        writeLayout(out);
    return out + "\n}\n";
}

void DefinitionWriter::writeNodes(std::string &out) const
{
    const auto nodes = sorted(m_definition.nodes, [](const Node &a, const Node &b) { return a.id < b.id; });
    out += ",\n  \"nodes\": [";
    const char *separator = "\n    ";
    for (const Node *node : nodes) {
        out += separator + nested(nodeJson(*node), 4);
        separator = ",\n    ";
    }
    out += nodes.empty() ? "]" : "\n  ]";
}

void DefinitionWriter::writeEdges(std::string &out) const
{
    const auto edges = sorted(m_definition.edges, std::less<>());
    out += ",\n  \"edges\": [";
    const char *separator = "\n    ";
    for (const Edge *edge : edges) {
        out += separator;
        out += "{\"from\": " + quoted(edge->from.value);
        if (edge->port != "next")
            out += ", \"port\": " + quoted(edge->port);
        out += ", \"to\": " + quoted(edge->to.value);
        for (const auto &[name, value] : edge->unknown.items())
            out += ", " + quoted(name) + ": " + dumpJson(value);
        out += '}';
        separator = ",\n    ";
    }
    out += edges.empty() ? "]" : "\n  ]";
}

void DefinitionWriter::writeLayout(std::string &out) const
{
    out += ",\n  \"layout\": {";
    const char *separator = "\n    ";
    for (const auto &[id, position] : m_definition.layout) {
        out += separator + quoted(id.value) + ": [" + dumpJson(coordinate(position.x)) + ", " +
               dumpJson(coordinate(position.y)) + "]";
        separator = ",\n    ";
    }
    out += m_definition.layout.empty() ? "}" : "\n  }";
}

} // namespace perdura
