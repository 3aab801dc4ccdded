// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/instances/InstanceListModel.h"

#include "app/kit/TimeText.h"
#include "engine/client/WhenFinished.h"
#include "monitor/StatusWords.h"

#include <QLocale>

#include <algorithm>

namespace perdura {

using namespace std::chrono_literals;

namespace {

constexpr int pageSize = 100;
// More new instances than this many pages between two looks: reading anew is cheaper than moving rows.
constexpr int mostChained = 10;

Instant now()
{
    return SystemClock().now();
}

} // namespace

InstanceListModel::InstanceListModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    m_changeDelay.setSingleShot(true);
    m_changeDelay.setInterval(120ms);
    connect(&m_changeDelay, &QTimer::timeout, this, &InstanceListModel::refreshChanged);
    connect(&m_statuses, &CustomStatuses::changed, this, [this](const InstanceId &id) {
        if (const int row = rowOf(id); row >= 0)
            emit dataChanged(index(row, NoteColumn), index(row, NoteColumn));
    });
}

void InstanceListModel::setClient(HubClient *client)
{
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    m_statuses.setClient(client);
    if (m_client)
        connect(m_client, &HubClient::instancesChanged, this, &InstanceListModel::noteChanges);
    reload();
}

void InstanceListModel::setFilter(const Filter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    reload();
}

void InstanceListModel::setShownRows(int first, int last)
{
    m_firstShown = std::max(0, first);
    m_lastShown = std::max(m_firstShown, last);
    for (int row = m_firstShown; row <= m_lastShown && row < int(m_rows.size()); ++row)
        m_statuses.want(m_rows[std::size_t(row)]);
}

const InstanceSummary *InstanceListModel::at(int row) const
{
    return row >= 0 && row < int(m_rows.size()) ? &m_rows[std::size_t(row)] : nullptr;
}

int InstanceListModel::rowOf(const InstanceId &id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const InstanceSummary &row) { return row.id == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void InstanceListModel::refreshTimes()
{
    if (!m_rows.empty())
        emit dataChanged(index(0, StartedColumn), index(int(m_rows.size()) - 1, DurationColumn),
                         {Qt::DisplayRole});
}

InstanceQuery InstanceListModel::query(const QByteArray &after) const
{
    InstanceQuery query;
    query.statuses = m_filter.statuses;
    query.nameContains = m_filter.text;
    query.limit = pageSize;
    query.after = after;
    return query;
}

void InstanceListModel::reload()
{
    ++m_generation;
    m_changeDelay.stop();
    m_changed.clear();
    beginResetModel();
    m_rows.clear();
    m_pages.clear();
    m_next.clear();
    m_isLoading = false;
    endResetModel();
    if (m_client)
        fetchMore({});
    else
        emit loaded();
}

bool InstanceListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_client && !m_isLoading && !m_next.isEmpty();
}

void InstanceListModel::fetchMore(const QModelIndex &parent)
{
    if (parent.isValid() || !m_client || m_isLoading || (m_next.isEmpty() && !m_pages.empty()))
        return;
    m_isLoading = true;
    whenFinished(m_client->instances(query(m_next)), this,
                 [this, generation = m_generation](const Result<InstancePage> &page) {
                     if (generation != m_generation)
                         return;
                     m_isLoading = false;
                     if (page)
                         append(*page);
                     else
                         emit failed(page.error().message);
                     emit loaded();
                 });
}

void InstanceListModel::append(const InstancePage &page)
{
    m_pages.push_back({m_next, m_rows.empty() ? Instant::max() : m_rows.back().created});
    m_next = page.next;
    std::vector<InstanceSummary> fresh;
    // A row may have been moved in by a refresh since this page was asked for.
    const std::size_t tail = m_rows.size() > pageSize ? m_rows.size() - pageSize : 0;
    for (const InstanceSummary &instance : page.instances) {
        const auto known = std::find_if(m_rows.begin() + std::ptrdiff_t(tail), m_rows.end(),
                                        [&](const auto &row) { return row.id == instance.id; });
        if (known == m_rows.end())
            fresh.push_back(instance);
    }
    if (fresh.empty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fresh.size()) - 1);
    std::move(fresh.begin(), fresh.end(), std::back_inserter(m_rows));
    endInsertRows();
}

void InstanceListModel::noteChanges(const QList<InstanceId> &ids)
{
    m_changed.unite(QSet<InstanceId>(ids.begin(), ids.end()));
    if (!m_changeDelay.isActive())
        m_changeDelay.start();
}

void InstanceListModel::refreshChanged()
{
    const QSet<InstanceId> changed = std::exchange(m_changed, {});
    if (!m_client || m_pages.empty()) {
        reload();
        return;
    }
    QSet<std::size_t> pages{0}; // new instances come in at the top
    for (int row = m_firstShown; row <= m_lastShown && row < int(m_rows.size()); ++row) {
        if (changed.contains(m_rows[std::size_t(row)].id))
            pages.insert(pageOfRow(row));
    }
    for (const std::size_t page : pages)
        refreshPage(m_pages[page], 0);
}

