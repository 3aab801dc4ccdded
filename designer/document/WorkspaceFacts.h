// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/EventUses.h"

#include <QDateTime>
#include <QObject>
#include <QSet>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace perdura {

class BackgroundQueue;

/// What one drawing of the workspace tells the others.
struct DrawingFacts
{
    DefinitionKind kind = DefinitionKind::Workflow;
    std::string name;
    EventUses events;
    bool operator==(const DrawingFacts &) const = default;
};

[[nodiscard]] DrawingFacts factsOf(const WorkflowDefinition &definition);

/// What the files of the workspace tell each other. Reads on the queue those that are new or have changed, a
/// few at a time, so that other work gets its turn. GUI thread.
class WorkspaceFacts final : public QObject
{
    Q_OBJECT

public:
    /// The queue must outlive the object.
    explicit WorkspaceFacts(BackgroundQueue &queue, QObject *parent = nullptr);

    /// The files there are now; looks at all of them for changes.
    void setFiles(const QStringList &files);
    /// False until every file has been read once.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    /// Of the files that could be read, but for some.
    [[nodiscard]] std::vector<DrawingFacts> without(const QSet<QString> &paths) const;
    /// The files that draw an entity.
    [[nodiscard]] QSet<QString> entityPaths() const;

signals:
    /// isComplete(), and something is another than it was.
    void changed();

private:
    struct Known
    {
        QDateTime modified;
        qint64 size = -1;
        std::optional<DrawingFacts> facts; ///< none: it could not be read
    };
    using Batch = std::vector<std::pair<QString, Known>>;
    void readNext(int round, qsizetype from);
    void take(Batch batch);
    [[nodiscard]] static Batch readChanged(Batch batch);

    BackgroundQueue &m_queue;
    QStringList m_files;
    std::map<QString, Known> m_known;
    int m_round = 0; ///< a new one for each list of files; what belongs to an older one is dropped
    bool m_isComplete = false;
    bool m_hasChanged = false;
};

} // namespace perdura
