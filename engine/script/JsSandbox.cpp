// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/JsSandbox.h"

#include "engine/core/Text.h"
#include "engine/script/ErrorPlace.h"
#include "engine/script/MathBridge.h"
#include "engine/script/NodesBridge.h"
#include "engine/script/PowerOperator.h"
#include "engine/script/Recursion.h"
#include "engine/script/ValueCache.h"

#include <QFile>
#include <QJSEngine>
#include <QRegularExpression>

#include <array>
#include <cmath>
#include <unordered_map>

static void initScriptResources()
{
    Q_INIT_RESOURCE(script);
}

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

// All names that an expression may use of its surroundings, besides `nodes`.
constexpr std::array scopeNames{"input",    "vars", "item",  "index",  "error",
                                "instance", "now",  "state", "entity", "secrets"};
constexpr double largestInteger = 9007199254740992.0; // 2^53
constexpr std::size_t maxCompiled = 500;

FailureDetails expressionError(const QString &message)
{
    return {.errorType = "ExpressionError", .errorMessage = message.toStdString(), .isNonRetriable = true};
}

QString readResource(const QString &name)
{
    QFile file(u":/script/"_s + name);
    const bool isThere = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    return isThere ? QString::fromUtf8(file.readAll()) : QString();
}

/// The helpers' parts share what they have in common within one function.
QString helpersText()
{
    QString text = u"(function (global) {\"use strict\";\n"_s;
    for (const char *part : {"arguments", "dates", "values", "paths", "csv", "newer"})
        text += readResource(u"helpers/%1.js"_s.arg(QLatin1StringView(part)));
    return text + u"})"_s;
}

/// Is the word in the text? May find it in a string or comment as well; that only costs a conversion.
bool mentions(const std::string &text, std::string_view word)
{
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const bool startsWord = at == 0 || !isWordCharacter(text[at - 1]);
        const auto end = at + word.size();
        if (startsWord && (end == text.size() || !isWordCharacter(text[end])))
            return true;
    }
    return false;
}

/// May the code write to something? Then it gets copies of its own, because the engine lets code write to the
/// elements of frozen lists, and a shared value would carry that over to the next call.
bool mayAssign(const QString &text)
{
    static const QRegularExpression assignment(
        QStringLiteral("(^|[^=!<>])=(?![=>])|<<=|>>=|\\+\\+|--|\\bdelete\\b"));
    return assignment.match(text).hasMatch();
}

/// How the code is run: strict (and in a block, so that its own last call is none of the jumps of which the
/// engine tells less when they go wrong), unless that would take the bound from its recursion.
QString modeOf(const std::string &code)
{
    return mayRecurse(code) ? QString() : u"\"use strict\";"_s;
}

std::string withoutEqualsSign(const std::string &expression)
{
    return expression.starts_with('=') ? expression.substr(1) : expression;
}

/// What is wrong with the syntax, without the words that only those know who write parsers.
QString syntaxWords(const QString &message)
{
    static const QRegularExpression expected(u"^Expected token `(.+)'$"_s);
    static const QRegularExpression unexpected(u"^Unexpected token `(.+)'$"_s);
    if (const auto match = expected.match(message); match.hasMatch()) {
        const QString token = match.captured(1);
        return token == "numeric literal"_L1 || token == "identifier"_L1 ? u"A value is missing"_s
                                                                         : u"“%1” is missing"_s.arg(token);
    }
    if (const auto match = unexpected.match(message); match.hasMatch())
        return u"“%1” cannot stand here"_s.arg(match.captured(1));
    return message == "Syntax error"_L1 ? u"Something is missing or stands in the wrong place"_s : message;
}

/// The engine's words for an error, as a sentence, with the line when there are several.
QString describe(const QJSValue &error, const QString &text)
{
    QString message = error.property(u"message"_s).toString();
    const QString name = error.property(u"name"_s).toString();
    // The engine has the same two words for writing to what is frozen and for a last call of what is no
    // function.
    if (message == "Type error"_L1)
        message = mayAssign(text)
                      ? u"A value of the workflow cannot be changed; change a copy, as in list.slice()"_s
                      : u"What is called here is not a function"_s;
    else if (name == "SyntaxError"_L1)
        message = u"Syntax error: "_s + syntaxWords(message);
    const int line =
        error.property(u"lineNumber"_s).toInt() - 1; // the wrapper has put one line before the text
    const int lines = int(text.count(u'\n')) + 1;
    const bool isInText = error.property(u"fileName"_s).toString().isEmpty();
    if (isInText && lines > 1 && line >= 1)
        message += u" (line %1)"_s.arg(std::min(line, lines));
    return message.endsWith(u'.') ? message : message + u'.';
}

} // namespace

