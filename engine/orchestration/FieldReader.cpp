// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/FieldReader.h"

#include <QCoreApplication>

#include <limits>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::FieldReader", text);
}

} // namespace

FieldReader::FieldReader(const Json &json, std::string what)
    : m_json(json)
    , m_what(std::move(what))
{
    if (!json.is_object()) {
        fail({ErrorCode::Damaged,
              tr("The stored %1 is damaged: it is not an object.").arg(QString::fromStdString(m_what))});
    }
}

const Json *FieldReader::find(const char *field) const
{
    if (!m_json.is_object())
        return nullptr;
    const auto found = m_json.find(field);
    return found == m_json.end() ? nullptr : &*found;
}

bool FieldReader::has(const char *field) const
{
    return find(field) != nullptr;
}

std::string FieldReader::text(const char *field)
{
    const Json *value = find(field);
    if (value && value->is_string())
        return value->get<std::string>();
    reject(field);
    return {};
}

std::string FieldReader::textOr(const char *field, std::string fallback)
{
    return has(field) ? text(field) : std::move(fallback);
}

int FieldReader::number(const char *field)
{
    const Json *value = find(field);
    if (value && value->is_number_integer()) {
        const auto wide = value->get<std::int64_t>();
        if (wide >= std::numeric_limits<int>::min() && wide <= std::numeric_limits<int>::max())
            return int(wide);
    }
    reject(field);
    return -1;
}

std::int64_t FieldReader::wideNumber(const char *field)
{
    const Json *value = find(field);
    if (value && value->is_number_integer())
        return value->get<std::int64_t>();
    reject(field);
    return -1;
}

int FieldReader::numberOr(const char *field, int fallback)
{
    return has(field) ? number(field) : fallback;
}

bool FieldReader::flagOr(const char *field, bool fallback)
{
    const Json *value = find(field);
    if (!value)
        return fallback;
    if (value->is_boolean())
        return value->get<bool>();
    reject(field);
    return fallback;
}

Instant FieldReader::time(const char *field)
{
    const Json *value = find(field);
    if (value && value->is_string()) {
        if (const auto instant = instantFromIso(value->get_ref<const std::string &>()))
            return *instant;
    }
    reject(field);
    return {};
}

std::vector<std::string> FieldReader::texts(const char *field)
{
    const Json *value = find(field);
    std::vector<std::string> texts;
    if (!value || !value->is_array()) {
        reject(field);
        return texts;
    }
    for (const Json &element : *value) {
        if (element.is_string())
            texts.push_back(element.get<std::string>());
        else
            reject(field);
    }
    return texts;
}

FailureDetails FieldReader::failure(const char *field)
{
    const Json *value = find(field);
    if (!value) {
        reject(field);
        return {};
    }
    auto failure = failureFromJson(*value);
    if (failure)
        return std::move(*failure);
    fail(failure.error());
    return {};
}

Json FieldReader::any(const char *field) const
{
    const Json *value = find(field);
    return value ? *value : Json();
}

void FieldReader::reject(const char *field)
{
    fail({ErrorCode::Damaged, tr("The stored %1 is damaged: its field “%2” is missing or has the wrong kind.")
                                  .arg(QString::fromStdString(m_what), QString::fromLatin1(field))});
}

void FieldReader::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

} // namespace perdura
