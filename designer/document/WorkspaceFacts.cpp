// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/WorkspaceFacts.h"

#include "designer/document/BackgroundQueue.h"
#include "engine/definition/DefinitionFile.h"

#include <QFileInfo>

#include <utility>

namespace perdura {

namespace {

constexpr qsizetype filesAtATime = 32;

} // namespace

DrawingFacts factsOf(const WorkflowDefinition &definition)
{
    return {definition.kind, definition.name, eventUsesOf(definition)};
}

WorkspaceFacts::WorkspaceFacts(BackgroundQueue &queue, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
{}

void WorkspaceFacts::setFiles(const QStringList &files)
{
    m_files = files;
    const QSet<QString> wanted(files.begin(), files.end());
    if (std::erase_if(m_known, [&wanted](const auto &known) { return !wanted.contains(known.first); }) > 0)
        m_hasChanged = true;
    readNext(++m_round, 0);
}

void WorkspaceFacts::readNext(int round, qsizetype from)
{
    if (from >= m_files.size()) {
        if (!std::exchange(m_isComplete, true) || m_hasChanged) {
            m_hasChanged = false;
            emit changed();
        }
        return;
    }
    Batch batch;
    for (const QString &path : m_files.mid(from, filesAtATime))
        batch.emplace_back(path, m_known[path]);
    m_queue.run(
        this, [batch = std::move(batch)]() mutable { return readChanged(std::move(batch)); },
        [this, round, from](Batch read) {
            if (round != m_round)
                return;
            take(std::move(read));
            readNext(round, from + filesAtATime);
        });
}

WorkspaceFacts::Batch WorkspaceFacts::readChanged(Batch batch)
{
    for (auto &[path, known] : batch) {
        const QFileInfo info(path);
        if (info.lastModified() == known.modified && info.size() == known.size)
            continue;
        known = {info.lastModified(), info.size(), std::nullopt};
        if (const auto definition = loadDefinition(path))
            known.facts = factsOf(*definition);
    }
    return batch;
}

void WorkspaceFacts::take(Batch batch)
{
    for (auto &[path, read] : batch) {
        Known &known = m_known[path];
        m_hasChanged = m_hasChanged || known.facts != read.facts;
        known = std::move(read);
    }
}

std::vector<DrawingFacts> WorkspaceFacts::without(const QSet<QString> &paths) const
{
    std::vector<DrawingFacts> all;
    for (const auto &[path, known] : m_known) {
        if (known.facts && !paths.contains(path))
            all.push_back(*known.facts);
    }
    return all;
}

QSet<QString> WorkspaceFacts::entityPaths() const
{
    QSet<QString> paths;
    for (const auto &[path, known] : m_known) {
        if (known.facts && known.facts->kind == DefinitionKind::Entity)
            paths.insert(path);
    }
    return paths;
}

} // namespace perdura
