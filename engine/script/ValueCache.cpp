// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/ValueCache.h"

namespace perdura {

QJSValue ValueCache::convert(const Json &value)
{
    switch (value.type()) {
    case Json::value_t::null:
    case Json::value_t::discarded:
    case Json::value_t::binary:
        return {QJSValue::NullValue};
    case Json::value_t::boolean:
        return {value.get<bool>()};
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
    case Json::value_t::number_float:
        return {value.get<double>()};
    case Json::value_t::string:
        return {QString::fromStdString(value.get_ref<const std::string &>())};
    case Json::value_t::array:
    case Json::value_t::object:
        break;
    }
    return m_fromJson.call({QJSValue(QString::fromStdString(dumpJson(value)))});
}

QJSValue ValueCache::convert(const std::shared_ptr<const Json> &value, Sharing sharing)
{
    if (!value->is_structured() || sharing == Sharing::Copied)
        return convert(*value);
    m_entries.remove_if([](const Entry &entry) { return entry.data.expired(); });
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        if (entry->data.lock() == value) {
            m_entries.splice(m_entries.begin(), m_entries, entry);
            return entry->value;
        }
    }
    m_entries.push_front({value, convert(*value)});
    if (m_entries.size() > maxEntries)
        m_entries.pop_back();
    return m_entries.front().value;
}

} // namespace perdura