class JsSandbox::Impl
{
public:
    explicit Impl(std::shared_ptr<Watchdog> watchdog);

    using Outcome = tl::expected<Json, FailureDetails>;
    Outcome evaluate(const std::string &text, const ExpressionScope &scope, const ExpressionLimits &limits);
    /// The failure with its place in the text, and what had no value there, as far as that can be told.
    FailureDetails placed(FailureDetails failure, const std::string &text, const ExpressionScope &scope,
                          const ExpressionLimits &limits);
    Outcome runFunction(const std::string &body, const Json &input, const ExpressionLimits &limits);
    std::optional<QString> syntaxError(const QString &text);

private:
    using Compiled = tl::expected<QJSValue, FailureDetails>;
    Compiled compile(const QString &parameters, const std::string &text);
    Outcome call(const QJSValue &function, const QJSValueList &arguments, const QString &text,
                 const ExpressionLimits &limits, Watchdog::Watch &watch);
    Outcome toJson(const QJSValue &value, const QString &text, const ExpressionLimits &limits);
    Outcome fromThrown(const QJSValue &error, const QString &text, const ExpressionLimits &limits,
                       const Watchdog::Watch &watch) const;

    std::shared_ptr<Watchdog> m_watchdog;
    MathBridge m_math; ///< outlives the engine, which calls it
    QJSEngine m_engine;
    QJSValue m_call;
    QJSValue m_toJson;
    std::unique_ptr<ValueCache> m_cache;
    std::unique_ptr<NodesBridge> m_bridge;
    QJSValue m_nodes;
    std::unordered_map<std::string, QJSValue> m_compiled; ///< by parameters and text
};

JsSandbox::Impl::Impl(std::shared_ptr<Watchdog> watchdog)
    : m_watchdog(std::move(watchdog))
{
    initScriptResources();
    QJSValue setUp = m_engine.evaluate(readResource(u"sandbox.js"_s), u"sandbox.js"_s);
    const QJSValue addHelpers = m_engine.evaluate(helpersText(), u"helpers.js"_s);
    const QJSValue boundTexts = m_engine.evaluate(readResource(u"texts.js"_s), u"texts.js"_s);
    QJSEngine::setObjectOwnership(&m_math, QJSEngine::CppOwnership);
    const QJSValue keepOrder = m_engine.evaluate(readResource(u"sorting.js"_s), u"sorting.js"_s);
    const QJSValue tools = setUp.call(
        {m_engine.globalObject(), addHelpers, boundTexts, keepOrder, m_engine.newQObject(&m_math)});
    Q_ASSERT_X(!tools.isError(), "sandbox.js", qPrintable(tools.toString()));
    m_cache = std::make_unique<ValueCache>(tools.property(u"fromJson"_s));
    m_call = tools.property(u"call"_s);
    m_toJson = tools.property(u"toJson"_s);
    m_bridge = std::make_unique<NodesBridge>(*m_cache);
    QJSEngine::setObjectOwnership(m_bridge.get(), QJSEngine::CppOwnership);
    m_nodes = tools.property(u"nodes"_s).call({m_engine.newQObject(m_bridge.get())});
}

/// Text that closes the wrapper's bracket and opens another passes one kind of bracket, never both.
std::optional<QString> JsSandbox::Impl::syntaxError(const QString &text)
{
    if (text.trimmed().isEmpty())
        return u"The expression is empty."_s;
    for (const auto &[open, close] : {std::pair(u"("_s, u")"_s), std::pair(u"["_s, u"]"_s)}) {
        const QJSValue tried = m_engine.evaluate(u"(function(){\"use strict\"; return "_s + open + u"\n"_s +
                                                 text + u"\n"_s + close + u"})"_s);
        if (tried.isError())
            return describe(tried, text);
    }
    return std::nullopt;
}

