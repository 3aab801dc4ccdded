// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/JsonSchema.h"

#include "engine/core/Time.h"
#include "engine/definition/Expression.h"

#include <QCoreApplication>
#include <QDate>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::JsonSchema", text);
}

bool isIntegral(const Json &value)
{
    if (!value.is_number_float())
        return value.is_number_integer();
    const double number = value.get<double>();
    return std::isfinite(number) && number == std::trunc(number);
}

bool hasType(const Json &value, const std::string &type)
{
    if (type == "object")
        return value.is_object();
    if (type == "array")
        return value.is_array();
    if (type == "string")
        return value.is_string();
    if (type == "number")
        return value.is_number();
    if (type == "integer")
        return isIntegral(value);
    if (type == "boolean")
        return value.is_boolean();
    return type == "null" ? value.is_null() : true;
}

QString typeWords(const std::string &type)
{
    if (type == "object")
        return tr("an object with named values");
    if (type == "array")
        return tr("a list");
    if (type == "string")
        return tr("a text");
    if (type == "number")
        return tr("a number");
    if (type == "integer")
        return tr("a whole number");
    if (type == "boolean")
        return tr("true or false");
    return type == "null" ? tr("null") : QString::fromStdString(type);
}

QString valueWords(const Json &value)
{
    return value.is_string() ? u'“' % QString::fromStdString(value.get<std::string>()) % u'”'
                             : QString::fromStdString(dumpJson(value));
}

bool isIdentifier(const std::string &text)
{
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    };
    return !text.empty() && isLetter(text.front()) && std::all_of(text.begin(), text.end(), [&](char c) {
        return isLetter(c) || (c >= '0' && c <= '9');
    });
}

/// One that looks like name@host; whether there is such a mailbox only a message would tell.
bool isMailAddress(const std::string &text)
{
    static const QRegularExpression address(u"^[^\\s@<>,;\"]+@[^\\s@<>,;\".]+(\\.[^\\s@<>,;\".]+)*$"_s);
    return address.match(QString::fromStdString(text)).hasMatch();
}

bool isAddress(const std::string &text)
{
    const QUrl url(QString::fromStdString(text), QUrl::StrictMode);
    return url.isValid() && !url.scheme().isEmpty();
}

/// Where the checker is, and what the sentences call it.
struct Place
{
    std::string path;
    QString subject;
};

class Checker
{
public:
    explicit Checker(const SchemaOptions &options)
        : m_options(options)
    {}

    void check(const Json &value, const Json &schema, const Place &at)
    {
        if (schema.is_boolean() && !schema.get<bool>())
            add(at, tr("%1 is not allowed here; remove it.").arg(at.subject));
        if (!schema.is_object() || passesAsExpression(value, schema, at))
            return;
        if (!checkType(value, schema, at) || !checkChoice(value, schema, at))
            return;
        if (value.is_number())
            checkNumber(value, schema, at);
        else if (value.is_string())
            checkText(value.get_ref<const std::string &>(), schema, at);
        else if (value.is_array())
            checkList(value, schema, at);
        else if (value.is_object())
            checkObject(value, schema, at);
    }

    [[nodiscard]] static Place whole() { return {{}, tr("This")}; }

    [[nodiscard]] std::vector<SchemaViolation> take() { return std::move(m_violations); }

private:
    void add(const Place &at, QString message) { m_violations.push_back({at.path, std::move(message)}); }

    [[nodiscard]] Place memberOf(const Place &at, const std::string &name, const Json &schema) const
    {
        Place member{at.path + jsonPointerStep(name), at.subject};
        if (m_options.nameFields) {
            const bool titled = schema.is_object() && schema.contains("title") && schema["title"].is_string();
            member.subject =
                u'“' % QString::fromStdString(titled ? schema["title"].get<std::string>() : name) % u'”';
        }
        return member;
    }

    [[nodiscard]] Place entryOf(const Place &at, std::size_t index) const
    {
        Place entry{at.path + '/' + std::to_string(index), at.subject};
        if (m_options.nameFields)
            entry.subject = tr("Entry %1 of %2").arg(QString::number(index + 1), at.subject);
        return entry;
    }

    bool passesAsExpression(const Json &value, const Json &schema, const Place &at)
    {
        if (!m_options.acceptExpressions || !isExpression(value))
            return false;
        if (schema.value("x-literal", false))
            add(at, tr("%1 cannot be an expression; write the value itself.").arg(at.subject));
        return true;
    }

