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
    , m_validation(std::make_shared<IncrementalValidation>())
{
    m_typingPause.setSingleShot(true);
    m_typingPause.setInterval(typingPause);
    connect(&m_typingPause, &QTimer::timeout, this, [this] { check([](auto, auto) {}); });
    connect(&m_watch, &DiskWatch::touched, this, &DefinitionDocument::readAgain);
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
            m_onDisk = m_definition;
            m_watch.setPath(m_path);
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
        [this, path, revision = m_revision, written = m_definition](const Result<void> &result) {
            takeSaveResult(path, revision, written, result);
        });
}

void DefinitionDocument::takeSaveResult(const QString &path, quint64 revision,
                                        const std::shared_ptr<const WorkflowDefinition> &written,
                                        const Result<void> &result)
{
    --m_pendingFiles;
    if (!result) {
        emit saveFailed(result.error());
        return;
    }
    m_path = path;
    m_onDisk = written;
    m_watch.setPath(path);
    setNewerOnDisk(nullptr);
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

void DefinitionDocument::readAgain()
{
    // While a file is being written, its end says what is there.
    if (m_pendingFiles > 0)
        return;
    m_queue.run(
        this, [path = m_path] { return loadDefinition(path); },
        [this](Result<WorkflowDefinition> result) { takeFromFile(std::move(result)); });
}

void DefinitionDocument::takeFromFile(Result<WorkflowDefinition> result)
{
    if (m_pendingFiles > 0)
        return;
    if (!result) {
        // Gone, or half written by someone else: what is here is all there is.
        m_fileIsBehind = m_fileIsBehind || result.error().code == ErrorCode::NotFound;
        emit modifiedChanged();
        return;
    }
    auto found = std::make_shared<const WorkflowDefinition>(normalized(std::move(*result)));
    if (m_newerOnDisk ? *found == *m_newerOnDisk : (m_onDisk && *found == *m_onDisk))
        return;
    setNewerOnDisk(m_onDisk && *found == *m_onDisk ? nullptr : std::move(found));
}

void DefinitionDocument::setNewerOnDisk(std::shared_ptr<const WorkflowDefinition> definition)
{
    if (m_newerOnDisk == definition)
        return;
    m_newerOnDisk = std::move(definition);
    emit diskChanged();
}

void DefinitionDocument::takeFromDisk()
{
    if (!m_newerOnDisk)
        return;
    m_onDisk = m_newerOnDisk;
    edit(*m_newerOnDisk, {CommandId::ReloadFile, tr("Reload from disk"), {}});
    m_fileIsBehind = false;
    m_undoStack.setClean();
    setNewerOnDisk(nullptr);
    emit modifiedChanged();
}

void DefinitionDocument::keepMine()
{
    if (!m_newerOnDisk)
        return;
    m_onDisk = m_newerOnDisk;
    m_fileIsBehind = true;
    setNewerOnDisk(nullptr);
    emit modifiedChanged();
}

void DefinitionDocument::edit(WorkflowDefinition after, EditLabel label)
{
    m_next = std::make_shared<const WorkflowDefinition>(normalized(std::move(after)));
    DefinitionPatch patch = difference(*m_definition, *m_next);
    if (!patch.isEmpty())
        m_undoStack.push(new EditCommand(*this, std::move(label), std::move(patch)));
    m_next.reset();
}

void DefinitionDocument::applyPatch(const DefinitionPatch &patch, bool forwards)
{
    if (m_next) {
        m_definition = std::exchange(m_next, nullptr);
    } else {
        auto next = std::make_shared<WorkflowDefinition>(*m_definition);
        patch.apply(*next, forwards);
        m_definition = std::move(next);
    }
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
        [definition = m_definition, catalog = m_catalog, expressions = m_expressions, others = m_others,
         secrets = m_secretNames, validation = m_validation] {
            auto problems = validation->validate(*definition, catalog, expressions.get(), others.get());
            if (secrets) {
                for (Problem &problem : unknownSecrets(*definition, *secrets))
                    problems.push_back(std::move(problem));
            }
            return problems;
        },
        [this, definition = m_definition, revision = m_revision,
         then = std::move(then)](std::vector<Problem> problems) {
            takeProblems(revision, problems);
            then(definition, std::move(problems));
        });
}

void DefinitionDocument::setWorkspaceEvents(std::shared_ptr<const WorkspaceEvents> others)
{
    const bool isSame = m_others && others ? *m_others == *others : m_others == others;
    if (isSame)
        return;
    m_others = std::move(others);
    m_typingPause.start();
}

void DefinitionDocument::setSecretNames(const std::optional<SecretNames> &names)
{
    if (m_secretNames == names)
        return;
    m_secretNames = names;
    touch();
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
