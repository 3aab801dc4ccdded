// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"
#include "engine/core/Time.h"

#include <QString>
#include <QThreadPool>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perdura {

/// What triggers have to remember when no hub runs: how far each schedule has come, which files were taken,
/// which ends were seen. Kept in the workspace's `.perdura/triggers.jsonl`: a line for each change, added on
/// another thread; the last one of a name counts. Losing some starts nothing twice: instances of triggers
/// have ids that tell what started them, and a second start of the same id is refused. One thread.
class TriggerLedger
{
public:
    /// Reads the file; one that is not there counts as empty, and so does a line that is broken. Leaves out
    /// of the file what does not count any more. Touches the disk.
    explicit TriggerLedger(const QString &workspace);
    /// Waits until all is written.
    ~TriggerLedger();

    [[nodiscard]] std::optional<std::string> find(const std::string &what) const;
    [[nodiscard]] std::optional<Instant> findInstant(const std::string &what) const;
    void set(const std::string &what, std::string value);
    void set(const std::string &what, Instant value) { set(what, toIso(value)); }
    void forget(const std::string &what) { set(what, std::string()); }
    /// The names that begin so.
    [[nodiscard]] std::vector<std::string> namesWith(const std::string &prefix) const;

private:
    QString m_file;
    std::map<std::string, std::string> m_entries; ///< no empty values
    QThreadPool m_writer;                         ///< of one thread: the lines keep their order
};

} // namespace perdura