    bool checkType(const Json &value, const Json &schema, const Place &at)
    {
        const auto type = schema.find("type");
        if (type == schema.end())
            return true;
        QStringList wanted;
        for (const Json &candidate : type->is_array() ? *type : Json(Json::array({*type}))) {
            if (!candidate.is_string() || hasType(value, candidate.get<std::string>()))
                return true;
            wanted.append(typeWords(candidate.get<std::string>()));
        }
        add(at,
            value.is_null()
                ? tr("%1 has no value; enter %2.").arg(at.subject, wanted.join(tr(" or ")))
                : tr("%1 is %2; it must be %3.").arg(at.subject, describe(value), wanted.join(tr(" or "))));
        return false;
    }

    static QString describe(const Json &value)
    {
        if (value.is_object())
            return typeWords("object");
        if (value.is_array())
            return typeWords("array");
        const QString words = valueWords(value);
        const QString shortened = words.size() > 40 ? words.left(40) % u'…' : words;
        return value.is_string() ? tr("the text %1").arg(shortened) : shortened;
    }

    bool checkChoice(const Json &value, const Json &schema, const Place &at)
    {
        const auto choices = schema.find("enum");
        if (choices != schema.end() && choices->is_array() &&
            std::find(choices->begin(), choices->end(), value) == choices->end()) {
            QStringList words;
            for (const Json &choice : *choices)
                words.append(valueWords(choice));
            add(at, tr("%1 is %2, which is not one of the choices; use one of %3.")
                        .arg(at.subject, valueWords(value), words.join(u", "_s)));
            return false;
        }
        const auto constant = schema.find("const");
        if (constant != schema.end() && *constant != value) {
            add(at, tr("%1 must be %2.").arg(at.subject, valueWords(*constant)));
            return false;
        }
        return true;
    }

    void checkNumber(const Json &value, const Json &schema, const Place &at)
    {
        const double number = value.get<double>();
        if (const auto least = limit(schema, "minimum"); least && number < *least)
            add(at, tr("%1 is %2; it must be at least %3.")
                        .arg(at.subject, valueWords(value), numberWords(*least)));
        if (const auto bound = limit(schema, "exclusiveMinimum"); bound && number <= *bound)
            add(at, tr("%1 is %2; it must be more than %3.")
                        .arg(at.subject, valueWords(value), numberWords(*bound)));
        if (const auto most = limit(schema, "maximum"); most && number > *most)
            add(at, tr("%1 is %2; it must be at most %3.")
                        .arg(at.subject, valueWords(value), numberWords(*most)));
    }

    void checkText(const std::string &text, const Json &schema, const Place &at)
    {
        const auto length = QString::fromStdString(text).size();
        if (const auto least = limit(schema, "minLength"); least && double(length) < *least) {
            add(at, text.empty() ? tr("%1 is empty; fill it in.").arg(at.subject)
                                 : tr("%1 is too short; it needs at least %2 characters.")
                                       .arg(at.subject, numberWords(*least)));
            return;
        }
        if (const auto most = limit(schema, "maxLength"); most && double(length) > *most)
            add(at, tr("%1 is too long; the limit is %2 characters.").arg(at.subject, numberWords(*most)));
        const auto format = schema.find("format");
        if (format != schema.end() && format->is_string())
            checkFormat(text, format->get<std::string>(), at);
    }

    void checkFormat(const std::string &text, const std::string &format, const Place &at)
    {
        if (format == "duration") {
            if (const auto duration = parseDuration(text); !duration)
                add(at, duration.error().message);
        } else if (format == "date-time") {
            if (const auto instant = instantFromIso(text); !instant)
                add(at, instant.error().message);
        } else if (format == "date") {
            if (!QDate::fromString(QString::fromStdString(text), Qt::ISODate).isValid())
                add(at,
                    tr("“%1” is not a date; write it like 2026-11-22.").arg(QString::fromStdString(text)));
        } else if (format == "email") {
            if (!isMailAddress(text))
                add(at, tr("“%1” is not a mail address; write it like anna@example.org.")
                            .arg(QString::fromStdString(text)));
        } else if (format == "uri") {
            if (!isAddress(text))
                add(at, tr("“%1” is not a whole address; write it like https://example.org/page.")
                            .arg(QString::fromStdString(text)));
        } else if (format == "identifier" && !isIdentifier(text)) {
            add(at, tr("“%1” cannot be used as a name here; start with a letter and use only letters, "
                       "digits and _.")
                        .arg(QString::fromStdString(text)));
        }
    }

