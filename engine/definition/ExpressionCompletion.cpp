// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionCompletion.h"

#include "engine/core/Text.h"
#include "engine/definition/ExpressionFunctions.h"
#include "engine/definition/KnownValues.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/NodeReferences.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

using namespace Qt::StringLiterals;

namespace {

using Item = ExpressionCompletion;
using Place = ExpressionCaret::Place;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ExpressionCompletion", text);
}

QString textOf(const Json &schema, const char *member)
{
    const auto found = schema.is_object() ? schema.find(member) : schema.end();
    return schema.is_object() && found != schema.end() && found->is_string()
               ? QString::fromStdString(found->get<std::string>())
               : QString();
}

/// What a schema says that a value is, in a word.
QString typeWord(const Json &schema)
{
    const QString type = textOf(schema, "type");
    if (type == "string"_L1)
        return tr("text");
    if (type == "integer"_L1 || type == "number"_L1)
        return tr("number");
    if (type == "boolean"_L1)
        return tr("true or false");
    if (type == "array"_L1)
        return tr("list");
    return type == "object"_L1 ? tr("object") : QString();
}

/// Something that every text, or every list, has.
struct Method
{
    const char *name;
    const char *signature; ///< empty: no function
    QString documentation;
};

std::vector<Method> methodsOf(const QString &type)
{
    if (type == "string"_L1)
        return {{"length", "", tr("How many characters it has.")},
                {"trim", "trim()", tr("The text without white space at its ends.")},
                {"toUpperCase", "toUpperCase()", tr("The text in capital letters.")},
                {"toLowerCase", "toLowerCase()", tr("The text in small letters.")},
                {"includes", "includes(text)", tr("True when that text is part of it.")},
                {"startsWith", "startsWith(text)", tr("True when it begins with that text.")},
                {"endsWith", "endsWith(text)", tr("True when it ends with that text.")},
                {"slice", "slice(from, to?)", tr("The part between two places.")},
                {"split", "split(separator)", tr("The list of its parts.")},
                {"replaceAll", "replaceAll(what, by)", tr("The text with each of these replaced.")}};
    if (type == "array"_L1)
        return {{"length", "", tr("How many items it has.")},
                {"map", "map(item => …)", tr("The list of what the function gives for each item.")},
                {"filter", "filter(item => …)", tr("The items for which the function gives true.")},
                {"find", "find(item => …)", tr("The first item for which the function gives true.")},
                {"some", "some(item => …)", tr("True when the function gives true for one item.")},
                {"every", "every(item => …)", tr("True when the function gives true for all items.")},
                {"includes", "includes(value)", tr("True when that value is one of the items.")},
                {"join", "join(separator)", tr("The items as one text.")},
                {"slice", "slice(from, to?)", tr("The items between two places.")},
                {"concat", "concat(list)", tr("The items of both lists.")}};
    return {};
}

bool isIdentifier(const std::string &name)
{
    return !name.empty() && !isDigit(name.front()) && std::ranges::all_of(name, isWordCharacter);
}

/// True when a word of the label begins with what was written, whatever the case.
bool fits(const QString &label, const QString &word)
{
    for (qsizetype at = label.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = label.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        if (at == 0 || !label[at - 1].isLetterOrNumber())
            return true;
    }
    return false;
}

class Completer
{
public:
    Completer(const CompletionRequest &request, const Node &node)
        : m_request(request)
        , m_caret(caretIn(request.expression, request.caret))
        , m_word(QString::fromStdString(m_caret.word))
        , m_known(request.definition, request.activities, node)
    {}

    ExpressionCompletions run()
    {
        if (m_caret.place == Place::Name)
            addNames();
        else if (m_caret.place == Place::Member)
            addMembers();
        std::ranges::stable_partition(m_items, [this](const Item &item) {
            return QString::fromStdString(item.label).startsWith(m_word, Qt::CaseInsensitive);
        });
        return {m_caret.start, m_caret.length, std::move(m_items)};
    }

private:
    void add(Item::Kind kind, std::string label, std::string text, QString detail, QString documentation)
    {
        if (fits(QString::fromStdString(label), m_word))
            m_items.push_back(
                {kind, std::move(label), std::move(text), std::move(detail), std::move(documentation)});
    }
    void addVariable(const char *name, const QString &detail, const QString &documentation)
    {
        add(Item::Kind::Variable, name, name, detail, documentation);
    }

