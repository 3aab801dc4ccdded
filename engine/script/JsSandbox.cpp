// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/JsSandbox.h"

#include "engine/core/Text.h"
#include "engine/script/ErrorFinder.h"
#include "engine/script/MathBridge.h"
#include "engine/script/NodesBridge.h"
#include "engine/script/PowerOperator.h"
#include "engine/script/Recursion.h"
#include "engine/script/ThrownError.h"
#include "engine/script/ValueCache.h"

#include <QFile>
#include <QJSEngine>

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

/// What came of code that has no value.
struct Fault
{
    explicit Fault(FailureDetails details, std::optional<ThrownError> error = std::nullopt)
        : failure(std::move(details))
        , thrown(std::move(error))
    {}

    FailureDetails failure;
    std::optional<ThrownError> thrown; ///< nothing: it was not the code that failed
};

Fault faultOf(const QString &message)
{
    return Fault(expressionError(message));
}

} // namespace

class JsSandbox::Impl
{
public:
    explicit Impl(std::shared_ptr<Watchdog> watchdog);

    using Outcome = tl::expected<Json, Fault>;
    Outcome evaluate(const std::string &text, const ExpressionScope &scope, const ExpressionLimits &limits)
    {
        return evaluate(text, scope, limits, modeOf(text), false);
    }
    /// The failure with its place in the text and the value in question, as far as that can be told.
    FailureDetails placed(Fault fault, const std::string &text, const ExpressionScope &scope,
                          const ExpressionLimits &limits);
    Outcome runFunction(const std::string &body, const Json &input, const ExpressionLimits &limits);
    std::optional<QString> syntaxError(const QString &text);

private:
    Outcome evaluate(const std::string &text, const ExpressionScope &scope, const ExpressionLimits &limits,
                     const QString &mode, bool isNoted);
    using Compiled = tl::expected<QJSValue, FailureDetails>;
    Compiled compile(const QString &parameters, const std::string &text, const QString &mode);
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
    QJSValue m_note;
    QJSValue m_noted;
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
    m_note = tools.property(u"note"_s);
    m_noted = tools.property(u"noted"_s);
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
            return describeError(tried, text);
    }
    return std::nullopt;
}

JsSandbox::Impl::Compiled JsSandbox::Impl::compile(const QString &parameters, const std::string &text,
                                                   const QString &mode)
{
    const std::string key = QString(mode + parameters).toStdString() + '\n' + text;
    if (const auto found = m_compiled.find(key); found != m_compiled.end())
        return found->second;
    const QString code = QString::fromStdString(text);
    if (const auto problem = syntaxError(code))
        return tl::unexpected(expressionError(*problem));
    const auto functionOf = [&](const QString &body) {
        return m_engine.evaluate(u"(function("_s + parameters + u"){"_s + mode + u"try{return (\n"_s + body +
                                 u"\n)}finally{}})"_s);
    };
    QJSValue function = functionOf(QString::fromStdString(withPortablePowers(text)));
    if (function.isError())
        function = functionOf(code);
    if (function.isError())
        return tl::unexpected(expressionError(describeError(function, code)));
    if (m_compiled.size() >= maxCompiled)
        m_compiled.clear();
    m_compiled.emplace(key, function);
    return function;
}

JsSandbox::Impl::Outcome JsSandbox::Impl::evaluate(const std::string &text, const ExpressionScope &scope,
                                                   const ExpressionLimits &limits, const QString &mode,
                                                   bool isNoted)
{
    const QString code = QString::fromStdString(text);
    // What writes gets copies of its own, because the engine lets code write to the elements of frozen lists,
    // and a shared value would carry that over to the next call.
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
    if (isNoted) {
        parameters << QString::fromLatin1(ErrorFinder::note);
        arguments << m_note;
    }
    const Compiled function = compile(parameters.join(u','), text, mode);
    if (!function)
        return tl::unexpected(Fault(function.error()));
    Watchdog::Watch watch(*m_watchdog, m_engine, limits.time);
    m_bridge->begin(scope, sharing, watch);
    Outcome outcome = call(*function, arguments, code, limits, watch);
    m_bridge->end();
    return outcome;
}

