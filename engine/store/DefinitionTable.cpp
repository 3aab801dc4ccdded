// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/DefinitionTable.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

DefinitionTable::DefinitionTable(SqliteConnection &connection)
    : m_insert(connection,
               u"INSERT INTO definitions (version, name, text, published) VALUES (?, ?, ?, ?) "
               "ON CONFLICT (version) DO UPDATE SET published = max(published, excluded.published)"_s)
    , m_select(connection, u"SELECT name, text FROM definitions WHERE version = ?"_s)
    , m_latest(connection, u"SELECT version FROM definitions WHERE name = ? "
                           "ORDER BY published DESC, rowid DESC LIMIT 1"_s)
    , m_versions(connection,
                 u"SELECT d.version, d.published, (SELECT count(*) FROM (SELECT 1 FROM instances i "
                 "WHERE i.orchestrator = o.key LIMIT %1)) FROM definitions d LEFT JOIN orchestrators o "
                 "ON o.name = d.name AND o.version = d.version WHERE d.name = ? "
                 "ORDER BY d.published DESC, d.rowid DESC"_s.arg(VersionInfo::countLimit))
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

Result<std::optional<VersionId>> DefinitionTable::latest(const std::string &name)
{
    if (auto done = m_latest.run(name); !done)
        return fail(done.error());
    std::optional<VersionId> version;
    if (m_latest.next())
        version = VersionId(m_latest.text(0));
    else if (const auto error = m_latest.error())
        return fail(*error);
    m_latest.finish();
    return version;
}

Result<std::vector<VersionInfo>> DefinitionTable::versions(const std::string &name)
{
    if (auto done = m_versions.run(name); !done)
        return fail(done.error());
    std::vector<VersionInfo> versions;
    while (m_versions.next()) {
        versions.push_back({VersionId(m_versions.text(0)), name, Instant(Duration(m_versions.integer(1))),
                            m_versions.integer(2)});
    }
    if (const auto error = m_versions.error())
        return fail(*error);
    return versions;
}

} // namespace perdura
