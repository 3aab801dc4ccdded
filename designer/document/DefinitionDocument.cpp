// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/DefinitionDocument.h"

#include "designer/document/BackgroundQueue.h"
#include "engine/definition/DefinitionFile.h"

#include <chrono>

namespace perdura {

namespace {

constexpr std::chrono::milliseconds typingPause{120};

} // namespace

DefinitionDocument::DefinitionDocument(BackgroundQueue &queue, const ActivityCatalog &catalog,
                                       std::shared_ptr<ExpressionEvaluator> expressions, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_catalog(catalog)
    , m_expressions(std::move(expressions))
    , m_definition(std::make_shared<const WorkflowDefinition>())
{
    m_typingPause.setSingleShot(true);
    m_typingPause.setInterval(typingPause);
    connect(&m_typingPause, &QTimer::timeout, this, [this] { check([](auto, auto) {}); });
    connect(&m_undoStack, &QUndoStack::cleanChanged, this, &DefinitionDocument::modifiedChanged);
}

DefinitionDocument::~DefinitionDocument()
{
    // Clearing the stack must not reach listeners that are half gone.
    m_undoStack.disconnect(this);
}

QString DefinitionDocument::name() const
{
    return QString::fromStdString(m_definition->name);
}

void DefinitionDocument::setNew(WorkflowDefinition definition, const QString &path)
{
    m_path = path;
    m_fileIsBehind = true;
    replace(std::move(definition));
    emit modifiedChanged();
}

void DefinitionDocument::load(const QString &path)
{
    m_path = path;
    ++m_pendingFiles;
    m_queue.run(
        this, [path] { return loadDefinition(path); },
        [this](Result<WorkflowDefinition> result) {
            --m_pendingFiles;
            if (!result) {
                emit loadFailed(result.error());
                return;
            }
            m_fileIsBehind = false;
            replace(std::move(*result));
            emit loaded();
        });
}

void DefinitionDocument::save()
{
    saveAs(m_path);
}

void DefinitionDocument::saveAs(const QString &path)
{
    Q_ASSERT(!path.isEmpty());
    ++m_pendingFiles;
    m_queue.run(
        this, [path, definition = m_definition] { return saveDefinition(*definition, path); },
        [this, path, revision = m_revision](const Result<void> &result) {
            takeSaveResult(path, revision, result);
        });
}

void DefinitionDocument::takeSaveResult(const QString &path, quint64 revision, const Result<void> &result)
{
    --m_pendingFiles;
    if (!result) {
        emit saveFailed(result.error());
        return;
    }
    m_path = path;
    // What was edited while the file was being written is not on disk.
    if (revision == m_revision) {
        m_fileIsBehind = false;
        m_undoStack.setClean();
        emit modifiedChanged();
    } else {
        m_fileIsBehind = true;
    }
    emit saved();
}

void DefinitionDocument::edit(WorkflowDefinition after, EditLabel label)
{
    DefinitionPatch patch = difference(*m_definition, normalized(std::move(after)));
    if (!patch.isEmpty())
        m_undoStack.push(new EditCommand(*this, std::move(label), std::move(patch)));
}

void DefinitionDocument::applyPatch(const DefinitionPatch &patch, bool forwards)
{
    auto next = std::make_shared<WorkflowDefinition>(*m_definition);
    patch.apply(*next, forwards);
    m_definition = std::move(next);
    touch();
    emit changed(changeOf(patch, forwards));
}

void DefinitionDocument::replace(WorkflowDefinition definition)
{
    m_undoStack.clear();
    m_definition = std::make_shared<const WorkflowDefinition>(normalized(std::move(definition)));
    touch();
    DefinitionChange change;
    change.kind = DefinitionChange::Kind::Replaced;
    emit changed(change);
}

void DefinitionDocument::touch()
{
    ++m_revision;
    m_typingPause.start();
}

void DefinitionDocument::check(
    std::function<void(std::shared_ptr<const WorkflowDefinition>, std::vector<Problem>)> then)
{
    m_typingPause.stop();
    m_queue.run(
        this,
        [definition = m_definition, catalog = m_catalog, expressions = m_expressions] {
            return validate(*definition, catalog, expressions.get());
        },
        [this, definition = m_definition, revision = m_revision,
         then = std::move(then)](std::vector<Problem> problems) {
            takeProblems(revision, problems);
            then(definition, std::move(problems));
        });
}

void DefinitionDocument::takeProblems(quint64 revision, std::vector<Problem> problems)
{
    if (revision != m_revision)
        return;
    m_checkedRevision = revision;
    if (m_problems == problems)
        return;
    m_problems = std::move(problems);
    emit problemsChanged();
}

} // namespace perdura
