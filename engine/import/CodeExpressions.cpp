// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/CodeBuiltins.h"
#include "engine/import/CodeReader.h"

#include <algorithm>
#include <array>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return importText(text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

/// Where a text that has taken the place of another needs parentheses.
bool bindsTightly(const Ast &parent)
{
    static constexpr std::array types{"BinaryExpression", "LogicalExpression",     "UnaryExpression",
                                      "MemberExpression", "ConditionalExpression", "SpreadElement"};
    return std::ranges::any_of(types, [&parent](const char *type) { return isType(parent, type); });
}

/// The names under which expressions find what belongs to the workflow.
bool isTaken(const std::string &name)
{
    static constexpr std::array names{"input", "vars",  "nodes",    "error",  "now",    "state",
                                      "item",  "index", "instance", "entity", "secrets"};
    return std::ranges::find(names, name) != names.end();
}

bool isEquality(const Ast &node)
{
    const std::string sign = textMember(node, "operator");
    return sign == "===" || sign == "==" || sign == "!==" || sign == "!=";
}

} // namespace

QString CodeReader::textOf(const Ast &code)
{
    m_roots.push_back(&code);
    QString text = write(code);
    m_roots.pop_back();
    return text;
}

QString CodeReader::textWithLocals(const Ast &code, const std::vector<const Binding *> &locals)
{
    const auto before = std::exchange(m_locals, locals);
    QString text = textOf(code);
    m_locals = before;
    return text;
}

QString CodeReader::write(const Ast &node)
{
    const auto replaced = replacementOf(node);
    return replaced ? *replaced : writeParts(node);
}

/// The text as it is, but for what is replaced inside.
QString CodeReader::writeParts(const Ast &node)
{
    QString text;
    qsizetype at = startOf(node);
    for (const Ast *below : children(node)) {
        if (startOf(*below) < at)
            continue;
        text += m_source.text().mid(at, startOf(*below) - at);
        if (const auto replaced = replacementOf(*below))
            text += bindsTightly(node) ? asOperand(*replaced) : *replaced;
        else
            text += writeParts(*below);
        at = endOf(*below);
    }
    return text + m_source.text().mid(at, endOf(node) - at);
}

std::optional<QString> CodeReader::replacementOf(const Ast &node)
{
    if (const auto yielded = m_yielded.find(&node); yielded != m_yielded.end())
        return yielded->second;
    if (isType(node, "YieldExpression")) {
        m_source.error(node,
                       tr("This yield stands where a drawing cannot wait; give its result a name before."));
        return u"null"_s;
    }
    if (isType(node, "AwaitExpression")) {
        m_source.error(
            node, tr("An orchestrator must not use await; wait with yield for something of context.df."));
        return u"null"_s;
    }
    if (isType(node, "Literal") && textMember(node, "raw").find('_') != std::string::npos &&
        node["value"].is_number())
        return qs(textMember(node, "raw")).remove(u'_');
    if (isType(node, "Property") && flagMember(node, "shorthand")) {
        const QString name = qs(textMember(node["key"], "name"));
        const QString value = write(node["value"]);
        return value == name ? name : QString(name % u": "_s % value);
    }
    if (isType(node, "ObjectExpression"))
        return std::ranges::any_of(node["properties"],
                                   [](const Ast &part) { return isType(part, "SpreadElement"); })
                   ? std::optional(objectText(node))
                   : std::nullopt;
    if (isType(node, "Identifier"))
        return nameText(node);
    if (auto date = dateText(node))
        return date;
    if (const std::string name = durableName(node); !name.empty())
        return durableText(node, name);
    if (isType(node, "MemberExpression"))
        return memberText(node);
    if (isType(node, "CallExpression") || isType(node, "NewExpression"))
        return callText(node);
    return isType(node, "BinaryExpression") ? comparisonText(node) : std::nullopt;
}

bool CodeReader::isLocal(const Binding &binding) const
{
    return std::ranges::find(m_locals, &binding) != m_locals.end() ||
           std::ranges::any_of(m_roots, [this, &binding](const Ast *root) {
               return m_names.isInside(*binding.scope, *root);
           });
}

