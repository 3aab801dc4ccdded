// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/Store.h"

#include <QStringList>

#include <map>

namespace perdura::test {

/// The effects that are on disk, by node and iteration ("square/3"); those of a node outside For each have no
/// iteration ("square/").
[[nodiscard]] std::map<std::string, int> effectsIn(const QString &workspace);
/// Likewise, by idempotency key ("INSTANCE/EXECUTION/NUMBER").
[[nodiscard]] std::map<std::string, int> effectsByKeyIn(const QString &workspace);
/// How many activities ran at the same time at most.
[[nodiscard]] int mostAtOnceIn(const QString &workspace);

/// The history as the rule book writes it, a line for each turn: "TC(→0) TS(1)".
[[nodiscard]] QStringList storyOf(const History &history);

/// What is left of a hub that has been closed.
class StoreOnDisk
{
public:
    explicit StoreOnDisk(const QString &workspace);

    [[nodiscard]] StoreReader &reader() { return *m_reader; }
    [[nodiscard]] History history(const QString &id);
    [[nodiscard]] InstanceDetail detail(const QString &id);
    [[nodiscard]] std::string output(const QString &id) { return dumpJson(detail(id).output); }
    /// The newest 1,000 of them.
    [[nodiscard]] std::vector<InstanceSummary> instances();
    /// In what the hub has broken the rules: for each instance that each answer answers one decision, that
    /// the status row agrees with the history (also output, failure message, reason of a termination and
    /// custom status) and that a replay of the history asks for nothing else; that nothing waits of what has
    /// ended, and that the database is sound.
    [[nodiscard]] QStringList flaws();

private:
    void look(const InstanceSummary &summary);
    void compareEnd(const InstanceSummary &summary, const History &history);
    void compareReplay(const InstanceSummary &summary, const History &history);
    void flaw(const InstanceSummary &summary, const QString &what);

    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreWriter> m_writer;
    std::unique_ptr<StoreReader> m_reader;
    QStringList m_flaws;
};

} // namespace perdura::test
