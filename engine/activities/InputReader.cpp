// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/InputReader.h"

#include <algorithm>
#include <cmath>

namespace perdura {

namespace {

std::optional<std::string> scalarAsText(const Json &value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_number() || value.is_boolean())
        return dumpJson(value);
    return std::nullopt;
}

} // namespace

InputReader::InputReader(const Json &input)
    : m_input(input)
{
    if (!input.is_object() && !input.is_null()) {
        m_failure =
            FailureDetails{.errorType = "InvalidInput",
                           .errorMessage = "The input must be an object with the fields of the activity.",
                           .isNonRetriable = true};
    }
}

const Json *InputReader::find(const char *member) const
{
    if (!m_input.is_object())
        return nullptr;
    const auto found = m_input.find(member);
    return found == m_input.end() || found->is_null() ? nullptr : &*found;
}

void InputReader::reject(const char *member, const std::string &need)
{
    if (!m_failure) {
        m_failure = FailureDetails{.errorType = "InvalidInput",
                                   .errorMessage = "The field “" + std::string(member) + "” " + need + ".",
                                   .isNonRetriable = true};
    }
}

std::string InputReader::text(const char *member)
{
    std::string text = textOr(member, {});
    if (text.empty())
        reject(member, "is empty; fill it in");
    return text;
}

std::string InputReader::textOr(const char *member, std::string fallback)
{
    const Json *value = find(member);
    if (!value)
        return fallback;
    if (auto text = scalarAsText(*value))
        return std::move(*text);
    reject(member, "must be a text");
    return fallback;
}

bool InputReader::flagOr(const char *member, bool fallback)
{
    const Json *value = find(member);
    if (!value)
        return fallback;
    if (value->is_boolean())
        return value->get<bool>();
    reject(member, "must be true or false");
    return fallback;
}

Duration InputReader::durationOr(const char *member, Duration fallback)
{
    const Json *value = find(member);
    const auto text = value ? scalarAsText(*value) : std::nullopt;
    if (!value || (text && text->empty()))
        return fallback;
    const auto duration =
        text ? parseDuration(*text) : Result<Duration>(fail(ErrorCode::InvalidArgument, {}));
    if (duration && duration->count() > 0)
        return *duration;
    reject(member, "must be a duration such as “30 s” or “5 min”");
    return fallback;
}

qint64 InputReader::wholeNumberOr(const char *member, qint64 fallback, qint64 least, qint64 most)
{
    const Json *value = find(member);
    if (!value)
        return fallback;
    // As a floating number first: one that is far out of range has no whole number to compare.
    const double number = value->is_number() ? value->get<double>() : std::nan("");
    if (number >= double(least) && number <= double(most) && number == std::floor(number))
        return qint64(number);
    reject(member, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return fallback;
}

double InputReader::numberOr(const char *member, double fallback, double least, double most)
{
    const Json *value = find(member);
    if (!value)
        return fallback;
    const double number = value->is_number() ? value->get<double>() : std::nan("");
    if (number >= least && number <= most)
        return number;
    reject(member, "must be a number from " + dumpJson(least) + " to " + dumpJson(most));
    return fallback;
}

std::vector<std::string> InputReader::textsOr(const char *member)
{
    std::vector<std::string> texts;
    const Json *value = find(member);
    if (!value)
        return texts;
    if (!value->is_array())
        reject(member, "must be a list of texts");
    for (const Json &element : *value) {
        if (auto text = scalarAsText(element))
            texts.push_back(std::move(*text));
        else
            reject(member, "must be a list of texts");
    }
    return texts;
}

std::vector<std::pair<std::string, std::string>> InputReader::pairsOr(const char *member)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    const Json *value = find(member);
    if (!value)
        return pairs;
    if (!value->is_object()) {
        reject(member, "must be an object of texts");
        return pairs;
    }
    for (const auto &[name, element] : value->items()) {
        if (auto text = scalarAsText(element))
            pairs.emplace_back(name, std::move(*text));
        else
            reject(member, "must be an object of texts");
    }
    return pairs;
}

std::string InputReader::oneOf(const char *member, const std::vector<std::string> &choices,
                               std::string fallback)
{
    std::string text = textOr(member, std::move(fallback));
    if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
        std::string list;
        for (const std::string &choice : choices)
            list += (list.empty() ? "" : ", ") + choice;
        reject(member, "must be one of " + list);
    }
    return text;
}

Json InputReader::any(const char *member) const
{
    const Json *value = find(member);
    return value ? *value : Json();
}

FailureDetails finalFailure(std::string errorType, const QString &message)
{
    return {.errorType = std::move(errorType), .errorMessage = message.toStdString(), .isNonRetriable = true};
}

FailureDetails passingFailure(std::string errorType, const QString &message)
{
    return {.errorType = std::move(errorType), .errorMessage = message.toStdString()};
}

Json schemaField(const char *type, const QString &title, const QString &description)
{
    Json field = Json::object();
    field["type"] = type;
    field["title"] = title.toStdString();
    if (!description.isEmpty())
        field["description"] = description.toStdString();
    return field;
}

Json choiceField(const QString &title, const QString &description,
                 const std::vector<std::pair<const char *, QString>> &choices)
{
    Json field = schemaField("string", title, description);
    for (const auto &[value, words] : choices) {
        field["enum"].push_back(value);
        field["x-enumTitles"].push_back(words.toStdString());
    }
    return field;
}

} // namespace perdura
