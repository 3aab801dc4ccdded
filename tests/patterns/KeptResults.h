// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"

#include <QStringList>

#include <map>

namespace perdura::test {

/// Watches a workspace over the deaths of its hub: nothing that is on disk may be lost or changed, and no
/// activity whose result is on disk may run again.
class KeptResults
{
public:
    /// Looks at what is there; the hub is dead or closed.
    void look(const QString &workspace);
    /// What was not kept, up to the last look.
    [[nodiscard]] const QStringList &flaws() const { return m_flaws; }
    /// How many instances there were at the last look, how many of them had ended, and the events of all.
    [[nodiscard]] int instances() const { return int(m_histories.size()); }
    [[nodiscard]] int ended() const { return m_ended; }
    [[nodiscard]] int events() const { return m_events; }

private:
    void lookAt(const std::string &instance, const History &history);
    void lookAtResults(const History &history, const std::map<std::string, int> &effects);

    std::map<std::string, History> m_histories;    ///< by instance
    std::map<std::string, int> m_effectsOfResults; ///< by idempotency key, when the result was seen first
    QStringList m_flaws;
    int m_ended = 0;
    int m_events = 0;
};

} // namespace perdura::test