std::optional<QString> CodeReader::nameText(const Ast &identifier)
{
    const Binding *binding = m_names.bindingOf(identifier);
    const std::string name = textMember(identifier, "name");
    if (binding && isLocal(*binding))
        return isTaken(name) ? std::optional(QString(qs(name) + u'_')) : std::nullopt;
    if (!m_names.isUse(identifier))
        return std::nullopt;
    if (!binding)
        return isLanguageName(name) ? std::nullopt : std::optional(undefinedText(identifier));
    if (CodeValue *value = valueOf(identifier)) {
        switch (value->kind) {
        case CodeValue::Kind::Text:
            return value->text;
        case CodeValue::Kind::Tasks:
            return tasksText(identifier, *value->tasks);
        case CodeValue::Kind::Winner:
            return value->winner->word.isEmpty() ? u"null"_s : value->winner->word;
        case CodeValue::Kind::Task:
            m_source.error(identifier,
                           tr("“%1” is a task here, which has a result only once it was waited for; "
                              "use the result of yield.")
                               .arg(qs(name)));
            return u"null"_s;
        default:
            m_source.error(identifier, tr("“%1” cannot be used as a value in a drawing.").arg(qs(name)));
            return u"null"_s;
        }
    }
    if (auto text = inlined(*binding, identifier))
        return text;
    return u"vars."_s % qs(name);
}

/// What the file declares outside of the function: a constant's value, or a function that only computes.
std::optional<QString> CodeReader::inlined(const Binding &binding, const Ast &use)
{
    if (binding.scope == &m_function || m_names.isInside(*binding.scope, m_function))
        return std::nullopt;
    const Ast *code = binding.declaration;
    if (binding.kind == Binding::Kind::Variable)
        code = child(*code, "init");
    if (!code || binding.isChanged || binding.kind == Binding::Kind::Import || m_modules.contains(&binding) ||
        std::ranges::find(m_inlining, &binding) != m_inlining.end() || flagMember(*code, "generator") ||
        flagMember(*code, "async")) {
        m_source.error(use,
                       tr("“%1” lies outside of the function and cannot be part of a drawing; put what it "
                          "does into the function, or into an activity.")
                           .arg(qs(binding.name)));
        return u"null"_s;
    }
    m_inlining.push_back(&binding);
    QString text = textOf(*code);
    m_inlining.pop_back();
    return isFunction(*code) ? QString(u'(' % text % u')') : asOperand(text);
}

std::optional<QString> CodeReader::durableText(const Ast &node, const std::string &name)
{
    const bool isCall = isType(node, "CallExpression");
    if (name == "currentUtcDateTime")
        return u"now"_s;
    if (name == "getInput" && isCall)
        return u"input"_s;
    if (name == "instanceId")
        return u"instance.id"_s;
    if (name == "version")
        return u"instance.version"_s;
    if (name == "isReplaying")
        return u"false"_s;
    if (name == "entityKey")
        return u"entity.key"_s;
    if (name == "entityName")
        return u"entity.name"_s;
    if (name == "isNewlyConstructed")
        return u"(state === null)"_s;
    if (name == "getState" && isCall) {
        const Ast *initial = argument(node, 0);
        if (!initial)
            return u"state"_s;
        const bool isShort = isFunction(*initial) && !isType((*initial)["body"], "BlockStatement");
        const QString value = isShort                ? textOf((*initial)["body"])
                              : isFunction(*initial) ? QString(u'(' % textOf(*initial) % u")()"_s)
                                                     : write(*initial);
        return QString(u"(state === null ? "_s % value % u" : state)"_s);
    }
    if (!isCall && m_names.parentOf(node) && isType(*m_names.parentOf(node), "CallExpression"))
        return std::nullopt;
    if (name == "newGuid")
        m_source.error(node,
                       tr("Drawings make no ids; take the instance's id, or get one from an activity."));
    else
        m_source.error(node,
                       tr("context.df.%1 cannot stand here in a drawing; wait for it with yield, or leave it "
                          "out.")
                           .arg(qs(name)));
    return u"null"_s;
}

