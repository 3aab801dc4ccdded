// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/instances/InstanceListModel.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace perdura {

class Banner;
class EmptyState;
class SearchField;
class StatusFilterBar;

/// The live list of instances with its filters. GUI thread; the client is not owned.
class InstanceListPage final : public QWidget
{
    Q_OBJECT

public:
    explicit InstanceListPage(QWidget *parent = nullptr);
    ~InstanceListPage() override;

    void setClient(HubClient *client);
    void focusSearch();
    /// Whether an empty list offers the way to Design.
    void setDesignOffered(bool offered);
    [[nodiscard]] InstanceListModel *model() const { return m_model; }
    [[nodiscard]] QTableView *table() const { return m_table; }

signals:
    /// The person wants to see the hub's entities instead.
    void entitiesRequested();
    /// The person wants to run a workflow first.
    void designRequested();
    void instanceOpened(const InstanceId &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    void fitColumns();
    void connectParts();
    void applyFilter();
    void clearFilter();
    void fetchCounts();
    void showState();
    void reportShownRows();
    void openCurrent();
    void keepPlace();
    void restorePlace();

    QPointer<HubClient> m_client;
    InstanceListModel *m_model;
    StatusFilterBar *m_statuses;
    SearchField *m_search;
    QPushButton *m_clear;
    Banner *m_banner;
    QTableView *m_table;
    EmptyState *m_empty;
    QPushButton *m_emptyAction;
    QPushButton *m_toDesign;
    QStackedWidget *m_pages;
    QTimer m_countDelay;
    QTimer m_clock;
    int m_newestCounts = 0;
    bool m_isDesignOffered = false;
    bool m_isFitting = false;
    bool m_hasOwnWidths = false; ///< the person has set the columns
    InstanceId m_selected;       // found again after the list was read anew
};

} // namespace perdura
