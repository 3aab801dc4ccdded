// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/HistoryModel.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QTableView;

namespace perdura {

class HistoryFilter;
class JsonView;
class SearchField;

/// The events of the run as a table with a filter, and the chosen one in full. Follows the run while the last
/// event is in view. GUI thread.
class HistoryTab final : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryTab(QWidget *parent = nullptr);
    ~HistoryTab() override;

    void setActivities(const ActivityCatalog &activities) { m_model->setActivities(activities); }
    void setReading(const std::shared_ptr<const RunReading> &reading);
    /// Selects an event by its row in the history.
    void selectEvent(int row);
    /// Selects the first event of a node, unless one of its events is selected already.
    void selectNode(const NodeId &node);
    void focusSearch();
    [[nodiscard]] QTableView *table() const { return m_table; }

signals:
    /// By the person.
    void eventChosen(const NodeId &node, const std::string &iteration, int row);

private:
    void layOut();
    void showCurrent();
    void showInFull(const HistoryEvent *event, const HistoryRow *row);
    void updateCount();
    [[nodiscard]] int currentRow() const;

    HistoryModel *m_model;
    HistoryFilter *m_filter;
    SearchField *m_search;
    QCheckBox *m_turns;
    QLabel *m_count;
    QTableView *m_table;
    QLabel *m_what; ///< the chosen event in words
    QLabel *m_where;
    JsonView *m_json;
    int m_shownRow = -1;
    bool m_isSelecting = false;
    bool m_wasAtEnd = true;
};

} // namespace perdura
