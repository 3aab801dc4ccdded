// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SettingsTable.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

SettingsTable::SettingsTable(SqliteConnection &connection)
    : m_store(connection, u"INSERT INTO hub_settings (name, value) VALUES (?, ?) "
                          "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s)
    , m_select(connection, u"SELECT value FROM hub_settings WHERE name = ?"_s)
{}

Result<void> SettingsTable::store(const StoreSetting &request)
{
    return m_store.run(request.name, request.value);
}

Result<QByteArray> SettingsTable::value(const std::string &name)
{
    if (auto done = m_select.run(name); !done)
        return fail(done.error());
    QByteArray value;
    if (m_select.next())
        value = m_select.bytes(0);
    else if (const auto error = m_select.error())
        return fail(*error);
    m_select.finish();
    return value;
}

} // namespace perdura