std::optional<QString> CodeReader::memberText(const Ast &node)
{
    const CodeValue *value = valueOf(node["object"]);
    const std::string member =
        flagMember(node, "computed") ? std::string() : textMember(node["property"], "name");
    if (value && value->kind == CodeValue::Kind::Task && member == "result" && !value->task->result.isEmpty())
        return value->task->result;
    if (value && value->kind == CodeValue::Kind::Winner && member == "result")
        return value->winner->result;
    if (value && value->isHttp && (member == "statusCode" || member == "content" || member == "body"))
        return QString(value->text % (member == "statusCode" ? u".status"_s : u".body"_s));
    if (m_fanOut && m_fanOut->list && m_fanOut->index && flagMember(node, "computed") &&
        isType(node["property"], "Identifier") && m_names.bindingOf(node["property"]) == m_fanOut->index &&
        m_source.slice(node["object"]) == m_source.slice(*m_fanOut->list))
        return u"item"_s;
    const std::string math = isType(node["object"], "Identifier") ? textMember(node["object"], "name") : "";
    if (math == "Math" && member == "random" && !m_names.bindingOf(node["object"])) {
        m_source.error(node, tr("Math.random gives another value in each replay; get it from an activity."));
        return u"(() => 0)"_s;
    }
    return std::nullopt;
}

/// {...a, b: 1} in the words of a language without it: merge(a, {b: 1}).
QString CodeReader::objectText(const Ast &node)
{
    QStringList parts;
    QStringList own;
    const auto endOwn = [&parts, &own] {
        if (!own.isEmpty())
            parts += QString(u'{' % own.join(u", "_s) % u'}');
        own.clear();
    };
    for (const Ast &property : node["properties"]) {
        if (!isType(property, "SpreadElement")) {
            own += write(property);
            continue;
        }
        endOwn();
        parts += write(property["argument"]);
    }
    endOwn();
    return u"merge("_s % parts.join(u", "_s) % u')';
}

std::optional<QString> CodeReader::callText(const Ast &node)
{
    const Ast &callee = node["callee"];
    if (isType(callee, "Identifier") && !m_names.bindingOf(callee)) {
        const std::string name = textMember(callee, "name");
        return isLanguageName(name) ? std::nullopt : std::optional(placeholderFor(node, qs(name)));
    }
    const Ast *root = rootOf(callee);
    const Binding *binding = root ? m_names.bindingOf(*root) : nullptr;
    if (binding && m_modules.contains(binding) && !isType(node, "NewExpression"))
        return placeholderFor(node, m_source.slice(callee));
    if (binding && m_modules.contains(binding)) {
        m_source.error(node, tr("“%1” cannot be used as a value in a drawing.").arg(m_source.slice(callee)));
        return u"null"_s;
    }
    return std::nullopt;
}

/// The winner of a race is told by its word, and dates are texts.
std::optional<QString> CodeReader::comparisonText(const Ast &node)
{
    const Ast &left = node["left"];
    const Ast &right = node["right"];
    const std::string sign = textMember(node, "operator");
    for (const auto &[winner, task] : {std::pair(&left, &right), std::pair(&right, &left)}) {
        const CodeValue *won = valueOf(*winner);
        const CodeValue *asked = valueOf(*task);
        if (isEquality(node) && won && asked && won->kind == CodeValue::Kind::Winner &&
            asked->kind == CodeValue::Kind::Task)
            return QString(won->winner->word % u' ' % qs(sign) % u" \""_s % qs(asked->task->word) % u'"');
    }
    if (isEquality(node) || !isDate(left) ||
        (!isDate(right) && sign != "<" && sign != ">" && sign != "<=" && sign != ">="))
        return std::nullopt;
    const QString between = u"timeBetween("_s % write(left) % u", "_s % write(right) % u')';
    if (sign == "-")
        return QString(u"timeBetween("_s % write(right) % u", "_s % write(left) % u") * 1000"_s);
    if (sign == "<" || sign == "<=")
        return QString(between % (sign == "<" ? u" > 0"_s : u" >= 0"_s));
    if (sign == ">" || sign == ">=")
        return QString(between % (sign == ">" ? u" < 0"_s : u" <= 0"_s));
    return std::nullopt;
}

} // namespace perdura
