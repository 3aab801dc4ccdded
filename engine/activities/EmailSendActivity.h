// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

namespace perdura {

/// "email.send": hands a message to the mail program of the system, as "sendmail -t -i" does. Gives
/// {messageId}; a repetition after a crash sends the same id again, by which mail systems know the copy.
class EmailSendActivity final : public Activity
{
public:
    std::string name() const override;
    Runs runs() const override { return Runs::OnIoThread; }
    Json inputSchema() const override;
    QString title() const override;
    QString description() const override;
    QString summary(const Json &input) const override;
    void run(ActivityCall call, ActivityDone done) const override;
};

} // namespace perdura
