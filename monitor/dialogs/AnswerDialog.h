// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QDialog>

namespace perdura {

class AnswerPanel;

/// One human task in a window of its own; closes when the hub has taken the answer. The client is not owned.
class AnswerDialog final : public QDialog
{
    Q_OBJECT

public:
    AnswerDialog(HubClient *client, const HumanTaskInfo &task, QWidget *parent = nullptr);
    [[nodiscard]] AnswerPanel *panel() const { return m_panel; }

signals:
    void answered(const QString &outcome);

private:
    AnswerPanel *m_panel;
};

} // namespace perdura
