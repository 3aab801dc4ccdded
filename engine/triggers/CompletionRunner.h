// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/triggers/TriggerLauncher.h"
#include "engine/triggers/TriggerLedger.h"
#include "engine/triggers/WorkspaceTriggers.h"

namespace perdura {

/// Starts workflows at the end of instances of others, those included that ended while nobody looked. Counts
/// from the moment at which a trigger is first seen. Launcher's thread.
class CompletionRunner final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    CompletionRunner(HubClient &hub, TriggerLauncher &launcher, TriggerLedger &ledger,
                     std::shared_ptr<const Clock> clock, QObject *parent = nullptr);

    void setTriggers(const TriggerMap &triggers);

private:
    struct Entry
    {
        std::string workflow;
        std::string key; ///< in the ledger: the last end that was seen
        CompletionTrigger trigger;
        bool isUnderWay = false;
        bool looksAgain = false;
    };
    using EntryPointer = std::shared_ptr<Entry>;
    void lookAtAll();
    void look(const EntryPointer &entry);
    void lookFurther(const EntryPointer &entry, const QByteArray &after, std::vector<InstanceSummary> found);
    /// One after the other, the oldest end first; the ledger follows.
    void launchNext(const EntryPointer &entry, std::vector<InstanceSummary> newestFirst);
    void launch(const EntryPointer &entry, const InstanceDetail &detail, std::vector<InstanceSummary> rest);
    void stop(const EntryPointer &entry);

    HubClient &m_hub;
    TriggerLauncher &m_launcher;
    TriggerLedger &m_ledger;
    std::shared_ptr<const Clock> m_clock;
    std::vector<EntryPointer> m_entries;
};

} // namespace perdura
