// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionReader.h"

#include "engine/definition/JsonSchema.h"
#include "engine/definition/NodeCatalog.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

// Far beyond any screen, and far from where doubles lose whole pixels.
constexpr double maxCoordinate = 1e6;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::DefinitionFile", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

QString kindIds()
{
    QStringList ids;
    for (const NodeKindInfo &info : nodeKinds())
        ids.append(qs(info.id));
    return ids.join(u", "_s);
}

std::string at(const char *list, std::size_t index)
{
    return std::string(list) + std::to_string(index);
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> known)
{
    return std::find(known.begin(), known.end(), name) != known.end();
}

Json othersOf(const Json &object, std::initializer_list<std::string_view> known)
{
    Json others = Json::object();
    for (const auto &[name, value] : object.items()) {
        if (!isOneOf(name, known))
            others[name] = value;
    }
    return others;
}

} // namespace

DefinitionReader::DefinitionReader(QString fileName)
    : m_fileName(std::move(fileName))
{}

Result<WorkflowDefinition> DefinitionReader::read(const Json &file)
{
    if (!file.is_object())
        return wrong("/", tr("this is no workflow; a workflow file holds one JSON object."));
    WorkflowDefinition definition;
    for (const Check &check : {readFormat(file), readHeader(file, definition)}) {
        if (!check)
            return fail(check.error());
    }
    const Json missing;
    const auto member = [&](const char *name) -> const Json & {
        const auto found = file.find(name);
        return found == file.end() ? missing : *found;
    };
    if (Check check = readNodes(member("nodes"), definition); !check)
        return fail(check.error());
    if (Check check = readEdges(member("edges"), definition); !check)
        return fail(check.error());
    if (file.contains("layout")) {
        if (Check check = readLayout(member("layout"), definition); !check)
            return fail(check.error());
    }
    definition.unknown =
        othersOf(file, {"format", "kind", "name", "description", "input", "nodes", "edges", "layout"});
    return definition;
}

tl::unexpected<Error> DefinitionReader::wrong(const std::string &path, const QString &what) const
{
    return fail(ErrorCode::InvalidDefinition, m_fileName % u": "_s % qs(path) % u": "_s % what);
}

DefinitionReader::Check DefinitionReader::readFormat(const Json &file) const
{
    const auto format = file.find("format");
    if (format == file.end())
        return wrong("/format", tr("the number of the file format is missing; add \"format\": 1."));
    if (!format->is_number_integer() || *format < 1)
        return wrong("/format", tr("the file format must be a whole number from 1; write 1."));
    if (*format > WorkflowDefinition::currentFormat) {
        return fail(ErrorCode::Unsupported, m_fileName % u": /format: "_s %
                                                tr("the file has format %1 and this version of Perdura reads "
                                                   "up to %2; install a newer version.")
                                                    .arg(qs(dumpJson(*format)))
                                                    .arg(WorkflowDefinition::currentFormat));
    }
    return {};
}

DefinitionReader::Check DefinitionReader::readHeader(const Json &file, WorkflowDefinition &definition) const
{
    auto name =
        readText(file, "name", {}, QT_TRANSLATE_NOOP("perdura::DefinitionFile", "give the workflow a name."));
    if (!name)
        return fail(name.error());
    definition.name = std::move(*name);
    if (const auto kind = file.find("kind"); kind != file.end()) {
        if (*kind != "workflow" && *kind != "entity")
            return wrong("/kind",
                         tr("the kind must be \"workflow\" or \"entity\"; left out, it is a workflow."));
        definition.kind = *kind == "entity" ? DefinitionKind::Entity : DefinitionKind::Workflow;
    }
    if (const auto description = file.find("description"); description != file.end()) {
        if (!description->is_string())
            return wrong("/description", tr("the description must be a text; put it in quotation marks."));
        definition.description = description->get<std::string>();
    }
    if (const auto input = file.find("input"); input != file.end()) {
        if (!input->is_object())
            return wrong("/input",
                         tr("the schema of the input must be an object; leave it out to take any input."));
        definition.inputSchema = *input;
    }
    return {};
}

