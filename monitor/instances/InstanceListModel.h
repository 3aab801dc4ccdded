// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "monitor/instances/CustomStatuses.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <vector>

namespace perdura {

/// The instances that match a filter, newest first, loaded page by page as the view asks for more. Follows
/// changes by asking again only for the pages that are shown and for the top; rows are moved in and out one
/// by one, so that selection and scroll position of a view stay. Lives on the GUI thread; the client is not
/// owned.
class InstanceListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        StatusColumn,
        NameColumn,
        IdColumn,
        StartedColumn,
        DurationColumn,
        EventsColumn,
        NoteColumn,
        ColumnCount
    };
    enum Role { StateRole = Qt::UserRole, IdRole }; // StateRole: what the kit's marks show, a RunState
    struct Filter
    {
        std::vector<OrchestrationStatus> statuses; ///< any, when empty
        QString text;                              ///< part of name or id
        [[nodiscard]] bool isEmpty() const { return statuses.empty() && text.isEmpty(); }
        bool operator==(const Filter &) const = default;
    };

    explicit InstanceListModel(QObject *parent = nullptr);

    /// Null: shows nothing.
    void setClient(HubClient *client);
    void setFilter(const Filter &filter);
    [[nodiscard]] const Filter &filter() const { return m_filter; }
    /// The rows that can be seen; only their pages (and the top) are asked for again when something changes,
    /// and only theirs are the custom statuses that are asked for, now as far as they are not known.
    void setShownRows(int first, int last);

    [[nodiscard]] const InstanceSummary *at(int row) const;
    [[nodiscard]] int rowOf(const InstanceId &id) const; ///< -1 when not loaded
    [[nodiscard]] bool isLoading() const { return m_isLoading; }
    /// Shows durations and relative times as of now.
    void refreshTimes();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    /// A page has come (or the list was emptied); isLoading() may have changed.
    void loaded();
    void failed(const QString &message);

private:
    /// Where a page begins: the cursor that asks for it, and when the instance before it was created.
    struct Page
    {
        QByteArray after;
        Instant boundary;
    };

    void reload();
    void append(const InstancePage &page);
    void noteChanges(const QList<InstanceId> &ids);
    void refreshChanged();
    void refreshPage(const Page &page, int chained);
    /// True when rows of the page's end are new, so that more may be missing after it.
    bool merge(const Page &page, const InstancePage &fresh);
    void insert(int row, const InstanceSummary &instance);
    [[nodiscard]] std::size_t pageOfRow(int row) const;
    [[nodiscard]] InstanceQuery query(const QByteArray &after) const;
    [[nodiscard]] QString display(const InstanceSummary &instance, Column column) const;

    QPointer<HubClient> m_client;
    CustomStatuses m_statuses;
    Filter m_filter;
    std::vector<InstanceSummary> m_rows;
    std::vector<Page> m_pages;
    QByteArray m_next;
    bool m_isLoading = false;
    int m_generation = 0; // answers to questions of an older one are dropped
    int m_firstShown = 0;
    int m_lastShown = 0;
    QSet<InstanceId> m_changed;
    QTimer m_changeDelay;
};

} // namespace perdura
