// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/SyntaxTree.h"

#include "engine/script/Watchdog.h"

#include <QFile>
#include <QJSEngine>

#include <algorithm>

static void initImportResources()
{
    Q_INIT_RESOURCE(import);
    Q_INIT_RESOURCE(acorn);
}

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto parseLimit = std::chrono::seconds(10);

QString readResource(const QString &name)
{
    static const bool isReady = [] {
        initImportResources();
        return true;
    }();
    QFile file(u":/import/"_s + name);
    const bool isThere = isReady && file.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    return isThere ? QString::fromUtf8(file.readAll()) : QString();
}

std::vector<SyntaxRepair> repairsOf(const Json &answer)
{
    std::vector<SyntaxRepair> repairs;
    for (const Json &repair : answer.value("repairs", Json(Json::array())))
        repairs.push_back({repair["from"].get<qsizetype>(), repair["to"].get<qsizetype>()});
    return repairs;
}

} // namespace

std::variant<SyntaxTree, SyntaxError> parseJavaScript(const QString &text)
{
    QJSEngine engine;
    // Not in strict mode: of `return a.b = c ? f() : g()` the engine then makes a jump that forgets to
    // assign. And it warns of two variables that are used before their declaration.
    const QString parser =
        readResource(u"acorn.js"_s)
            .replace(u"{ 'use strict';"_s, u"{ var FUNC_STATEMENT, FUNC_HANGING_STATEMENT;"_s);
    const QJSValue acorn = engine.evaluate(
        u"(function (exports, module) {"_s % parser % u"\nreturn exports; })({}, {})"_s, u"acorn.js"_s);
    QJSValue make = engine.evaluate(readResource(u"parse.js"_s), u"parse.js"_s);
    QJSValue parse = make.call({acorn});
    Q_ASSERT(parse.isCallable());
    Watchdog watchdog;
    Watchdog::Watch watch(watchdog, engine, parseLimit);
    const QJSValue answer = parse.call({QJSValue(text)});
    watch.pause();
    if (watch.hasExpired() || answer.isError())
        return SyntaxError{u"it is too long or nested too deeply"_s};
    const auto told =
        parseJson(answer.toString().toStdString(), {.maxBytes = 512u * 1024 * 1024, .maxDepth = 450});
    if (!told)
        return SyntaxError{u"it is nested too deeply"_s};
    if (const auto error = told->find("error"); error != told->end())
        return SyntaxError{QString::fromStdString((*error)["message"].get<std::string>()),
                           (*error)["at"].get<qsizetype>(), repairsOf(*told)};
    return SyntaxTree{(*told)["tree"], QString::fromStdString((*told)["text"].get<std::string>()),
                      repairsOf(*told)};
}

const Ast *child(const Ast &node, const char *name)
{
    if (!node.is_object())
        return nullptr;
    const auto found = node.find(name);
    return found == node.end() || found->is_null() ? nullptr : &*found;
}

bool isType(const Ast &node, std::string_view type)
{
    const Ast *found = child(node, "type");
    return found && found->is_string() && found->get_ref<const std::string &>() == type;
}

std::string textMember(const Ast &node, const char *name)
{
    const Ast *found = child(node, name);
    return found && found->is_string() ? found->get<std::string>() : std::string();
}

bool flagMember(const Ast &node, const char *name)
{
    const Ast *found = child(node, name);
    return found && found->is_boolean() && found->get<bool>();
}

qsizetype startOf(const Ast &node)
{
    return node["start"].get<qsizetype>();
}

qsizetype endOf(const Ast &node)
{
    return node["end"].get<qsizetype>();
}

bool isFunction(const Ast &node)
{
    return isType(node, "FunctionExpression") || isType(node, "FunctionDeclaration") ||
           isType(node, "ArrowFunctionExpression");
}

std::vector<const Ast *> children(const Ast &node)
{
    std::vector<const Ast *> found;
    const auto take = [&found](const Ast &value) {
        if (value.is_object() && value.contains("type"))
            found.push_back(&value);
    };
    for (const auto &member : node) {
        take(member);
        if (member.is_array())
            std::ranges::for_each(member, take);
    }
    // A property in short form is its key and its value at once.
    std::ranges::stable_sort(found, {}, [](const Ast *ast) { return startOf(*ast); });
    return found;
}

} // namespace perdura
