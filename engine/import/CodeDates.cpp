// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/CodeReader.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int maxDepth = 50;

QString tr(const char *text)
{
    return importText(text);
}

struct Unit
{
    double seconds; ///< 0: months or years
    QString word;   ///< of our durations
    int months = 0;
};

/// As moment and luxon name them.
std::optional<Unit> unitOf(std::string name)
{
    if (name.size() > 2 && name.ends_with('s') && name != "ms")
        name.pop_back();
    if (name == "ms" || name == "millisecond")
        return Unit{0.001, u"ms"_s};
    if (name == "s" || name == "second")
        return Unit{1, u"s"_s};
    if (name == "m" || name == "minute")
        return Unit{60, u"min"_s};
    if (name == "h" || name == "hour")
        return Unit{3600, u"h"_s};
    if (name == "d" || name == "day")
        return Unit{86400, u"d"_s};
    if (name == "w" || name == "week")
        return Unit{604800, u"w"_s};
    if (name == "M" || name == "month")
        return Unit{0, {}, 1};
    if (name == "y" || name == "year")
        return Unit{0, {}, 12};
    return std::nullopt;
}

QString numberText(double number)
{
    return QString::number(number, 'g', 15);
}

bool keepsDate(const std::string &method)
{
    static constexpr std::array names{"toDate", "clone",  "utc",   "toJSDate", "toISOString",
                                      "toISO",  "toJSON", "local", "toUTC"};
    return std::ranges::find(names, method) != names.end();
}

bool shifts(const std::string &method)
{
    return method == "add" || method == "subtract" || method == "plus" || method == "minus";
}

int signOf(const std::string &method)
{
    return method == "add" || method == "plus" ? 1 : -1;
}

/// The amounts of a shift: .add(72, "h"), .plus({hours: 1, minutes: 30}).
std::vector<std::pair<const Ast *, Unit>> shiftsOf(const Ast &call)
{
    std::vector<std::pair<const Ast *, Unit>> found;
    const Ast *amount = argument(call, 0);
    if (amount && isType(*amount, "ObjectExpression")) {
        for (const Ast &part : (*amount)["properties"]) {
            const auto unit =
                isType(part, "Property") ? unitOf(textMember(part["key"], "name")) : std::nullopt;
            if (!unit)
                return {};
            found.emplace_back(&part["value"], *unit);
        }
        return found;
    }
    const Ast *name = argument(call, 1);
    const auto word = name ? CodeReader::literalText(*name) : std::optional<std::string>("ms");
    const auto unit = word ? unitOf(*word) : std::nullopt;
    if (amount && unit)
        found.emplace_back(amount, *unit);
    return found;
}

} // namespace

bool CodeReader::makesDate(const Ast &call) const
{
    if (isType(call, "NewExpression"))
        return textMember(call["callee"], "name") == "Date" && !m_names.bindingOf(call["callee"]);
    if (!isType(call, "CallExpression"))
        return false;
    const Ast &callee = call["callee"];
    if (isType(callee, "Identifier")) {
        const auto found = m_modules.find(m_names.bindingOf(callee));
        return found != m_modules.end() && (found->second == "moment" || found->second == "dayjs");
    }
    const std::string member = moduleMember(callee, "moment") + moduleMember(callee, "dayjs");
    if (member == "utc")
        return true;
    const std::string luxon = moduleMember(callee, "luxon");
    const Ast *root = rootOf(callee);
    const auto taken = root ? m_modules.find(m_names.bindingOf(*root)) : m_modules.end();
    const bool isDateTime = taken != m_modules.end() && taken->second == "luxon.DateTime";
    return luxon.starts_with("DateTime.") || (isDateTime && isType(callee, "MemberExpression"));
}

bool CodeReader::isNow(const Ast &expression)
{
    return durableName(expression) == "currentUtcDateTime";
}

bool CodeReader::isDate(const Ast &expression)
{
    if (const CodeValue *value = valueOf(expression))
        return value->kind == CodeValue::Kind::Text && value->isDate;
    if (isNow(expression) || makesDate(expression))
        return true;
    const std::string method = methodOf(expression);
    return (keepsDate(method) || shifts(method)) && isDate(expression["callee"]["object"]);
}

