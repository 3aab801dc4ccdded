// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Error.h"
#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/Expression.h"
#include "engine/definition/SecretChecks.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QStackedWidget;
class QTabBar;

namespace perdura {

class BackgroundQueue;
class CanvasEditor;
class DefinitionDocument;

/// The open documents, one tab each, with their canvases. GUI thread; files are read and written in the
/// background.
class DocumentArea final : public QWidget
{
    Q_OBJECT

public:
    DocumentArea(BackgroundQueue &queue, const ActivityCatalog &catalog,
                 std::shared_ptr<ExpressionEvaluator> expressions, QWidget *parent = nullptr);
    ~DocumentArea() override;

    /// What is shown while nothing is open; not before the first call. Takes ownership.
    void setEmptyPage(QWidget *page);

    /// Goes to the tab of that file, or reads it into a new one.
    void open(const QString &path);
    void openNew(WorkflowDefinition definition);
    /// For those that are open and those to come; nothing: not known.
    void setSecretNames(const std::optional<SecretNames> &names);
    /// Null when none is open.
    [[nodiscard]] CanvasEditor *current() const;
    [[nodiscard]] std::vector<CanvasEditor *> editors() const;
    [[nodiscard]] bool hasUnsavedChanges() const;
    /// Writes a document to its file; one without a file gets one in `folder`, named after the workflow. An
    /// empty folder: the person is asked.
    void save(DefinitionDocument &document, const QString &folder);
    /// Asks for the file to write it to, which is its file from then on.
    void saveAs(DefinitionDocument &document, const QString &folder);
    /// Closes a tab; asks first when there are unsaved changes.
    void close(CanvasEditor *editor, const QString &folder);
    /// Closes without asking.
    void discard(CanvasEditor *editor);
    void discardAll();

signals:
    void currentChanged();
    /// Title, file or unsaved changes of some document.
    void documentsChanged();
    void closeWanted(perdura::CanvasEditor *editor);
    void fileOpened(const QString &path);
    void fileSaved(const QString &path);
    void failed(const perdura::Error &error);
    void saveFailed(perdura::DefinitionDocument *document, const perdura::Error &error);
    void statusMessage(const QString &text);

private:
    struct Open
    {
        std::unique_ptr<DefinitionDocument> document;
        CanvasEditor *editor = nullptr; ///< a child of the stack
        bool closeWhenSaved = false;
    };

    Open &add();
    void show(const Open &entry);
    [[nodiscard]] Open *find(const CanvasEditor *editor);
    [[nodiscard]] std::vector<Open>::iterator at(const DefinitionDocument *document);
    void updateTabs();
    void goToTab(int index);
    void saved(DefinitionDocument *document);
    [[nodiscard]] QString freePath(const QString &folder, const QString &name) const;

    BackgroundQueue &m_queue;
    const ActivityCatalog &m_catalog;
    std::shared_ptr<ExpressionEvaluator> m_expressions;
    std::optional<SecretNames> m_secretNames;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    QWidget *m_empty = nullptr;
    std::vector<Open> m_open; ///< in the order of the tabs
};

} // namespace perdura
