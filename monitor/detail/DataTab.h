// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"

#include <QWidget>

class QFrame;
class QLabel;

namespace perdura {

class JsonView;
class KeyValueGrid;

/// What went in and what came out: input, output, custom status, and the failure with its details. GUI
/// thread.
class DataTab final : public QWidget
{
    Q_OBJECT

public:
    explicit DataTab(QWidget *parent = nullptr);
    /// Null: nothing is known yet.
    void setDetail(const InstanceDetail *detail);

private:
    void showFailure(const FailureDetails *failure);
    static void show(JsonView *view, Json &shown, const Json &value, const QString &placeholder);

    QFrame *m_failure;
    QLabel *m_message;
    KeyValueGrid *m_failureFacts;
    JsonView *m_input;
    JsonView *m_output;
    JsonView *m_status;
    Json m_shownInput, m_shownOutput, m_shownStatus;
};

} // namespace perdura