    void addNames()
    {
        const bool isEntity = m_request.definition.kind == DefinitionKind::Entity;
        addVariable("input", tr("value"),
                    isEntity ? tr("What the operation was given.") : tr("The input of the instance."));
        if (isEntity)
            addVariable("state", tr("value"), tr("What the entity keeps; null at first."));
        addVariable("vars", tr("object"), tr("The variables that nodes of the kind Set variables have set."));
        addVariable("nodes", tr("object"), tr("What the nodes before this one gave, by their names."));
        if (m_known.forEach()) {
            addVariable("item", tr("value"), tr("The item that is being worked on."));
            addVariable("index", tr("number"), tr("The number of the item, from 0."));
        }
        if (m_known.surroundings().isBehindError)
            addVariable("error", tr("object"), tr("What went wrong, after an error port."));
        if (isEntity)
            addVariable("entity", tr("object"), tr("The name and the key of this entity."));
        else
            addVariable("instance", tr("object"), tr("The id, name and version of this instance."));
        addVariable("now", tr("text"), tr("The time of the run, as recorded."));
        addNodes([](const std::string &name) { return nodeReference(name) + ".output"; });
        for (const ExpressionFunction &function : expressionFunctions()) {
            const std::string name(function.name);
            add(Item::Kind::Function, name, name + "(", function.signature, function.documentation);
        }
        for (const char *keyword : {"true", "false", "null"})
            add(Item::Kind::Keyword, keyword, keyword, tr("keyword"), {});
    }

    template <typename Text>
    void addNodes(Text textOfName)
    {
        for (const Node *node : m_known.surroundings().before) {
            const NodeKindInfo &kind = nodeKindInfo(node->kind);
            add(Item::Kind::Node, node->name, textOfName(node->name), kind.title,
                tr("The output of this node."));
        }
    }

    void addMembers()
    {
        const ValuePath owner = ownerPath();
        if (owner.empty())
            return;
        if (owner == ValuePath{"nodes"}) {
            const bool hasOutput =
                m_request.expression.substr(m_caret.start + m_caret.length).starts_with(".output");
            addNodes([this, hasOutput](const std::string &name) {
                return access(name) + (hasOutput ? "" : ".output");
            });
            return;
        }
        if (owner.size() == 2 && owner.front() == "nodes") {
            add(Item::Kind::Member, "output", access("output"), tr("value"), tr("What the node gave."));
            return;
        }
        const Json schema = m_known.schemaOf(owner);
        const auto properties = schema.is_object() ? schema.find("properties") : schema.end();
        if (schema.is_object() && properties != schema.end() && properties->is_object()) {
            for (const auto &[name, member] : properties->items())
                addMember(name, member);
        }
        if (m_caret.sign == "[")
            return;
        for (const Method &method : methodsOf(textOf(schema, "type"))) {
            const bool isFunction = *method.signature;
            add(isFunction ? Item::Kind::Function : Item::Kind::Member, method.name,
                access(method.name) + (isFunction ? "(" : ""),
                isFunction ? QString::fromUtf8(method.signature) : tr("number"), method.documentation);
        }
    }

    void addMember(const std::string &name, const Json &schema)
    {
        const QString description = textOf(schema, "description");
        add(Item::Kind::Member, name, access(name), typeWord(schema),
            description.isEmpty() ? textOf(schema, "title") : description);
    }

    /// Whose members are wanted; a parameter of a function stands for an item of the list it is called on.
    [[nodiscard]] ValuePath ownerPath() const
    {
        if (m_caret.owner.empty())
            return {};
        const auto item = itemPathOf(m_caret.owner.front(), m_request.expression, m_caret.start);
        if (!item)
            return m_caret.owner;
        ValuePath path = *item;
        path.insert(path.end(), m_caret.owner.begin() + 1, m_caret.owner.end());
        return path;
    }

    /// How the member is written behind its owner: as it was begun, where that is possible.
    [[nodiscard]] std::string access(const std::string &name) const
    {
        const bool isOptional = m_request.expression.substr(m_caret.start).starts_with("?.");
        if (m_caret.sign != "[" && isIdentifier(name))
            return std::string(m_caret.sign) + name;
        const char quote = m_caret.quote ? m_caret.quote : '"';
        std::string text = isOptional ? "?.[" : "[";
        text += quote;
        for (const char c : name) {
            if (c == quote || c == '\\')
                text += '\\';
            text += c;
        }
        return text + quote + ']';
    }

    const CompletionRequest &m_request;
    ExpressionCaret m_caret;
    QString m_word;
    KnownValues m_known;
    std::vector<Item> m_items;
};

/// True where a leading '=' makes no expression.
bool isLiteralField(const Node &node, const std::string &field)
{
    const std::string first = field.substr(0, field.find('/', 1));
    const Json::json_pointer place("/properties" + first + "/x-literal");
    const Json &schema = nodeKindInfo(node.kind).fieldSchema;
    return !first.empty() && schema.contains(place) && schema.at(place) == true;
}

} // namespace

ExpressionCompletions completionsFor(const CompletionRequest &request)
{
    const Node *node = request.definition.find(request.node);
    if (!node || isLiteralField(*node, request.field))
        return {};
    return Completer(request, *node).run();
}

} // namespace perdura