DefinitionReader::Check DefinitionReader::readNodes(const Json &nodes, WorkflowDefinition &definition) const
{
    if (!nodes.is_array())
        return wrong("/nodes",
                     tr("the nodes are missing or no list; write \"nodes\": [] for an empty drawing."));
    std::unordered_set<std::string> ids;
    definition.nodes.resize(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        Node &node = definition.nodes[i];
        if (Check check = readNode(nodes[i], at("/nodes/", i), node); !check)
            return check;
        if (!ids.insert(node.id.value).second)
            return wrong(at("/nodes/", i) + "/id",
                         tr("“%1” is the id of an earlier node; give each node an id of its own.")
                             .arg(node.id.toQString()));
    }
    return checkParents(definition);
}

DefinitionReader::Check DefinitionReader::readNode(const Json &json, const std::string &path,
                                                   Node &node) const
{
    if (!json.is_object())
        return wrong(path, tr("a node must be an object with id, kind and name."));
    auto id =
        readText(json, "id", path, QT_TRANSLATE_NOOP("perdura::DefinitionFile", "give the node an id."));
    if (!id)
        return fail(id.error());
    auto kind =
        readText(json, "kind", path,
                 QT_TRANSLATE_NOOP("perdura::DefinitionFile", "say what the node does, such as activity."));
    if (!kind)
        return fail(kind.error());
    const NodeKindInfo *info = findNodeKind(*kind);
    if (!info)
        return wrong(path + "/kind",
                     tr("“%1” is not a kind of node; use one of %2.").arg(qs(*kind), kindIds()));
    const auto name = json.find("name");
    if (name == json.end() || !name->is_string())
        return wrong(path + "/name", tr("the name is missing or no text; give the node a name."));
    node.id = NodeId(std::move(*id));
    node.kind = info->kind;
    node.name = name->get<std::string>();
    if (json.contains("parent")) {
        auto parent = readText(json, "parent", path,
                               QT_TRANSLATE_NOOP("perdura::DefinitionFile",
                                                 "name the container that the node is in, or leave it out."));
        if (!parent)
            return fail(parent.error());
        node.parent = NodeId(std::move(*parent));
    }
    if (const auto fields = json.find("fields"); fields != json.end()) {
        if (!fields->is_object())
            return wrong(path + "/fields", tr("the fields of a node must be an object; write {} for none."));
        node.fields = *fields;
    }
    node.unknown = othersOf(json, {"id", "kind", "name", "parent", "fields"});
    return {};
}

DefinitionReader::Check DefinitionReader::readEdges(const Json &edges, WorkflowDefinition &definition) const
{
    if (!edges.is_array())
        return wrong("/edges",
                     tr("the edges are missing or no list; write \"edges\": [] when there are none."));
    definition.edges.resize(edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i) {
        if (Check check = readEdge(edges[i], at("/edges/", i), definition.edges[i]); !check)
            return check;
    }
    return checkEdges(definition);
}

DefinitionReader::Check DefinitionReader::readEdge(const Json &json, const std::string &path,
                                                   Edge &edge) const
{
    if (!json.is_object())
        return wrong(path, tr("an edge must be an object with from and to."));
    auto from = readText(json, "from", path,
                         QT_TRANSLATE_NOOP("perdura::DefinitionFile", "name the node that the edge leaves."));
    if (!from)
        return fail(from.error());
    auto to = readText(json, "to", path,
                       QT_TRANSLATE_NOOP("perdura::DefinitionFile", "name the node that the edge leads to."));
    if (!to)
        return fail(to.error());
    edge.from = NodeId(std::move(*from));
    edge.to = NodeId(std::move(*to));
    edge.port = "next";
    if (json.contains("port")) {
        auto port = readText(
            json, "port", path,
            QT_TRANSLATE_NOOP("perdura::DefinitionFile", "name an output port, or leave it out for next."));
        if (!port)
            return fail(port.error());
        edge.port = std::move(*port);
    }
    edge.unknown = othersOf(json, {"from", "port", "to"});
    return {};
}

DefinitionReader::Check DefinitionReader::readLayout(const Json &layout, WorkflowDefinition &definition) const
{
    if (!layout.is_object())
        return wrong("/layout",
                     tr("the layout must be an object with one position for each node; it may be left out."));
    std::unordered_set<std::string_view> ids;
    for (const Node &node : definition.nodes)
        ids.insert(node.id.value);
    for (const auto &[id, position] : layout.items()) {
        const std::string path = "/layout" + jsonPointerStep(id);
        if (!position.is_array() || position.size() != 2)
            return wrong(path, tr("a position is a list of two numbers, such as [40, 120]."));
        const auto x = readCoordinate(position[0], path + "/0");
        const auto y = readCoordinate(position[1], path + "/1");
        if (!x || !y)
            return fail(x ? y.error() : x.error());
        // A position may outlive its node in a merge of two branches; it means nothing then.
        if (ids.contains(id))
            definition.layout[NodeId(id)] = {*x, *y};
    }
    return {};
}