FailureDetails JsSandbox::Impl::placed(Fault fault, const std::string &text, const ExpressionScope &scope,
                                       const ExpressionLimits &limits)
{
    if (!fault.thrown)
        return fault.failure;
    // Its end must not depend on how much of its time the first run had needed.
    const ExpressionLimits patient{4 * limits.time, limits.maxResultBytes};
    ErrorFinder::Runs runs;
    runs.modes = modeOf(text).isEmpty() ? QStringList{QString()} : QStringList{QString(), modeOf(text)};
    runs.run = [&](const std::string &again, const QString &mode) {
        const Outcome outcome = evaluate(again, scope, patient, mode, true);
        return outcome ? std::nullopt : outcome.error().thrown;
    };
    runs.isNothing = [&](const std::string &again) {
        const Outcome outcome = evaluate(again, scope, patient);
        return outcome && outcome->is_null();
    };
    runs.noted = [this] {
        const QJSValue noted = m_noted.call();
        return std::pair(noted.property(0).toString(), noted.property(1).toString());
    };
    fault.failure.errorMessage =
        ErrorFinder(text, std::move(runs))
            .placed(*fault.thrown, QString::fromStdString(fault.failure.errorMessage))
            .toStdString();
    return std::move(fault.failure);
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
        return tl::unexpected(faultOf(describeError(function, code)));
    // Text that closes the function and opens another passes one kind of bracket, never both.
    if (wrapped(u'[', u']').isError())
        return tl::unexpected(faultOf(u"Syntax error: The code closes a bracket that it has not opened."_s));
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
    if (json.isError() || m_engine.hasError() || watch.hasExpired()) {
        Outcome fault = fromThrown(m_engine.hasError() ? m_engine.catchError() : json, text, limits, watch);
        fault.error().thrown.reset(); // about the result as a whole, whichever piece made it
        return fault;
    }
    auto parsed = parseJson(json.toString().toStdString());
    if (!parsed)
        return tl::unexpected(faultOf(u"The result cannot be kept: "_s + parsed.error().message));
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
            return tl::unexpected(faultOf(
                u"The result is %1, which is not a number that can be kept."_s.arg(value.toString())));
        }
        const bool isInteger = std::abs(number) <= largestInteger && number == std::trunc(number);
        return isInteger ? Json(std::int64_t(number)) : Json(number);
    }
    if (value.isString()) {
        std::string result = value.toString().toStdString();
        if (result.size() > limits.maxResultBytes) {
            return tl::unexpected(
                faultOf(u"The result is larger than %1 bytes."_s.arg(limits.maxResultBytes)));
        }
        return Json(std::move(result));
    }
    Q_UNUSED(text);
    return tl::unexpected(faultOf(u"The result is a symbol, which cannot be kept."_s));
}

JsSandbox::Impl::Outcome JsSandbox::Impl::fromThrown(const QJSValue &error, const QString &text,
                                                     const ExpressionLimits &limits,
                                                     const Watchdog::Watch &watch) const
{
    if (watch.hasExpired()) {
        const auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(limits.time).count();
        return tl::unexpected(faultOf(
            u"The code ran longer than %1 ms and was stopped. Look for a loop that does not end."_s.arg(
                limit)));
    }
    return tl::unexpected(Fault(expressionError(describeError(error, text)), thrownError(error)));
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
    return *std::move(value);
}

tl::expected<Json, FailureDetails> JsSandbox::runFunction(const std::string &body, const Json &input,
                                                          const ExpressionLimits &limits)
{
    auto value = m_impl->runFunction(body, input, limits);
    if (!value)
        return tl::unexpected(std::move(value).error().failure);
    return *std::move(value);
}

std::optional<QString> JsSandbox::syntaxError(const std::string &expression)
{
    return m_impl->syntaxError(QString::fromStdString(withoutEqualsSign(expression)));
}

} // namespace perdura
