// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QLabel;
class QScrollArea;
class QStackedWidget;

namespace perdura {

class CanvasEditor;
class NodeInspector;
class WorkflowInspector;

/// What is selected on the canvas: one node with its fields, several with what can be done to them, or, when
/// nothing is, the workflow itself. GUI thread.
class Inspector final : public QWidget
{
    Q_OBJECT

public:
    explicit Inspector(QWidget *parent = nullptr);

    /// The canvas to follow; null: none is open.
    void setEditor(CanvasEditor *editor);
    void setPathRoot(const QString &folder) { m_pathRoot = folder; }
    /// Puts the caret into a field of the selected node, or into its name.
    void focusField(const QString &pointer);

private:
    void follow();
    void refreshProblems();
    [[nodiscard]] QWidget *makeSelectionPage();

    QPointer<CanvasEditor> m_editor;
    QString m_pathRoot;
    QStackedWidget *m_pages;
    QWidget *m_nothing;
    QScrollArea *m_workflowPage;
    QScrollArea *m_nodePage;
    QWidget *m_selectionPage;
    WorkflowInspector *m_workflow;
    NodeInspector *m_node;
    QLabel *m_selectionTitle = nullptr;
    QLabel *m_selectionText = nullptr;
    QWidget *m_duplicate = nullptr;
};

} // namespace perdura