std::size_t InstanceListModel::pageOfRow(int row) const
{
    const Instant created = m_rows[std::size_t(row)].created;
    std::size_t page = m_pages.size() - 1;
    while (page > 0 && m_pages[page].boundary < created)
        --page;
    return page;
}

void InstanceListModel::refreshPage(const Page &page, int chained)
{
    whenFinished(m_client->instances(query(page.after)), this,
                 [this, page, chained, generation = m_generation](const Result<InstancePage> &fresh) {
                     if (generation != m_generation)
                         return;
                     if (!fresh) {
                         emit failed(fresh.error().message);
                         return;
                     }
                     const bool hasGap = merge(page, *fresh) && !fresh->next.isEmpty();
                     if (hasGap && chained >= mostChained)
                         reload();
                     else if (hasGap)
                         refreshPage({fresh->next, fresh->instances.back().created}, chained + 1);
                     emit loaded();
                 });
}

// Makes the rows that the page covers equal to the page, by the fewest row moves.
bool InstanceListModel::merge(const Page &page, const InstancePage &fresh)
{
    const bool isLast = fresh.next.isEmpty();
    QSet<InstanceId> ids;
    for (const InstanceSummary &instance : fresh.instances)
        ids.insert(instance.id);
    const Instant lower = isLast || fresh.instances.empty() ? Instant::min() : fresh.instances.back().created;

    // Gone: covered for certain (not on the edge of the page, where others of the same instant may be), and
    // not in it.
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        const InstanceSummary &instance = m_rows[std::size_t(row)];
        if (instance.created > lower && instance.created < page.boundary && !ids.contains(instance.id)) {
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
    }
    const auto from = std::find_if(m_rows.begin(), m_rows.end(), [&](const InstanceSummary &row) {
        return ids.contains(row.id) || row.created < page.boundary;
    });
    int row = int(from - m_rows.begin());
    bool isLastNew = false;
    for (const InstanceSummary &instance : fresh.instances) {
        const int known = rowOf(instance.id);
        isLastNew = known < 0;
        if (isLastNew) {
            insert(row++, instance);
            continue;
        }
        if (m_rows[std::size_t(known)] != instance) {
            m_rows[std::size_t(known)] = instance;
            emit dataChanged(index(known, 0), index(known, ColumnCount - 1));
        }
        row = known + 1;
    }
    return isLastNew && row < int(m_rows.size());
}

void InstanceListModel::insert(int row, const InstanceSummary &instance)
{
    beginInsertRows({}, row, row);
    m_rows.insert(m_rows.begin() + row, instance);
    endInsertRows();
}

int InstanceListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int InstanceListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant InstanceListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole &&
        (section == DurationColumn || section == EventsColumn))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case StatusColumn:
        return tr("Status");
    case NameColumn:
        return tr("Workflow");
    case IdColumn:
        return tr("Instance");
    case StartedColumn:
        return tr("Started");
    case DurationColumn:
        return tr("Duration");
    case EventsColumn:
        return tr("Events");
    case NoteColumn:
        return tr("What happens");
    case ColumnCount:
        break;
    }
    return {};
}

QString InstanceListModel::display(const InstanceSummary &instance, Column column) const
{
    switch (column) {
    case StatusColumn:
        return instance.status == OrchestrationStatus::Canceled ? statusWord(instance.status)
                                                                : runStateText(runStateOf(instance));
    case NameColumn:
        return QString::fromStdString(instance.name);
    case IdColumn:
        return instance.id.toQString();
    case StartedColumn:
        return relativeTime(instance.created, now());
    case DurationColumn:
        return describeDuration(instance.completed.value_or(now()) - instance.created);
    case EventsColumn:
        return QLocale().toString(instance.historyLength);
    case NoteColumn:
        return noteSentence(instance, now(), m_statuses.text(instance.id));
    case ColumnCount:
        break;
    }
    return {};
}

QVariant InstanceListModel::data(const QModelIndex &index, int role) const
{
    const InstanceSummary *instance = at(index.row());
    if (!instance)
        return {};
    const Column column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return display(*instance, column);
    case Qt::ToolTipRole:
        if (column == StartedColumn)
            return exactTime(instance->created);
        if (column == DurationColumn && instance->completed)
            return tr("Ended %1").arg(exactTime(*instance->completed));
        return column == StatusColumn ? QVariant() : QVariant(display(*instance, column));
    case Qt::TextAlignmentRole:
        return column == EventsColumn || column == DurationColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                                  : int(Qt::AlignLeft | Qt::AlignVCenter);
    case StateRole:
        return int(runStateOf(*instance));
    case IdRole:
        return instance->id.toQString();
    default:
        return {};
    }
}

} // namespace perdura
