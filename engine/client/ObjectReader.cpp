// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/ObjectReader.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ObjectReader", text);
}

} // namespace

ObjectReader::ObjectReader(const Json &json, const char *what)
    : m_json(json)
    , m_what(QString::fromUtf8(what))
{
    if (!json.is_object())
        reject(tr("The description of %1 is not a JSON object.").arg(m_what));
}

bool ObjectReader::has(const char *key) const
{
    return m_json.is_object() && m_json.contains(key);
}

std::string ObjectReader::text(const char *key)
{
    const Json *json = find(key);
    if (!json)
        return {};
    if (!json->is_string()) {
        rejectKind(key, tr("a text"));
        return {};
    }
    return json->get<std::string>();
}

QString ObjectReader::string(const char *key)
{
    return QString::fromStdString(text(key));
}

QByteArray ObjectReader::bytes(const char *key)
{
    const std::string encoded = text(key);
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(encoded),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (decoded)
        return decoded.decoded;
    rejectKind(key, tr("Base64 text"));
    return {};
}

std::int64_t ObjectReader::integer(const char *key, std::int64_t least, std::int64_t most)
{
    const Json *json = find(key);
    if (!json)
        return 0;
    const bool isHuge = json->is_number_unsigned() && json->get<std::uint64_t>() > std::uint64_t(most);
    if (!json->is_number_integer() || isHuge || json->get<std::int64_t>() < least ||
        json->get<std::int64_t>() > most) {
        rejectKind(key, tr("a whole number from %1 to %2").arg(least).arg(most));
        return 0;
    }
    return json->get<std::int64_t>();
}

double ObjectReader::number(const char *key)
{
    const Json *json = find(key);
    if (!json)
        return 0;
    if (!json->is_number()) {
        rejectKind(key, tr("a number"));
        return 0;
    }
    return json->get<double>();
}

bool ObjectReader::boolean(const char *key)
{
    const Json *json = find(key);
    if (!json)
        return false;
    if (!json->is_boolean()) {
        rejectKind(key, tr("true or false"));
        return false;
    }
    return json->get<bool>();
}

Instant ObjectReader::instant(const char *key)
{
    return take(instantFromIso(text(key)));
}

Json ObjectReader::any(const char *key)
{
    const Json *json = find(key);
    return json ? *json : Json();
}

const Json *ObjectReader::array(const char *key)
{
    const Json *json = find(key);
    if (json && !json->is_array()) {
        rejectKind(key, tr("a list"));
        return nullptr;
    }
    return json;
}

const Json *ObjectReader::object(const char *key)
{
    const Json *json = find(key);
    if (json && !json->is_object()) {
        rejectKind(key, tr("an object"));
        return nullptr;
    }
    return json;
}

void ObjectReader::reject(const QString &message)
{
    if (m_fault.isEmpty())
        m_fault = message;
}

Result<void> ObjectReader::finish()
{
    if (m_fault.isEmpty()) {
        for (const auto &[key, value] : m_json.items()) {
            if (!m_read.contains(key))
                reject(tr("The description of %1 has an unknown member “%2”.")
                           .arg(m_what, QString::fromStdString(key)));
        }
    }
    if (m_fault.isEmpty())
        return {};
    return fail(ErrorCode::InvalidArgument, m_fault);
}

const Json *ObjectReader::find(const char *key)
{
    if (!m_json.is_object())
        return nullptr;
    m_read.insert(key);
    const auto found = m_json.find(key);
    if (found == m_json.end()) {
        reject(tr("The description of %1 lacks “%2”.").arg(m_what, QString::fromUtf8(key)));
        return nullptr;
    }
    return &*found;
}

void ObjectReader::rejectKind(const char *key, const QString &kind)
{
    reject(tr("“%1” of %2 is not %3.").arg(QString::fromUtf8(key), m_what, kind));
}

} // namespace perdura