    void checkList(const Json &value, const Json &schema, const Place &at)
    {
        if (const auto least = limit(schema, "minItems"); least && double(value.size()) < *least)
            add(at, tr("%1 has %2 entries; it needs at least %3.")
                        .arg(at.subject, QString::number(value.size()), numberWords(*least)));
        if (const auto most = limit(schema, "maxItems"); most && double(value.size()) > *most)
            add(at, tr("%1 has %2 entries; it may have at most %3.")
                        .arg(at.subject, QString::number(value.size()), numberWords(*most)));
        const auto items = schema.find("items");
        if (items == schema.end())
            return;
        for (std::size_t i = 0; i < value.size(); ++i)
            check(value[i], *items, entryOf(at, i));
    }

    void checkObject(const Json &value, const Json &schema, const Place &at)
    {
        const auto others = schema.find("additionalProperties");
        for (const auto &[name, member] : value.items()) {
            const Json &own = propertyOf(schema, name);
            if (!own.is_null())
                check(member, own, memberOf(at, name, own));
            else if (others != schema.end() && others->is_boolean() && !others->get<bool>())
                add(memberOf(at, name, {}), tr("“%1” is not known here; remove it or correct its name.")
                                                .arg(QString::fromStdString(name)));
            else if (others != schema.end())
                check(member, *others, memberOf(at, name, {}));
        }
        const auto required = schema.find("required");
        if (required == schema.end() || !required->is_array())
            return;
        for (const Json &name : *required) {
            if (name.is_string() && !value.contains(name.get<std::string>()))
                addMissing(at, name.get<std::string>(), propertyOf(schema, name.get<std::string>()));
        }
    }

    void addMissing(const Place &at, const std::string &name, const Json &schema)
    {
        const bool isChoice =
            schema.is_object() && (schema.contains("enum") || schema.value("format", Json()) == "activity");
        const Place member = memberOf(at, name, schema);
        add(member, isChoice ? tr("%1 is missing; choose one.").arg(member.subject)
                             : tr("%1 is missing; fill it in.").arg(member.subject));
    }

    /// Null when the schema says nothing of that member.
    static const Json &propertyOf(const Json &schema, const std::string &name)
    {
        static const Json unknown;
        for (const char *keyword : {"properties", "x-properties"}) {
            const auto properties = schema.find(keyword);
            if (properties != schema.end() && properties->is_object() && properties->contains(name))
                return properties->at(name);
        }
        return unknown;
    }

    static QString numberWords(double number) { return QString::number(number, 'g', 15); }

    static std::optional<double> limit(const Json &schema, const char *keyword)
    {
        const auto found = schema.find(keyword);
        return found != schema.end() && found->is_number() ? std::optional(found->get<double>())
                                                           : std::nullopt;
    }

    SchemaOptions m_options;
    std::vector<SchemaViolation> m_violations;
};

} // namespace

std::vector<SchemaViolation> schemaViolations(const Json &value, const Json &schema,
                                              const SchemaOptions &options)
{
    Checker checker(options);
    checker.check(value, schema, Checker::whole());
    return checker.take();
}

Json applyDefaults(Json value, const Json &schema)
{
    if (!schema.is_object())
        return value;
    const auto properties = schema.find("properties");
    if (value.is_null() && properties != schema.end())
        value = Json::object();
    if (value.is_object() && properties != schema.end() && properties->is_object()) {
        for (const auto &[name, member] : properties->items()) {
            const auto present = value.find(name);
            if (present != value.end())
                *present = applyDefaults(std::move(*present), member);
            else if (member.is_object() && member.contains("default"))
                value[name] = member["default"];
        }
    } else if (value.is_array() && schema.contains("items")) {
        for (Json &item : value)
            item = applyDefaults(std::move(item), schema["items"]);
    }
    return value;
}

std::string jsonPointerStep(const std::string &member)
{
    std::string step = "/";
    for (const char c : member) {
        if (c == '~')
            step += "~0";
        else if (c == '/')
            step += "~1";
        else
            step += c;
    }
    return step;
}

} // namespace perdura
