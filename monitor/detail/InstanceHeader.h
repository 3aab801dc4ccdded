// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"
#include "monitor/detail/RunReader.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace perdura {

class ContextBar;
class ElidedLabel;
class IconLabel;
class StatusChip;

/// Above the tabs: which instance this is, how it is, what it waits for, and what can be done with it. GUI
/// thread.
class InstanceHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit InstanceHeader(QWidget *parent = nullptr);

    /// Null: not known yet. `reading` may be null. Again and again while the instance lives: times and waits
    /// are told as of now.
    void show(const InstanceId &id, const InstanceDetail *detail, const RunReading *reading,
              const std::vector<HumanTaskInfo> &tasks);

signals:
    void backRequested();
    void raiseRequested();
    void answerRequested();
    void terminateRequested();
    void suspendRequested();
    void resumeRequested();
    void rewindRequested();
    void restartRequested();
    void definitionRequested();
    void idCopied();

private:
    void layOutFacts();
    void layOutExecution();
    void showExecution(int generation);
    void showTimes();
    void showControls();
    void showButtons(const std::vector<HumanTaskInfo> &tasks);
    void showNow(const RunReading *reading, const std::vector<HumanTaskInfo> &tasks);
    void showEnd();

    std::optional<InstanceSummary> m_summary;
    ContextBar *m_bar;
    StatusChip *m_chip;
    QPushButton *m_definition;
    QPushButton *m_raise;
    QPushButton *m_answer;
    QPushButton *m_suspend;
    QPushButton *m_resume;
    QPushButton *m_rewind;
    QPushButton *m_restart;
    QPushButton *m_terminate;
    ElidedLabel *m_id;
    QLabel *m_version;
    QWidget *m_execution; ///< only of an instance that has begun anew
    QLabel *m_executionNumber;
    QLabel *m_started;
    QLabel *m_ended;
    QLabel *m_duration;
    IconLabel *m_nowIcon;
    ElidedLabel *m_wait; ///< always there, so that what is below does not jump
    QLabel *m_end;
};

} // namespace perdura
