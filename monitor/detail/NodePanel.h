// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/RunReader.h"

#include <QWidget>

class QLabel;
class QListView;
class QStackedWidget;

namespace perdura {

class IconLabel;
class JsonView;
class KeyValueGrid;
class StatusChip;
class VisitListModel;

/// What happened in one node: its passes, and input, output, attempts, failure and wait of the chosen one.
/// GUI thread.
class NodePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit NodePanel(QWidget *parent = nullptr);
    ~NodePanel() override;

    /// Keeps the chosen pass while node and iteration stay the same.
    void show(const std::shared_ptr<const RunReading> &reading, const NodeId &node,
              const std::string &iteration);
    /// Tells the times of the pass as of now.
    void refreshTimes();
    [[nodiscard]] QListView *visits() const { return m_list; }

signals:
    void closeRequested();
    /// The person chose another pass.
    void iterationChosen(const std::string &iteration);

private:
    void showVisit();
    void showNode();
    [[nodiscard]] Json inputOf(const NodeVisit &visit) const;

    std::shared_ptr<const RunReading> m_reading;
    NodeId m_node;
    VisitListModel *m_model;
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_kind;
    StatusChip *m_chip;
    QListView *m_list;
    KeyValueGrid *m_facts;
    QLabel *m_failure;
    JsonView *m_input;
    JsonView *m_output;
    Json m_shownInput;
    Json m_shownOutput;
    bool m_isShowing = false;
};

} // namespace perdura