std::optional<std::pair<const Ast *, const Ast *>> CodeReader::millisecondsAfter(const Ast &expression)
{
    if (!isType(expression, "BinaryExpression") || textMember(expression, "operator") != "+")
        return std::nullopt;
    for (const auto &[date, amount] : {std::pair("left", "right"), std::pair("right", "left")}) {
        const std::string method = methodOf(expression[date]);
        if ((method == "getTime" || method == "valueOf") && isDate(expression[date]["callee"]["object"]))
            return std::pair(&expression[date]["callee"]["object"], &expression[amount]);
        if (isType(expression[date], "UnaryExpression") && isDate(expression[date]["argument"]))
            return std::pair(&expression[date]["argument"], &expression[amount]);
    }
    return std::nullopt;
}

QString CodeReader::shiftedText(const Ast &call, const QString &base, int sign)
{
    const auto parts = shiftsOf(call);
    if (parts.empty()) {
        m_source.error(
            call, tr("What “%1” adds cannot be told; write an amount and a unit, such as .add(5, 'minutes').")
                      .arg(m_source.slice(call)));
        return base;
    }
    QString text = base;
    for (const auto &[amount, unit] : parts) {
        const auto number = literalNumber(*amount);
        const QString factor = unit.months > 0 ? QString::number(unit.months) : numberText(unit.seconds);
        const QString minus = sign < 0 ? u"-"_s : u""_s;
        QString written = asOperand(write(*amount));
        if (factor != u"1"_s)
            written += u" * "_s + factor;
        if (unit.months > 0)
            text = u"addMonths("_s % text % u", "_s % minus % written % u')';
        else if (number && *number >= 0)
            text =
                u"addTime("_s % text % u", \""_s % minus % numberText(*number) % u' ' % unit.word % u"\")"_s;
        else
            text = u"addTime("_s % text % u", "_s % minus % written % u')';
    }
    return text;
}

std::optional<QString> CodeReader::dateText(const Ast &node)
{
    if (makesDate(node)) {
        const Ast *value = argument(node, 0);
        if (!value) {
            m_source.warning(
                node,
                tr("This reads the clock of the machine, which tells another time in each replay; the "
                   "drawing uses the workflow's own time instead, as context.df.currentUtcDateTime "
                   "does."),
                CodeFix{tr("Use context.df.currentUtcDateTime"), startOf(node), endOf(node),
                        u"context.df.currentUtcDateTime"_s});
            return u"now"_s;
        }
        if (const auto after = millisecondsAfter(*value)) {
            const auto number = literalNumber(*after->second);
            const QString seconds = number ? numberText(*number / 1000)
                                           : QString(asOperand(write(*after->second)) % u" / 1000"_s);
            return QString(u"addTime("_s % write(*after->first) % u", "_s % seconds % u')');
        }
        return write(*value);
    }
    if (isType(node, "CallExpression") && methodOf(node) == "now" &&
        isType(node["callee"]["object"], "Identifier") &&
        textMember(node["callee"]["object"], "name") == "Date") {
        m_source.warning(
            node,
            tr("This reads the clock of the machine, which tells another time in each replay; the drawing "
               "uses the workflow's own time instead."),
            CodeFix{tr("Use context.df.currentUtcDateTime"), startOf(node), endOf(node),
                    u"context.df.currentUtcDateTime.getTime()"_s});
        return u"(timeBetween(\"1970-01-01T00:00:00Z\", now) * 1000)"_s;
    }
    return dateMethodText(node);
}

std::optional<QString> CodeReader::dateMethodText(const Ast &node)
{
    const std::string method = methodOf(node);
    if (method.empty() || !isDate(node["callee"]["object"]))
        return std::nullopt;
    const QString base = write(node["callee"]["object"]);
    if (keepsDate(method))
        return base;
    if (shifts(method))
        return shiftedText(node, base, signOf(method));
    if (method == "getTime" || method == "valueOf")
        return QString(u"(timeBetween(\"1970-01-01T00:00:00Z\", "_s % base % u") * 1000)"_s);
    const Ast *other = argument(node, 0);
    static constexpr std::array comparisons{
        std::pair("isBefore", " > 0"), std::pair("isAfter", " < 0"), std::pair("isSame", " === 0"),
        std::pair("isSameOrBefore", " >= 0"), std::pair("isSameOrAfter", " <= 0")};
    for (const auto &[name, comparison] : comparisons) {
        if (method == name && other)
            return QString(u"timeBetween("_s % base % u", "_s % write(*other) % u')' %
                           QString::fromLatin1(comparison));
    }
    if (method == "diff" && other) {
        const Ast *name = argument(node, 1);
        const auto word = name ? literalText(*name) : std::optional<std::string>("ms");
        const auto unit = word ? unitOf(*word) : std::nullopt;
        if (unit && unit->months == 0)
            return QString(u"Math.trunc(timeBetween("_s % write(*other) % u", "_s % base % u") / "_s %
                           numberText(unit->seconds) % u')');
    }
    m_source.error(
        node, tr("The date's “%1” has no counterpart in expressions; use formatDate, addTime, timeBetween or "
                 "startOf.")
                  .arg(QString::fromStdString(method)));
    return u"null"_s;
}

