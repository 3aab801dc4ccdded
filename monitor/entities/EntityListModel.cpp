// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/entities/EntityListModel.h"

#include "app/kit/TimeText.h"
#include "engine/client/WhenFinished.h"

#include <QLocale>

#include <algorithm>

namespace perdura {

using namespace std::chrono_literals;

namespace {

constexpr int pageSize = 200;
constexpr int mostAtOnce = 1'000;
constexpr std::size_t longestPreview = 200;

// The state in one line; a large one is not written out for it.
QString preview(const Json &state)
{
    const QString text = QString::fromStdString(dumpJson(state));
    return text.size() > qsizetype(longestPreview) ? text.left(longestPreview) + QChar(0x2026) : text;
}

} // namespace

EntityListModel::EntityListModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    m_changeDelay.setSingleShot(true);
    m_changeDelay.setInterval(200ms);
    connect(&m_changeDelay, &QTimer::timeout, this, &EntityListModel::reload);
}

void EntityListModel::setClient(HubClient *client)
{
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    ++m_newest;
    m_isAsking = false;
    beginResetModel();
    m_entities.clear();
    m_next.clear();
    endResetModel();
    if (!m_client)
        return;
    connect(m_client, &HubClient::instancesChanged, this, [this](const QList<InstanceId> &ids) {
        const auto isEntity = [](const InstanceId &id) { return id.value.starts_with('@'); };
        if (std::ranges::any_of(ids, isEntity) && !m_changeDelay.isActive())
            m_changeDelay.start();
    });
    reload();
}

void EntityListModel::setName(const QString &name)
{
    m_name = name.trimmed().toStdString();
    reload();
}

void EntityListModel::reload()
{
    ask({}, std::clamp(int(m_entities.size()), pageSize, mostAtOnce));
}

void EntityListModel::ask(const QByteArray &after, int limit)
{
    if (!m_client)
        return;
    EntityQuery query;
    query.name = m_name;
    query.includesState = true;
    query.limit = limit;
    query.after = after;
    m_isAsking = true;
    whenFinished(m_client->listEntities(query), this,
                 [this, job = ++m_newest, isMore = !after.isEmpty()](Result<EntityPage> page) {
                     if (job != m_newest)
                         return;
                     m_isAsking = false;
                     if (page)
                         take(*std::move(page), isMore);
                     else
                         emit failed(page.error().message);
                 });
}

void EntityListModel::take(EntityPage page, bool isMore)
{
    m_next = std::move(page.next);
    const auto id = [](const EntityInfo &entity) { return entity.id; };
    if (isMore) {
        const int first = int(m_entities.size());
        if (!page.entities.empty()) {
            beginInsertRows({}, first, first + int(page.entities.size()) - 1);
            std::ranges::move(page.entities, std::back_inserter(m_entities));
            endInsertRows();
        }
    } else if (std::ranges::equal(m_entities, page.entities, {}, id, id)) {
        m_entities = std::move(page.entities);
        if (!m_entities.empty())
            emit dataChanged(index(0, 0), index(int(m_entities.size()) - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_entities = std::move(page.entities);
        endResetModel();
    }
    emit loaded();
}

const EntityInfo *EntityListModel::at(int row) const
{
    return row >= 0 && row < int(m_entities.size()) ? &m_entities[std::size_t(row)] : nullptr;
}

int EntityListModel::rowOf(const EntityId &id) const
{
    const auto found = std::ranges::find(m_entities, id, &EntityInfo::id);
    return found == m_entities.end() ? -1 : int(found - m_entities.begin());
}

int EntityListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entities.size());
}

int EntityListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

bool EntityListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_next.isEmpty() && !m_isAsking;
}

void EntityListModel::fetchMore(const QModelIndex &)
{
    ask(m_next, pageSize);
}

QString EntityListModel::text(const EntityInfo &entity, int column) const
{
    switch (column) {
    case NameColumn:
        return QString::fromStdString(entity.id.name);
    case KeyColumn:
        return QString::fromStdString(entity.id.key);
    case StateColumn:
        return preview(entity.state);
    case LastColumn:
        return entity.lastOperation ? relativeTime(*entity.lastOperation, SystemClock().now()) : QString();
    case WaitingColumn:
        return entity.queueLength > 0 ? QLocale().toString(entity.queueLength) : QString();
    default:
        return entity.lockedBy.toQString();
    }
}

QVariant EntityListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EntityInfo &entity = m_entities[std::size_t(index.row())];
    if (role == Qt::ToolTipRole && index.column() == LastColumn && entity.lastOperation)
        return exactTime(*entity.lastOperation);
    return role == Qt::DisplayRole || role == Qt::ToolTipRole ? text(entity, index.column()) : QVariant();
}

QVariant EntityListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Entity");
    case KeyColumn:
        return tr("Key");
    case StateColumn:
        return tr("State");
    case LastColumn:
        return tr("Last operation");
    case WaitingColumn:
        return tr("Waiting");
    default:
        return tr("Locked by");
    }
}

} // namespace perdura