JsSandbox::Impl::Compiled JsSandbox::Impl::compile(const QString &parameters, const std::string &text)
{
    const std::string key = parameters.toStdString() + '\n' + text;
    if (const auto found = m_compiled.find(key); found != m_compiled.end())
        return found->second;
    const QString code = QString::fromStdString(text);
    if (const auto problem = syntaxError(code))
        return tl::unexpected(expressionError(*problem));
    const auto functionOf = [&](const QString &body) {
        return m_engine.evaluate(u"(function("_s + parameters + u"){"_s + modeOf(text) + u"try{return (\n"_s +
                                 body + u"\n)}finally{}})"_s);
    };
    QJSValue function = functionOf(QString::fromStdString(withPortablePowers(text)));
    if (function.isError())
        function = functionOf(code);
    if (function.isError())
        return tl::unexpected(expressionError(describe(function, code)));
    if (m_compiled.size() >= maxCompiled)
        m_compiled.clear();
    m_compiled.emplace(key, function);
    return function;
}

JsSandbox::Impl::Outcome JsSandbox::Impl::evaluate(const std::string &text, const ExpressionScope &scope,
                                                   const ExpressionLimits &limits)
{
    const QString code = QString::fromStdString(text);
    const auto sharing = mayAssign(code) ? ValueCache::Sharing::Copied : ValueCache::Sharing::Shared;
    QStringList parameters;
    QJSValueList arguments;
    for (const char *name : scopeNames) {
        const auto value = mentions(text, name) ? scope.value(name) : nullptr;
        if (!value)
            continue;
        parameters << QString::fromLatin1(name);
        arguments << m_cache->convert(value, sharing);
    }
    parameters << u"nodes"_s;
    arguments << m_nodes;
    const Compiled function = compile(parameters.join(u','), text);
    if (!function)
        return tl::unexpected(function.error());
    Watchdog::Watch watch(*m_watchdog, m_engine, limits.time);
    m_bridge->begin(scope, sharing, watch);
    Outcome outcome = call(*function, arguments, code, limits, watch);
    m_bridge->end();
    return outcome;
}

FailureDetails JsSandbox::Impl::placed(FailureDetails failure, const std::string &text,
                                       const ExpressionScope &scope, const ExpressionLimits &limits)
{
    static const QRegularExpression missing(u"^Cannot read property '(.+)' of (null|undefined)"_s);
    static const QRegularExpression named(u"^(?:Property '(\\w+)' of |(\\w+) is not )"_s);
    static const QRegularExpression lineAtEnd(u"( \\(line \\d+\\))?\\.$"_s);
    QString message = QString::fromStdString(failure.errorMessage);
    if (const auto match = missing.match(message); match.hasMatch()) {
        const std::string member = match.captured(1).toStdString();
        for (const MemberRead &read : readsOfMember(text, member)) {
            const Outcome owner = evaluate(read.owner, scope, limits);
            if (!owner || !owner->is_null())
                continue;
            failure.errorMessage =
                u"“%1” has no value, so “%2” cannot be read from it (%3)."_s
                    .arg(QString::fromStdString(read.owner), match.captured(1), placeWords(text, read.at))
                    .toStdString();
            return failure;
        }
    }
    if (const auto match = named.match(message); match.hasMatch()) {
        const QString word = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
        if (const auto at = onlyPlaceOf(text, word.toStdString()))
            failure.errorMessage =
                message.replace(lineAtEnd, u" (%1)."_s.arg(placeWords(text, *at))).toStdString();
    }
    return failure;
}

JsSandbox::Impl::Outcome JsSandbox::Impl::runFunction(const std::string &body, const Json &input,
                                                      const ExpressionLimits &limits)
{
    const QString code = QString::fromStdString(body);
    const auto wrapped = [&](QChar open, QChar close) {
        return m_engine.evaluate(open + u"function(input){"_s + modeOf(body) + u"try{\n"_s + code +
                                 u"\n}finally{}}"_s + close);
    };
    const QJSValue function = wrapped(u'(', u')');
    if (function.isError())
        return tl::unexpected(expressionError(describe(function, code)));
    // Text that closes the function and opens another passes one kind of bracket, never both.
    if (wrapped(u'[', u']').isError())
        return tl::unexpected(
            expressionError(u"Syntax error: The code closes a bracket that it has not opened."_s));
    const QJSValue argument = m_cache->convert(input);
    Watchdog::Watch watch(*m_watchdog, m_engine, limits.time);
    return call(function, {argument}, code, limits, watch);
}

