// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QTimer>

#include <vector>

namespace perdura {

/// The entities of a hub that have a state, by name and key, loaded page by page as the view asks for more.
/// Follows changes. Lives on the GUI thread; the client is not owned.
class EntityListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, KeyColumn, StateColumn, LastColumn, WaitingColumn, LockColumn, ColumnCount };

    explicit EntityListModel(QObject *parent = nullptr);

    /// Null: shows nothing.
    void setClient(HubClient *client);
    /// Those of that name only, whatever its case; empty: all.
    void setName(const QString &name);
    [[nodiscard]] const EntityInfo *at(int row) const;
    [[nodiscard]] int rowOf(const EntityId &id) const; ///< -1 when it is not loaded

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    /// An answer has come; the rows are those of the hub.
    void loaded();
    void failed(const QString &message);

private:
    void reload();
    void ask(const QByteArray &after, int limit);
    void take(EntityPage page, bool isMore);
    [[nodiscard]] QString text(const EntityInfo &entity, int column) const;

    QPointer<HubClient> m_client;
    std::string m_name;
    std::vector<EntityInfo> m_entities;
    QByteArray m_next; ///< of the page behind the last one; empty: there is none
    bool m_isAsking = false;
    int m_newest = 0;     ///< answers to earlier questions are dropped
    QTimer m_changeDelay; ///< changes come in bursts
};

} // namespace perdura
