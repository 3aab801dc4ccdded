// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/DefinitionTable.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

DefinitionTable::DefinitionTable(SqliteConnection &connection)
    : m_insert(connection,
               u"INSERT OR IGNORE INTO definitions (version, name, text, published) VALUES (?, ?, ?, ?)"_s)
    , m_select(connection, u"SELECT name, text FROM definitions WHERE version = ?"_s)
{}

Result<void> DefinitionTable::insert(const PublishDefinition &request)
{
    return m_insert.run(request.version, request.name, request.text, request.published);
}

Result<std::optional<std::string>> DefinitionTable::name(const VersionId &version)
{
    if (auto done = m_select.run(version); !done)
        return fail(done.error());
    std::optional<std::string> name;
    if (m_select.next())
        name = m_select.text(0);
    else if (const auto error = m_select.error())
        return fail(*error);
    m_select.finish();
    return name;
}

Result<std::optional<QByteArray>> DefinitionTable::text(const VersionId &version)
{
    if (auto done = m_select.run(version); !done)
        return fail(done.error());
    std::optional<QByteArray> text;
    if (m_select.next())
        text = m_select.bytes(1);
    else if (const auto error = m_select.error())
        return fail(*error);
    m_select.finish();
    return text;
}

} // namespace perdura