JsSandbox::Impl::Outcome JsSandbox::Impl::call(const QJSValue &function, const QJSValueList &arguments,
                                               const QString &text, const ExpressionLimits &limits,
                                               Watchdog::Watch &watch)
{
    QJSValue parameters = m_engine.newArray(uint(arguments.size()));
    for (int i = 0; i < arguments.size(); ++i)
        parameters.setProperty(quint32(i), arguments[i]);
    QJSValue value = m_call.call({function, parameters});
    if (value.isError() || m_engine.hasError() || watch.hasExpired())
        return fromThrown(m_engine.hasError() ? m_engine.catchError() : value, text, limits, watch);
    if (!value.isObject())
        return toJson(value, text, limits);
    const QJSValue json = m_toJson.call({value, QJSValue(double(limits.maxResultBytes))});
    if (json.isError() || m_engine.hasError() || watch.hasExpired())
        return fromThrown(m_engine.hasError() ? m_engine.catchError() : json, text, limits, watch);
    auto parsed = parseJson(json.toString().toStdString());
    if (!parsed)
        return tl::unexpected(expressionError(u"The result cannot be kept: "_s + parsed.error().message));
    return std::move(*parsed);
}

JsSandbox::Impl::Outcome JsSandbox::Impl::toJson(const QJSValue &value, const QString &text,
                                                 const ExpressionLimits &limits)
{
    if (value.isNull() || value.isUndefined())
        return Json();
    if (value.isBool())
        return Json(value.toBool());
    if (value.isNumber()) {
        const double number = value.toNumber();
        if (!std::isfinite(number)) {
            return tl::unexpected(expressionError(
                u"The result is %1, which is not a number that can be kept."_s.arg(value.toString())));
        }
        const bool isInteger = std::abs(number) <= largestInteger && number == std::trunc(number);
        return isInteger ? Json(std::int64_t(number)) : Json(number);
    }
    if (value.isString()) {
        std::string result = value.toString().toStdString();
        if (result.size() > limits.maxResultBytes) {
            return tl::unexpected(
                expressionError(u"The result is larger than %1 bytes."_s.arg(limits.maxResultBytes)));
        }
        return Json(std::move(result));
    }
    Q_UNUSED(text);
    return tl::unexpected(expressionError(u"The result is a symbol, which cannot be kept."_s));
}

JsSandbox::Impl::Outcome JsSandbox::Impl::fromThrown(const QJSValue &error, const QString &text,
                                                     const ExpressionLimits &limits,
                                                     const Watchdog::Watch &watch) const
{
    if (watch.hasExpired()) {
        const auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(limits.time).count();
        return tl::unexpected(expressionError(
            u"The code ran longer than %1 ms and was stopped. Look for a loop that does not end."_s.arg(
                limit)));
    }
    return tl::unexpected(expressionError(describe(error, text)));
}

JsSandbox::JsSandbox(std::shared_ptr<Watchdog> watchdog)
    : m_impl(std::make_unique<Impl>(std::move(watchdog)))
{}

JsSandbox::~JsSandbox() = default;

tl::expected<Json, FailureDetails> JsSandbox::evaluate(const std::string &expression,
                                                       const ExpressionScope &scope,
                                                       const ExpressionLimits &limits)
{
    const std::string text = withoutEqualsSign(expression);
    auto value = m_impl->evaluate(text, scope, limits);
    if (!value)
        return tl::unexpected(m_impl->placed(std::move(value).error(), text, scope, limits));
    return value;
}

tl::expected<Json, FailureDetails> JsSandbox::runFunction(const std::string &body, const Json &input,
                                                          const ExpressionLimits &limits)
{
    return m_impl->runFunction(body, input, limits);
}

std::optional<QString> JsSandbox::syntaxError(const std::string &expression)
{
    return m_impl->syntaxError(QString::fromStdString(withoutEqualsSign(expression)));
}

} // namespace perdura
