// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/LogModel.h"

#include <QWidget>

class QStackedWidget;
class QTableView;

namespace perdura {

/// The log of the run; follows it while the last line is in view. GUI thread.
class LogTab final : public QWidget
{
    Q_OBJECT

public:
    explicit LogTab(QWidget *parent = nullptr);
    void setLines(const std::vector<LogLine> &lines);
    void setDefinition(const std::shared_ptr<const WorkflowDefinition> &definition);

private:
    LogModel *m_model;
    QTableView *m_table;
    QStackedWidget *m_pages;
    bool m_wasAtEnd = true;
};

} // namespace perdura