Result<double> DefinitionReader::readCoordinate(const Json &json, const std::string &path) const
{
    if (!json.is_number())
        return wrong(path, tr("a coordinate must be a number."));
    const double value = json.get<double>();
    if (!std::isfinite(value) || std::abs(value) > maxCoordinate) {
        return wrong(
            path,
            tr("%1 is too far away; coordinates lie between -1000000 and 1000000.").arg(qs(dumpJson(json))));
    }
    return value;
}

Result<std::string> DefinitionReader::readText(const Json &object, const char *member,
                                               const std::string &path, const char *remedy) const
{
    const std::string place = path + '/' + member;
    const auto found = object.find(member);
    if (found == object.end())
        return wrong(place, tr("“%1” is missing; %2").arg(QString::fromUtf8(member), tr(remedy)));
    if (!found->is_string())
        return wrong(place, tr("“%1” must be a text; %2").arg(QString::fromUtf8(member), tr(remedy)));
    if (found->get_ref<const std::string &>().empty())
        return wrong(place, tr("“%1” is empty; %2").arg(QString::fromUtf8(member), tr(remedy)));
    return found->get<std::string>();
}

DefinitionReader::Check DefinitionReader::checkParents(const WorkflowDefinition &definition) const
{
    std::unordered_map<std::string_view, std::size_t> indexOf;
    for (std::size_t i = 0; i < definition.nodes.size(); ++i)
        indexOf.emplace(definition.nodes[i].id.value, i);
    // The climb that first met a node; a node met again by the same climb is a cycle, by another one is known
    // to be fine.
    std::vector<std::size_t> metBy(definition.nodes.size(), definition.nodes.size());
    for (std::size_t start = 0; start < definition.nodes.size(); ++start) {
        for (std::size_t i = start; metBy[i] == definition.nodes.size();) {
            metBy[i] = start;
            const Node &node = definition.nodes[i];
            if (!node.parent)
                break;
            const std::string path = at("/nodes/", i) + "/parent";
            const auto parent = indexOf.find(node.parent->value);
            if (parent == indexOf.end())
                return wrong(path, tr("there is no node “%1”; correct the id or leave the parent out.")
                                       .arg(node.parent->toQString()));
            if (!nodeKindInfo(definition.nodes[parent->second].kind).isContainer)
                return wrong(
                    path,
                    tr("“%1” cannot hold other nodes; only a container can.").arg(node.parent->toQString()));
            if (metBy[parent->second] == start)
                return wrong(path, tr("the node “%1” is inside itself; leave one of the parents out.")
                                       .arg(node.id.toQString()));
            i = parent->second;
        }
    }
    return {};
}

DefinitionReader::Check DefinitionReader::checkEdges(const WorkflowDefinition &definition) const
{
    std::unordered_map<std::string_view, const Node *> nodes;
    for (const Node &node : definition.nodes)
        nodes.emplace(node.id.value, &node);
    std::unordered_set<std::string> taken;
    for (std::size_t i = 0; i < definition.edges.size(); ++i) {
        const Edge &edge = definition.edges[i];
        const auto from = nodes.find(edge.from.value);
        const auto to = nodes.find(edge.to.value);
        if (from == nodes.end() || to == nodes.end()) {
            const bool isFrom = from == nodes.end();
            return wrong(at("/edges/", i) + (isFrom ? "/from" : "/to"),
                         tr("there is no node “%1”; correct the id or remove the edge.")
                             .arg((isFrom ? edge.from : edge.to).toQString()));
        }
        if (from->second->parent != to->second->parent) {
            return wrong(at("/edges/", i), tr("the edge from “%1” to “%2” crosses the border of a container; "
                                              "connect nodes of the same flow.")
                                               .arg(edge.from.toQString(), edge.to.toQString()));
        }
        if (!taken.insert(edge.from.value + '\0' + edge.port).second) {
            return wrong(at("/edges/", i) + "/port",
                         tr("the port “%1” of “%2” has an edge already; remove one of the two.")
                             .arg(qs(edge.port), edge.from.toQString()));
        }
    }
    return {};
}

} // namespace perdura
