// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SearchIndex.h"

#include "engine/store/SqliteTransaction.h"

#include <QDeadlineTimer>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

SearchIndex::SearchIndex(SqliteConnection &connection, const FailPoints &failPoints)
    : m_connection(connection)
    , m_failPoints(failPoints)
    , m_texts(connection)
    , m_changed(connection, u"SELECT key FROM instances WHERE text_changed = 1 ORDER BY key LIMIT ?"_s)
    , m_fresh(connection,
              u"SELECT key FROM instances WHERE key > (SELECT indexed_up_to FROM search_progress) "
              "ORDER BY key LIMIT ?"_s)
    , m_find(connection, u"SELECT text FROM search_texts WHERE instance = ?"_s)
    , m_remove(connection, u"DELETE FROM search_texts WHERE instance = ?"_s)
    , m_insert(connection, u"INSERT INTO search_texts (instance, text) VALUES (?, ?)"_s)
    , m_unmark(connection, u"UPDATE instances SET text_changed = 0 WHERE key = ?"_s)
    , m_advance(connection, u"UPDATE search_progress SET indexed_up_to = ?"_s)
{}

Result<bool> SearchIndex::update(int count, std::chrono::milliseconds atMost)
{
    const QDeadlineTimer deadline(atMost);
    auto transaction = SqliteTransaction::begin(m_connection, SqliteTransaction::Kind::Write);
    if (!transaction)
        return fail(transaction.error());
    const auto changed = keys(m_changed, count);
    if (!changed)
        return fail(changed.error());
    const auto fresh = keys(m_fresh, count - int(changed->size()));
    if (!fresh)
        return fail(fresh.error());
    if (changed->empty() && fresh->empty())
        return false;
    std::size_t indexed = 0;
    const auto mayGoOn = [&] { return indexed == 0 || !deadline.hasExpired(); };
    for (std::size_t i = 0; i < changed->size() && mayGoOn(); ++i, ++indexed) {
        const InstanceKey instance = (*changed)[i];
        if (auto done = index(instance).and_then([&] { return m_unmark.run(instance); }); !done)
            return fail(done.error());
    }
    for (std::size_t i = 0; i < fresh->size() && mayGoOn(); ++i, ++indexed) {
        const InstanceKey instance = (*fresh)[i];
        if (auto done = index(instance).and_then([&] { return m_advance.run(instance); }); !done)
            return fail(done.error());
    }
    m_failPoints.pass(FailPoint::IndexWritten);
    if (auto committed = transaction->commit(); !committed)
        return fail(committed.error());
    m_failPoints.pass(FailPoint::IndexStored);
    return int(indexed) == count || indexed < changed->size() + fresh->size();
}

Result<std::vector<InstanceKey>> SearchIndex::keys(SqliteStatement &select, int count)
{
    if (auto done = select.run(count); !done)
        return fail(done.error());
    std::vector<InstanceKey> keys;
    while (select.next())
        keys.push_back(InstanceKey(select.integer(0)));
    if (const auto error = select.error())
        return fail(*error);
    return keys;
}

Result<void> SearchIndex::index(InstanceKey instance)
{
    const auto text = m_texts.text(instance);
    if (!text)
        return fail(text.error());
    if (auto done = m_find.run(instance); !done)
        return done;
    const bool isKnown = m_find.next();
    const QString before = isKnown ? QString::fromStdString(m_find.text(0)) : QString();
    if (const auto error = m_find.error())
        return fail(*error);
    m_find.finish();
    if (before == *text)
        return {};
    if (isKnown) {
        if (auto done = m_remove.run(instance); !done)
            return done;
    }
    return text->isEmpty() ? Result<void>() : m_insert.run(instance, *text);
}

} // namespace perdura
