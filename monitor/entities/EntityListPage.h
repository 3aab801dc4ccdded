// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QWidget>

class QStackedWidget;
class QTableView;

namespace perdura {

class Banner;
class EmptyState;
class EntityListModel;
class JsonView;
class SearchField;

/// The entities of a hub and the whole state of the chosen one, live. GUI thread; the client is not owned.
class EntityListPage final : public QWidget
{
    Q_OBJECT

public:
    explicit EntityListPage(QWidget *parent = nullptr);

    /// Null: no hub.
    void setClient(HubClient *client);
    [[nodiscard]] QTableView *table() const { return m_table; }

signals:
    void backRequested();

private:
    void layOut();
    void showRows();
    void showChosen();

    EntityListModel *m_model;
    SearchField *m_search;
    Banner *m_banner;
    QTableView *m_table;
    JsonView *m_state;
    EmptyState *m_empty;
    QStackedWidget *m_pages;
    EntityId m_chosen;
};

} // namespace perdura
