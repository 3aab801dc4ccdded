// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/AuditTable.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Name
{
    AuditAction action;
    std::string_view name;
};
constexpr std::array names{Name{AuditAction::Terminate, "terminate"},
                           Name{AuditAction::Suspend, "suspend"},
                           Name{AuditAction::Resume, "resume"},
                           Name{AuditAction::RaiseEvent, "raiseEvent"},
                           Name{AuditAction::Answer, "answer"},
                           Name{AuditAction::Restart, "restart"},
                           Name{AuditAction::Rewind, "rewind"},
                           Name{AuditAction::Purge, "purge"},
                           Name{AuditAction::CleanEntities, "cleanEntities"},
                           Name{AuditAction::BeginBatch, "beginBatch"},
                           Name{AuditAction::EndBatch, "endBatch"},
                           Name{AuditAction::SetRetention, "setRetention"},
                           Name{AuditAction::Import, "import"},
                           Name{AuditAction::BackUp, "backUp"},
                           Name{AuditAction::Move, "move"}};
constexpr int maxPageSize = 1000;

/// The conditions of a query with the values of their question marks.
struct Conditions
{
    QString sql;
    QVariantList values;

    void add(const QString &condition, const QVariant &value)
    {
        sql += u" AND "_s + condition;
        values << value;
    }
};

Conditions conditionsOf(const AuditQuery &query, qint64 before)
{
    const auto micros = [](Instant time) { return qint64(time.time_since_epoch().count()); };
    Conditions conditions{u"number < ?"_s, {before}};
    if (!query.actions.empty()) {
        QStringList numbers;
        for (const AuditAction action : query.actions)
            numbers << QString::number(int(action));
        conditions.sql += u" AND action IN (%1)"_s.arg(numbers.join(u','));
    }
    if (!query.author.empty())
        conditions.add(u"author = ?"_s, QString::fromStdString(query.author));
    if (!query.target.empty())
        conditions.add(u"target = ?"_s, QString::fromStdString(query.target));
    if (query.from)
        conditions.add(u"time >= ?"_s, micros(*query.from));
    if (query.to)
        conditions.add(u"time < ?"_s, micros(*query.to));
    return conditions;
}

} // namespace

std::string_view auditActionName(AuditAction action)
{
    const auto *const found = std::ranges::find(names, action, &Name::action);
    return found == names.end() ? std::string_view() : found->name;
}

std::optional<AuditAction> auditActionFromName(std::string_view name)
{
    const auto *const found = std::ranges::find(names, name, &Name::name);
    return found == names.end() ? std::nullopt : std::optional(found->action);
}

std::optional<AuditAction> storedAuditAction(std::int64_t number)
{
    const auto isIt = [number](const Name &entry) { return std::int64_t(entry.action) == number; };
    const auto *const found = std::ranges::find_if(names, isIt);
    return found == names.end() ? std::nullopt : std::optional(found->action);
}

AuditTable::AuditTable(SqliteConnection &connection)
    : m_connection(connection)
    , m_insert(connection, u"INSERT INTO audit (time, author, action, target, reason, refusal) "
                           "VALUES (?, ?, ?, ?, ?, ?)"_s)
{}

Result<void> AuditTable::append(const OperatorNote &note, const QString &refusal)
{
    return m_insert.run(note.time, note.author, int(note.action), note.target, note.reason, refusal);
}

Result<AuditPage> AuditTable::page(const AuditQuery &query)
{
    bool isNumber = true;
    const qint64 before =
        query.after.isEmpty() ? std::numeric_limits<qint64>::max() : query.after.toLongLong(&isNumber);
    if (!isNumber) {
        return fail(
            ErrorCode::InvalidArgument,
            QCoreApplication::translate("perdura::SqliteStore",
                                        "The page mark is not one of this hub; begin with the first page."));
    }
    const int limit = std::clamp(query.limit, 1, maxPageSize);
    // One row more tells whether there is another page.
    const Conditions conditions = conditionsOf(query, before);
    SqliteStatement select(
        m_connection, u"SELECT number, time, author, action, target, reason, refusal FROM audit WHERE "_s +
                          conditions.sql + u" ORDER BY number DESC LIMIT %1"_s.arg(limit + 1));
    if (auto done = select.runWith(conditions.values); !done)
        return fail(done.error());
    AuditPage page;
    while (select.next()) {
        if (int(page.entries.size()) == limit) {
            page.next = QByteArray::number(page.entries.back().number);
            break;
        }
        const auto action = storedAuditAction(select.integer(3));
        page.entries.push_back({select.integer(0),
                                {select.instant(1), select.text(2), action.value_or(AuditAction::Terminate),
                                 select.text(4), select.text(5)},
                                select.text(6)});
        if (!action)
            page.entries.back().refusal = "?";
    }
    if (const auto error = select.error())
        return fail(*error);
    return page;
}

} // namespace perdura
