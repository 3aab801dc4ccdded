// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QDialog;
class QWidget;

namespace perdura {

struct Question
{
    QString title;       ///< "Terminate 3 instances?"
    QString consequence; ///< what will change, and what will not
    QString verb;        ///< the button's words: "Terminate instances"
    QString keep;        ///< the other button's words; empty: "Cancel"
    bool destructive = false;
};

/// Asks before something happens; window-modal, returns at once. `confirmed` runs when the person chose the
/// verb. The dialog belongs to `parent` and deletes itself; a destructive one has its focus on the way back.
QDialog *confirm(QWidget *parent, const Question &question, std::function<void()> confirmed);

} // namespace perdura