bool CodeReader::addShift(Delay &delay, const Ast &call, int sign)
{
    const auto parts = shiftsOf(call);
    for (const auto &[amount, unit] : parts) {
        if (unit.months > 0)
            return false;
        if (const auto number = literalNumber(*amount)) {
            const bool isFirst = delay.seconds == 0 && parts.size() == 1 && sign > 0;
            delay.unit = isFirst ? QString(numberText(*number) % u' ' % unit.word) : QString();
            delay.seconds += sign * *number * unit.seconds;
            continue;
        }
        QString text = asOperand(textOf(*amount));
        if (unit.seconds != 1)
            text += u" * "_s + numberText(unit.seconds);
        delay.more += (sign < 0 ? u" - "_s : u" + "_s) + text;
    }
    return !parts.empty();
}

std::optional<CodeReader::Delay> CodeReader::delayFrom(const Ast &date, int depth)
{
    if (depth > maxDepth)
        return std::nullopt;
    if (isNow(date))
        return Delay{};
    if (isType(date, "Identifier")) {
        const Binding *binding = m_names.bindingOf(date);
        const Ast *init = binding && binding->kind == Binding::Kind::Variable && !binding->isChanged
                              ? child(*binding->declaration, "init")
                              : nullptr;
        return init && m_names.isInside(*init, m_function) && isSameMoment(*init, date)
                   ? delayFrom(*init, depth + 1)
                   : std::nullopt;
    }
    if (makesDate(date)) {
        const Ast *value = argument(date, 0);
        if (!value)
            return std::nullopt;
        const auto after = millisecondsAfter(*value);
        auto delay = delayFrom(after ? *after->first : *value, depth + 1);
        if (!delay || !after)
            return delay;
        if (const auto number = literalNumber(*after->second))
            delay->seconds += *number / 1000;
        else
            delay->more += u" + "_s % asOperand(textOf(*after->second)) % u" / 1000"_s;
        delay->unit.clear();
        return delay;
    }
    const std::string method = methodOf(date);
    if (!keepsDate(method) && !shifts(method))
        return std::nullopt;
    auto delay = delayFrom(date["callee"]["object"], depth + 1);
    if (delay && shifts(method) && !addShift(*delay, date, signOf(method)))
        return std::nullopt;
    return delay;
}

std::optional<Json> CodeReader::delayOf(const Ast &date)
{
    const auto delay = delayFrom(date, 0);
    if (!delay || delay->seconds < 0)
        return std::nullopt;
    if (!delay->more.isEmpty()) {
        QString text = delay->more.mid(delay->more.startsWith(u" + "_s) ? 3 : 1);
        if (delay->seconds != 0)
            text = numberText(delay->seconds) + delay->more;
        return Json("=" + text.toStdString());
    }
    if (!delay->unit.isEmpty())
        return Json(delay->unit.toStdString());
    for (const auto &[seconds, word] :
         {std::pair(86400.0, u"d"_s), std::pair(3600.0, u"h"_s), std::pair(60.0, u"min"_s)}) {
        if (delay->seconds >= seconds && std::fmod(delay->seconds, seconds) == 0)
            return Json(QString(numberText(delay->seconds / seconds) % u' ' % word).toStdString());
    }
    return Json(QString(numberText(delay->seconds) % u" s"_s).toStdString());
}

bool CodeReader::isOnlyForTimers(const Binding &binding, const Ast &init)
{
    return !binding.isChanged && !binding.uses.empty() && isDate(init) &&
           std::ranges::all_of(binding.uses, [this, &init](const Ast *use) {
               const Ast *call = m_names.parentOf(*use);
               while (call && durableName(*call) != "createTimer" && !isType(*call, "ExpressionStatement") &&
                      !isType(*call, "VariableDeclarator"))
                   call = m_names.parentOf(*call);
               if (!call || !isType(*call, "CallExpression"))
                   return false;
               return isSameMoment(init, *use) && argument(*call, 0) &&
                      delayOf(*argument(*call, 0)).has_value();
           });
}

} // namespace perdura
