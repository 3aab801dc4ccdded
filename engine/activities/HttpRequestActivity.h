// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

namespace perdura {

/// "http.request": one request, without blocking a thread. Gives {status, headers, body}; JSON bodies are
/// parsed, and "bodyIsBase64": true tells of bytes that are no text. Makes its own network access manager per
/// thread that it is run on.
class HttpRequestActivity final : public Activity
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
